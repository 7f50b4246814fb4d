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

namespace Marketplace.Ordering.ShowStockWarnings;

/// <summary>库存提醒: what a supplier will soon have none of, and how many lots end soon.</summary>
internal static class ShowStockWarnings
{
    /// <summary>A supplier with more packs that run low reads the fewest of them.</summary>
    private const int Most = 200;

    /// <param name="Left">Packs that can still be ordered, harvested or not.</param>
    internal sealed record LowPack(Guid PackId, Guid ProductId, string ProductName, string PackName, int Left);

    /// <param name="MayChange">Whether the person sells for an organisation of its own, whose rule it may set.</param>
    internal sealed record Response(IReadOnlyList<LowPack> Low, int Expiring, int LowPacks, int ExpiryDays, bool MayChange);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/stock/warnings", Handle)
        .WithName("ShowStockWarnings").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Reads();

    private static async Task<Ok<Response>> Handle(Actor actor, OrderingDb db, OwnLots own, IOfferLookup offers, TimeProvider clock, CancellationToken cancellation)
    {
        var (lots, today) = (await own.Of(actor, cancellation), clock.Today());
        var low = await lots.Low(db, today).Take(Most).ToListAsync(cancellation);
        // What was taken off sale needs no more of it.
        var sold = (await offers.FindOffers([.. low.Select(row => row.PackId)], cancellation)).Where(offer => offer.IsOnSale).ToDictionary(offer => offer.PackId);
        var suppliers = actor.OrganisationsAs(OrderingPermissions.Sellers);
        var rule = await db.Set<StockWarningRule>().AsNoTracking().Where(row => suppliers.Contains(row.SupplierId)).OrderBy(row => row.SupplierId).FirstOrDefaultAsync(cancellation);
        return TypedResults.Ok(new Response(
            [.. low.Where(row => sold.ContainsKey(row.PackId)).Select(row => new LowPack(row.PackId, sold[row.PackId].ProductId, sold[row.PackId].ProductName, sold[row.PackId].PackName, row.Left))],
            await lots.Expiring(db, today).CountAsync(cancellation), rule?.LowPacks ?? StockWarningRule.UsualLowPacks, rule?.ExpiryDays ?? StockWarningRule.UsualExpiryDays, suppliers.Count == 1));
    }
}
