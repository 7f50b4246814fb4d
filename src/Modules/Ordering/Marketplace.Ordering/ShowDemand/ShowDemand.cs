using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ShowDemand;

/// <summary>One demand with its offers: the buyer sees all of them side by side, cheapest by the kilogram first; a supplier only its own.</summary>
internal static class ShowDemand
{
    internal sealed record Offer(
        Guid Id, Guid SupplierId, string SupplierName, Guid PackId, string ProductName, string PackName, int Quantity, long UnitPriceFen, long FenPerKg, long MassGrams, string? Note, DemandOfferState State, Guid? OrderId);

    internal sealed record Response(ListDemands.ListDemands.Row Demand, IReadOnlyList<Offer> Offers);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/demands/{demandId:guid}", Handle)
        .WithName("ShowDemand").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeDemands)
        .Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(Guid demandId, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var (buyers, sellers) = (actor.OrganisationsAs(OrderingPermissions.Purchasers), actor.OrganisationsAs(OrderingPermissions.Sellers));
        var demand = await db.Set<Demand>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == demandId, cancellation);
        if (demand is null) return Problems.NotFound;
        var isOwn = buyers.Contains(demand.BuyerId) || actor.Has(Role.Operator);
        var offers = await db.Set<DemandOffer>().AsNoTracking().Where(offer => offer.DemandId == demandId && (isOwn || sellers.Contains(offer.SupplierId)))
            .OrderBy(offer => offer.CreatedAt).Take(Paging.LargestSize).ToListAsync(cancellation);
        if (!isOwn && demand.State != DemandState.Open && offers.Count == 0) return Problems.NotFound;
        return TypedResults.Ok(new Response(ListDemands.ListDemands.RowOf(demand), [.. offers.Select(OfferOf).OrderBy(offer => offer.FenPerKg)]));
    }

    private static Offer OfferOf(DemandOffer offer) => new(
        offer.Id, offer.SupplierId, offer.SupplierName, offer.PackId, offer.ProductName, offer.PackName, offer.Quantity, offer.UnitPriceFen,
        new Kernel.Mass(offer.PackMassGrams).PricePer(1000, new Kernel.Money(offer.UnitPriceFen)).Fen, offer.PackMassGrams * offer.Quantity, offer.Note, offer.State, offer.OrderId);
}
