using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListSuppliers;

/// <summary>What about the papers makes a supplier worth a look.</summary>
internal enum PaperFilter
{
    /// <summary>待核: handed in and not looked at.</summary>
    Waiting,

    /// <summary>快到期: one that counts ends within 30 days.</summary>
    Ending,

    /// <summary>已过期</summary>
    Expired,
}

internal enum SupplierSort
{
    /// <summary>Oldest application first.</summary>
    Applied,

    /// <summary>Latest application first.</summary>
    Newest,

    /// <summary>Latest change first.</summary>
    Changed,
}

/// <param name="County">A region's code; those inside it.</param>
/// <param name="Q">Part of the name.</param>
internal sealed record SupplierQuery(string? State, string? Kind, string? County, string? Papers, string? Q, string? Sort, string? Cursor, int? Size);

internal sealed class SupplierQueryValidator : AbstractValidator<SupplierQuery>
{
    public SupplierQueryValidator()
    {
        RuleFor(query => query.State).Must(Choice.IsNoneOr<SupplierState>).Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
        RuleFor(query => query.Kind).Must(Choice.IsNoneOr<OrganisationKind>).Because("unknown-choice", "没有这种类型。请从列表里选。", "There is no such kind. Pick from the list.");
        RuleFor(query => query.Papers).Must(Choice.IsNoneOr<PaperFilter>).Because("unknown-choice", "没有这种筛选。请从列表里选。", "There is no such filter. Pick from the list.");
        RuleFor(query => query.Sort).Must(Choice.IsNoneOr<SupplierSort>).Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
        RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
            .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
        RuleFor(query => query.Q).MaximumLength(100);
    }
}

internal static class SupplierRows
{
    private const int EndingDays = 30;

    /// <summary>Those of <paramref name="visible"/> that the filters leave.</summary>
    internal static IQueryable<Supplier> Asked(this IQueryable<Supplier> visible, SupplierQuery query, CatalogDb db, DateOnly today)
    {
        var rows = visible.AsNoTracking();
        if (Choice.Of<SupplierState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (Choice.Of<OrganisationKind>(query.Kind) is { } kind) rows = rows.Where(row => row.Kind == kind);
        if (query.County is { Length: > 0 } county) rows = rows.WithinRegions(row => row.RegionCode, [RegionCode.Parse(county)]);
        if (LikePattern.Of(query.Q) is { } like) rows = rows.Where(row => EF.Functions.ILike(row.Name, like));
        var until = today.AddDays(EndingDays);
        return Choice.Of<PaperFilter>(query.Papers) switch
        {
            PaperFilter.Waiting => rows.Where(row => db.Set<SupplierPaper>().Any(paper => paper.SupplierId == row.Id && paper.State == PaperState.Handed)),
            PaperFilter.Ending => rows.Where(row => db.Set<SupplierPaper>().Any(paper => paper.SupplierId == row.Id && paper.State == PaperState.Checked && paper.ValidTo >= today && paper.ValidTo <= until)),
            PaperFilter.Expired => rows.Where(row => db.Set<SupplierPaper>().Any(paper => paper.SupplierId == row.Id && paper.State == PaperState.Checked && paper.ValidTo < today)),
            _ => rows,
        };
    }

    internal static IQueryable<Supplier> Sorted(this IQueryable<Supplier> rows, string? sort) => Choice.Of<SupplierSort>(sort) switch
    {
        SupplierSort.Newest => rows.OrderByDescending(row => row.AppliedAt).ThenByDescending(row => row.Id),
        SupplierSort.Changed => rows.OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id),
        _ => rows.OrderBy(row => row.AppliedAt).ThenBy(row => row.Id),
    };

    internal static IQueryable<Supplier> After(this IQueryable<Supplier> rows, string? sort, string? cursor)
    {
        if (Paging.Read(cursor, 2) is not { } key || !long.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || !Guid.TryParse(key[1], out var id)) return rows;
        var at = new DateTimeOffset(Math.Min(ticks, 3_155_378_975_999_999_999), TimeSpan.Zero);
        return Choice.Of<SupplierSort>(sort) switch
        {
            SupplierSort.Newest => rows.Where(row => row.AppliedAt < at || (row.AppliedAt == at && row.Id < id)),
            SupplierSort.Changed => rows.Where(row => row.ChangedAt < at || (row.ChangedAt == at && row.Id < id)),
            _ => rows.Where(row => row.AppliedAt > at || (row.AppliedAt == at && row.Id > id)),
        };
    }

    internal static string CursorOf(Supplier row, string? sort) => Paging.Cursor(
        (Choice.Of<SupplierSort>(sort) == SupplierSort.Changed ? row.ChangedAt : row.AppliedAt).UtcTicks.ToString(CultureInfo.InvariantCulture), row.Id.ToString());
}
