using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Carts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ShowCart;

/// <summary>采购单: what a person means to order, by supplier, at the prices and with the stock of this moment.</summary>
internal static class ShowCart
{
    internal sealed record Line(
        Guid PackId, int Quantity, Guid? ProductId, string? ProductName, string? PackName, long? UnitPriceFen, long? AmountFen, long? MassGrams, int MinQuantity, int QuantityStep,
        bool IsOnSale, int Available, long? UsualPriceFen, string? CampaignName);

    internal sealed record Group(Guid? SupplierId, string? SupplierName, IReadOnlyList<Line> Lines, long GoodsFen);

    internal sealed record Response(Guid OrganisationId, IReadOnlyList<Group> Suppliers, long GoodsFen);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/cart", Handle)
        .WithName("ShowCart").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid? organisationId, Actor actor, OrderingDb db, [FromServices] IOfferLookup offers, [FromServices] IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(organisationId, Role.Buyer) is not { } buyer) return OrderProblems.NoOrganisation;
        var lines = await db.Set<CartLine>().AsNoTracking().Where(line => line.PersonId == actor.PersonId && line.BuyerId == buyer)
            .OrderBy(line => line.AddedAt).Take(CartLine.MostLines).ToListAsync(cancellation);
        var packs = lines.Select(line => line.PackId).ToList();
        var known = (await offers.FindOffers(packs, cancellation)).ToDictionary(offer => offer.PackId);
        var available = await Availability.Of(db, packs, clock.Today(), cancellation);
        var names = await organisations.FindMany([.. known.Values.Select(offer => offer.SupplierId).Distinct()], cancellation);
        var groups = lines.GroupBy(line => known.GetValueOrDefault(line.PackId)?.SupplierId).Select(group =>
        {
            var shown = group.Select(line => LineOf(line, known.GetValueOrDefault(line.PackId), available.GetValueOrDefault(line.PackId), clock.Today())).ToList();
            return new Group(group.Key, group.Key is { } id ? names.GetValueOrDefault(id)?.Name : null, shown, shown.Sum(line => line.AmountFen ?? 0));
        }).ToList();
        return TypedResults.Ok(new Response(buyer, groups, groups.Sum(group => group.GoodsFen)));
    }

    private static Line LineOf(CartLine line, PackOffer? offer, int available, DateOnly today)
    {
        var now = offer?.PriceOn(line.Quantity, today);
        var price = now?.UnitFen;
        return new Line(line.PackId, line.Quantity, offer?.ProductId, offer?.ProductName, offer?.PackName, price, price * line.Quantity, offer?.MassGrams * line.Quantity,
            offer?.MinQuantity ?? 1, offer?.QuantityStep ?? 1, offer?.IsOnSale == true, available, now?.UsualFen, now?.Campaign?.Name);
    }
}
