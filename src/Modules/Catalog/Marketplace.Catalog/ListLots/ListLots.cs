using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListLots;

/// <summary>批次: a supplier's lots for labels and recall; for officials those of their region with how often codes are opened.</summary>
internal static class ListLots
{
    internal sealed record RecallView(string Reason, string? Advice, bool IsByCounty, DateTimeOffset RecalledAt);

    /// <param name="Code">As it is printed: 7K3M-9Q2XW-B4HD.</param>
    /// <param name="BusiestScans">Scans on the day with the most of them.</param>
    internal sealed record Item(
        Guid LotId, string Code, string TraceUrl, Guid ProductId, string ProductName, string? ProductNameEn, string PackName, string SupplierName, string OriginName, int Quantity,
        DateOnly HarvestedOn, DateOnly? BestBefore, DateTimeOffset OpenedAt, int Scans, int BusiestScans, DateOnly? BusiestDay, bool IsSuspicious, RecallView? Recall, bool MayRecall, bool IsExpected, DateOnly? ShipBy);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/lots", Handle)
        .WithName("ListLots").WithTags("Catalog").Requires(CatalogPermissions.SeeLots).Reads();

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] LotQuery query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var (sort, size) = (Choice.Of<LotSort>(query.Sort) ?? LotSort.Newest, Paging.Size(query.Size));
        var rows = await db.Asked(query, actor, own, clock.Today(), cancellation);
        var total = await rows.LongCountAsync(cancellation);
        var page = await rows.After(sort, query.Cursor).Sorted(sort).Take(size + 1).ToListAsync(cancellation);
        var mayRecall = actor.HasAny([Role.CountyOfficial, Role.Supplier, Role.VillageAgent]);
        var shown = page.Take(size).ToList();
        return TypedResults.Ok(new Page<Item>(
            [.. shown.Select(row => ItemOf(row, regions, mayRecall))], page.Count > size ? LotRows.CursorOf(shown[^1]) : null, total));
    }

    private static Item ItemOf(LotRow row, IRegionDirectory regions, bool mayRecall) => new(
        row.Lot.Id, TraceCode.Grouped(row.Lot.TraceCode), "/t/" + row.Lot.TraceCode, row.Product.Id, row.Product.Name, row.Product.NameEn, row.PackName, row.SupplierName,
        regions.FullNameOf(row.Product.OriginCode), row.Lot.Quantity, row.Lot.HarvestedOn, row.Lot.BestBefore, row.Lot.OpenedAt, row.Scans, row.BusiestScans, row.BusiestDay,
        row.IsSuspicious, row.Recall is { } recall ? new RecallView(recall.Reason, recall.Advice, recall.IsByCounty, recall.RecalledAt) : null, mayRecall && row.Recall is null, row.Lot.IsExpected, row.Lot.ShipBy);
}
