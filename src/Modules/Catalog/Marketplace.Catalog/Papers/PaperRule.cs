using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Papers;

/// <summary>Whether a kind of supplier hands a paper in.</summary>
internal enum PaperNeed
{
    /// <summary>必交: without it nobody is admitted, and once it has run out nothing is sold.</summary>
    Needed,

    /// <summary>有就交</summary>
    Optional,

    /// <summary>不用交</summary>
    NotAsked,
}

/// <summary>证照种类: what a paper is called, in the order it is asked for.</summary>
internal sealed class PaperKind
{
    public string Code { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public string NameEn { get; init; } = string.Empty;

    public string Hint { get; init; } = string.Empty;

    public string HintEn { get; init; } = string.Empty;

    public int Position { get; init; }
}

/// <summary>证照规则: from a day on, what one kind of supplier hands in of one kind of paper. Added, never changed, so that past decisions stay explained.</summary>
internal sealed class PaperRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The digits all codes of the region begin with; empty for everywhere.</summary>
    public string RegionCode { get; init; } = string.Empty;

    public OrganisationKind SupplierKind { get; init; }

    public string PaperKind { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    public PaperNeed Need { get; init; }

    public bool NeedsNumber { get; init; }

    /// <summary>Whether a last day must be written; else the paper may run without limit.</summary>
    public bool NeedsEnd { get; init; }

    /// <summary>How long before the last day the supplier is told for the first time.</summary>
    public int RemindDays { get; init; }

    /// <summary>宽限期: how long after the last day it may go on selling.</summary>
    public int GraceDays { get; init; }

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }
}

internal static class PaperRules
{
    /// <summary>The rules in force on a day for one kind of supplier at one place, by kind of paper: the nearer region before the wider, the later before the earlier.</summary>
    internal static async Task<IReadOnlyDictionary<string, PaperRule>> PaperRulesFor(
        this CatalogDb db, OrganisationKind kind, string regionCode, DateOnly on, CancellationToken cancellation)
    {
        string[] regions = [string.Empty, regionCode[..2], regionCode[..4], regionCode[..6]];
        var rules = await db.Set<PaperRule>().AsNoTracking().Where(rule => rule.SupplierKind == kind && regions.Contains(rule.RegionCode) && rule.ValidFrom <= on).ToListAsync(cancellation);
        return rules.GroupBy(rule => rule.PaperKind).ToDictionary(
            group => group.Key, group => group.OrderByDescending(rule => rule.RegionCode.Length).ThenByDescending(rule => rule.ValidFrom).First(), StringComparer.Ordinal);
    }

    /// <summary>All kinds of papers in the order they are asked for.</summary>
    internal static Task<List<PaperKind>> PaperKinds(this CatalogDb db, CancellationToken cancellation) =>
        db.Set<PaperKind>().AsNoTracking().OrderBy(kind => kind.Position).ToListAsync(cancellation);
}

internal sealed class PaperRuleMapping : IEntityTypeConfiguration<PaperKind>, IEntityTypeConfiguration<PaperRule>
{
    public void Configure(EntityTypeBuilder<PaperKind> builder)
    {
        builder.ToTable("paper_kind");
        builder.HasKey(row => row.Code);
    }

    public void Configure(EntityTypeBuilder<PaperRule> builder)
    {
        builder.ToTable("paper_rule");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
