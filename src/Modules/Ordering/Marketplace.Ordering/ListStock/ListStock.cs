using System.Globalization;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListStock;

/// <summary>批次库存: a supplier's lots, first expired first, with what is free and what orders hold.</summary>
internal static class ListStock
{
    /// <param name="BestBeforeUntil">Only lots to be sold by this day.</param>
    /// <param name="AtHand">Only lots of which something is there.</param>
    /// <param name="Expiring">Only lots that end soon, as the supplier's own rule says.</param>
    /// <param name="Growing">Only lots that are still to be harvested.</param>
    internal sealed record Query(
        Guid? ProductId = null, DateOnly? BestBeforeUntil = null, bool AtHand = false, bool Expiring = false, bool Growing = false, string? Cursor = null, int? Size = null);

    /// <param name="Missing">Lacking for what orders hold.</param>
    /// <param name="IsStopped">Taken off sale by the authority.</param>
    internal sealed record Item(
        Guid LotId, Guid PackId, Guid ProductId, string ProductName, string PackName, int OnHand, int Available, int Reserved, int Missing,
        DateOnly HarvestedOn, DateOnly? BestBefore, bool IsRecalled, bool IsStopped, bool IsExpected, DateOnly? ShipBy);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/stock/lots", Handle)
        .WithName("ListStock").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Reads();

    private static async Task<Ok<Page<Item>>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, OwnLots own, IOfferLookup offers, TimeProvider clock, CancellationToken cancellation)
    {
        var size = Paging.Size(query.Size);
        var lots = Asked(await own.Of(actor, cancellation), query, db, clock.Today());
        var total = await lots.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is { } key && DateOnly.TryParseExact(key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Guid.TryParse(key[1], out var last))
            lots = lots.Where(lot => (lot.BestBefore ?? DateOnly.MaxValue) > day || ((lot.BestBefore ?? DateOnly.MaxValue) == day && lot.LotId > last));
        var page = await lots.OrderBy(lot => lot.BestBefore ?? DateOnly.MaxValue).ThenBy(lot => lot.LotId).Take(size + 1)
            .Select(lot => new { Lot = lot, IsRecalled = db.Set<RecalledLot>().Any(row => row.LotId == lot.LotId) }).ToListAsync(cancellation);
        var shown = page.Take(size).ToList();
        var packs = (await offers.FindOffers([.. shown.Select(row => row.Lot.PackId).Distinct()], cancellation)).ToDictionary(offer => offer.PackId);
        return TypedResults.Ok(new Page<Item>(
            [.. shown.Where(row => packs.ContainsKey(row.Lot.PackId)).Select(row => ItemOf(row.Lot, packs[row.Lot.PackId], row.IsRecalled))],
            page.Count > size ? Paging.Cursor((shown[^1].Lot.BestBefore ?? DateOnly.MaxValue).ToString("O", CultureInfo.InvariantCulture), shown[^1].Lot.LotId.ToString()) : null, total));
    }

    /// <summary>What the filters leave of these lots.</summary>
    internal static IQueryable<StockLot> Asked(IQueryable<StockLot> lots, Query query, OrderingDb db, DateOnly today)
    {
        if (query.ProductId is { } product) lots = lots.Where(lot => db.Set<StockPack>().Any(pack => pack.PackId == lot.PackId && pack.ProductId == product));
        if (query.BestBeforeUntil is { } until) lots = lots.Where(lot => lot.BestBefore <= until);
        if (query.AtHand) lots = lots.Where(lot => lot.OnHand > 0);
        if (query.Growing) lots = lots.Where(lot => lot.IsExpected);
        return query.Expiring ? lots.Expiring(db, today) : lots;
    }

    private static Item ItemOf(StockLot lot, PackOffer pack, bool isRecalled) => new(
        lot.LotId, lot.PackId, pack.ProductId, pack.ProductName, pack.PackName, lot.OnHand, lot.Available, lot.Reserved, lot.Missing, lot.HarvestedOn, lot.BestBefore, isRecalled, lot.IsStopped, lot.IsExpected, lot.ShipBy);
}
