using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Papers;

/// <summary>Where one paper stands.</summary>
internal enum PaperState
{
    /// <summary>已交: waits for an official's look.</summary>
    Handed,

    /// <summary>已核</summary>
    Checked,

    /// <summary>退回: to be handed in again.</summary>
    Returned,

    /// <summary>已换新: a later paper of its kind was checked.</summary>
    Replaced,
}

/// <summary>What a supplier has to know of one kind of paper today.</summary>
internal enum PaperStanding
{
    /// <summary>还没交</summary>
    Missing,

    /// <summary>待核</summary>
    Waiting,

    /// <summary>被退回</summary>
    Returned,

    /// <summary>有效</summary>
    Valid,

    /// <summary>快到期</summary>
    Ending,

    /// <summary>过期，在宽限期内</summary>
    InGrace,

    /// <summary>过期</summary>
    Expired,
}

/// <summary>证照: one paper of a supplier with number, issuer, validity and its pages.</summary>
internal sealed class SupplierPaper
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    public string Kind { get; init; } = string.Empty;

    public string? Number { get; init; }

    public string? Issuer { get; init; }

    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day it holds; nothing when it runs without limit.</summary>
    public DateOnly? ValidTo { get; init; }

    public PaperState State { get; private set; }

    public DateTimeOffset HandedAt { get; init; }

    public Guid HandedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public Guid? DecidedBy { get; private set; }

    /// <summary>Why it was returned.</summary>
    public string? Reason { get; private set; }

    public List<SupplierPaperFile> Files { get; } = [];

    /// <summary>An official looked and found it right; those of its kind that counted before are replaced.</summary>
    /// <returns>Whether it still waited.</returns>
    internal bool Check(IEnumerable<SupplierPaper> all, Guid actor, DateTimeOffset now)
    {
        if (State != PaperState.Handed) return false;
        foreach (var earlier in all.Where(paper => paper.Kind == Kind && paper.Id != Id && (paper.State == PaperState.Checked || (paper.State != PaperState.Replaced && paper.HandedAt < HandedAt))))
            earlier.State = PaperState.Replaced;
        Decide(PaperState.Checked, actor, now, null);
        return true;
    }

    /// <returns>Whether it still waited.</returns>
    internal bool Return(string reason, Guid actor, DateTimeOffset now)
    {
        if (State != PaperState.Handed) return false;
        Decide(PaperState.Returned, actor, now, reason);
        return true;
    }

    internal bool HoldsOn(DateOnly day) => ValidTo is null || ValidTo >= day;

    private void Decide(PaperState state, Guid actor, DateTimeOffset now, string? reason) => (State, DecidedAt, DecidedBy, Reason) = (state, now, actor, reason);
}

/// <summary>One page of a paper.</summary>
internal sealed class SupplierPaperFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PaperId { get; init; }

    public int Position { get; init; }

    public Guid FileId { get; init; }

    public string Name { get; init; } = string.Empty;
}

/// <summary>What the papers of one supplier come to on a day, kind by kind.</summary>
internal static class PaperStandings
{
    /// <summary>The paper that counts now and the one that waits or was returned after it.</summary>
    internal static (SupplierPaper? Current, SupplierPaper? Newer) Of(IEnumerable<SupplierPaper> papers, string kind)
    {
        var mine = papers.Where(paper => paper.Kind == kind && paper.State != PaperState.Replaced).OrderBy(paper => paper.HandedAt).ThenBy(paper => paper.Id).ToList();
        return (mine.FindLast(paper => paper.State == PaperState.Checked), mine.FindLast(paper => paper.State != PaperState.Checked));
    }

    internal static PaperStanding On(IEnumerable<SupplierPaper> papers, string kind, PaperRule? rule, DateOnly today)
    {
        var (current, newer) = Of(papers, kind);
        if (newer?.State == PaperState.Returned) return PaperStanding.Returned;
        if (newer is not null) return PaperStanding.Waiting;
        if (current is null) return PaperStanding.Missing;
        if (current.ValidTo is not { } end || today < end.AddDays(-(rule?.RemindDays ?? 30))) return PaperStanding.Valid;
        if (today <= end) return PaperStanding.Ending;
        return today <= end.AddDays(rule?.GraceDays ?? 0) ? PaperStanding.InGrace : PaperStanding.Expired;
    }

    /// <summary>Needed papers that neither hold nor wait: what an admission or a return to sale lacks.</summary>
    internal static IEnumerable<string> Lacking(IReadOnlyCollection<SupplierPaper> papers, IReadOnlyDictionary<string, PaperRule> rules, DateOnly today, bool countWaiting) =>
        rules.Values.Where(rule => rule.Need == PaperNeed.Needed && !papers.Any(paper => paper.Kind == rule.PaperKind && paper.HoldsOn(today)
            && (paper.State == PaperState.Checked || (countWaiting && paper.State == PaperState.Handed)))).Select(rule => rule.PaperKind).Order(StringComparer.Ordinal);

    /// <summary>
    /// The needed papers whose end and days of grace are over. A new one that waits for the official's look puts it off, by the days of grace from the
    /// day it was handed in: neither a slow desk nor a worthless picture decides alone. Papers that were never handed in stop nobody who was admitted without.
    /// </summary>
    internal static IEnumerable<SupplierPaper> Over(IReadOnlyCollection<SupplierPaper> papers, IReadOnlyDictionary<string, PaperRule> rules, DateOnly today)
    {
        foreach (var rule in rules.Values.Where(rule => rule.Need == PaperNeed.Needed).OrderBy(rule => rule.PaperKind, StringComparer.Ordinal))
        {
            var (current, newer) = Of(papers, rule.PaperKind);
            if (current?.ValidTo is not { } end || today <= end.AddDays(rule.GraceDays)) continue;
            if (newer is { State: PaperState.Handed } && newer.HoldsOn(today) && today <= ChinaTime.DateIn(newer.HandedAt).AddDays(rule.GraceDays)) continue;
            yield return current;
        }
    }
}

internal sealed class SupplierPaperMapping : IEntityTypeConfiguration<SupplierPaper>, IEntityTypeConfiguration<SupplierPaperFile>
{
    public void Configure(EntityTypeBuilder<SupplierPaper> builder)
    {
        builder.ToTable("supplier_paper");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasMany(row => row.Files).WithOne().HasForeignKey(file => file.PaperId);
    }

    public void Configure(EntityTypeBuilder<SupplierPaperFile> builder)
    {
        builder.ToTable("supplier_paper_file");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
