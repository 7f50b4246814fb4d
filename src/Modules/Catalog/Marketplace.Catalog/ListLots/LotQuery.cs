using System.Globalization;
using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListLots;

/// <summary>Which lots of a list are wanted.</summary>
internal enum LotFilter
{
    All,

    /// <summary>已召回</summary>
    Recalled,

    /// <summary>Scanned more often on one day than so few packs explain.</summary>
    Suspicious,
}

internal enum LotSort
{
    Newest,

    /// <summary>Most often scanned on one day first.</summary>
    Scans,
}

/// <param name="Q">Part of the product's or the supplier's name, or a trace code.</param>
internal sealed record LotQuery(string? Q, string? State, Guid? ProductId, string? Sort, string? Cursor, int? Size);

internal sealed class LotQueryValidator : AbstractValidator<LotQuery>
{
    public LotQueryValidator()
    {
        RuleFor(query => query.Q).MaximumLength(100);
        RuleFor(query => query.State).Must(Choice.IsNoneOr<LotFilter>).Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
        RuleFor(query => query.Sort).Must(Choice.IsNoneOr<LotSort>).Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
    }
}

/// <summary>A lot as lists and exports need it.</summary>
internal sealed class LotRow
{
    public required Lot Lot { get; init; }

    public required Product Product { get; init; }

    public required string PackName { get; init; }

    public required string SupplierName { get; init; }

    public LotRecall? Recall { get; init; }

    public int Scans { get; init; }

    public int BusiestScans { get; init; }

    public DateOnly? BusiestDay { get; init; }

    public bool IsSuspicious { get; init; }
}

internal static class LotRows
{
    /// <summary>The lots this person may see that answer the question, in its order.</summary>
    internal static async Task<IQueryable<LotRow>> Asked(this CatalogDb db, LotQuery query, Actor actor, OwnProducts own, DateOnly today, CancellationToken cancellation)
    {
        var rule = await db.Set<ScanRule>().Where(row => row.ValidFrom <= today).OrderByDescending(row => row.ValidFrom).FirstAsync(cancellation);
        var products = ProductsOf(db, actor, own);
        var rows =
            from lot in db.Set<Lot>().AsNoTracking()
            join product in products on lot.ProductId equals product.Id
            join pack in db.Set<Pack>() on lot.PackId equals pack.Id
            join supplier in db.Set<Supplier>() on product.SupplierId equals supplier.Id
            join recall in db.Set<LotRecall>() on lot.Id equals recall.LotId into recalls
            from recall in recalls.DefaultIfEmpty()
            select new LotRow
            {
                Lot = lot,
                Product = product,
                PackName = pack.Name,
                SupplierName = supplier.Name,
                Recall = recall,
                Scans = db.Set<LotScan>().Where(scan => scan.LotId == lot.Id).Sum(scan => scan.Scans),
                BusiestScans = db.Set<LotScan>().Where(scan => scan.LotId == lot.Id).Max(scan => (int?)scan.Scans) ?? 0,
                BusiestDay = db.Set<LotScan>().Where(scan => scan.LotId == lot.Id).OrderByDescending(scan => scan.Scans).Select(scan => (DateOnly?)scan.Day).FirstOrDefault(),
                IsSuspicious = db.Set<LotScan>().Any(scan => scan.LotId == lot.Id && scan.Scans >= rule.LeastScans && scan.Scans > (long)lot.Quantity * rule.ScansPerPack),
            };
        if (query.ProductId is { } wanted) rows = rows.Where(row => row.Lot.ProductId == wanted);
        if (query.Q is { Length: > 0 } words)
        {
            var (code, like) = (TraceCode.Read(words), "%" + words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
            rows = rows.Where(row => row.Lot.TraceCode == code || EF.Functions.ILike(row.Product.Name, like) || EF.Functions.ILike(row.SupplierName, like));
        }

        return Choice.Of<LotFilter>(query.State) switch
        {
            LotFilter.Recalled => rows.Where(row => row.Recall != null),
            LotFilter.Suspicious => rows.Where(row => row.IsSuspicious),
            _ => rows,
        };
    }

    internal static IQueryable<LotRow> Sorted(this IQueryable<LotRow> rows, LotSort sort) => sort == LotSort.Scans
        ? rows.OrderByDescending(row => row.BusiestScans).ThenByDescending(row => row.Lot.OpenedAt).ThenByDescending(row => row.Lot.Id)
        : rows.OrderByDescending(row => row.Lot.OpenedAt).ThenByDescending(row => row.Lot.Id);

    internal static IQueryable<LotRow> After(this IQueryable<LotRow> rows, LotSort sort, string? cursor)
    {
        if (Paging.Read(cursor, 3) is not { } key || !int.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out var scans) || !Guid.TryParse(key[2], out var id)
            || !DateTimeOffset.TryParseExact(key[1], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)) return rows;
        var at = parsed.ToUniversalTime();
        return sort == LotSort.Scans
            ? rows.Where(row => row.BusiestScans < scans || (row.BusiestScans == scans && (row.Lot.OpenedAt < at || (row.Lot.OpenedAt == at && row.Lot.Id < id))))
            : rows.Where(row => row.Lot.OpenedAt < at || (row.Lot.OpenedAt == at && row.Lot.Id < id));
    }

    internal static string CursorOf(LotRow row) => Paging.Cursor(
        row.BusiestScans.ToString(CultureInfo.InvariantCulture), row.Lot.OpenedAt.ToString("O", CultureInfo.InvariantCulture), row.Lot.Id.ToString());

    private static IQueryable<Product> ProductsOf(CatalogDb db, Actor actor, OwnProducts own)
    {
        if (actor.Has(Role.Operator)) return db.Set<Product>();
        var regions = actor.RegionsAs(Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial);
        return regions.Count > 0 ? db.Set<Product>().WithinRegions(row => row.OriginCode, regions) : own.Of(actor);
    }
}
