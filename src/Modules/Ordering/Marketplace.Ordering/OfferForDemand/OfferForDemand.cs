using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.OfferForDemand;

/// <summary>报价: a supplier offers one of its packs for a demand. Offering the same pack again replaces what it said before.</summary>
internal static class OfferForDemand
{
    internal sealed record Request(Guid PackId, int Quantity, long UnitPriceFen, string? Note = null);

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.PackId).NotEmpty();
            RuleFor(request => request.Quantity).InclusiveBetween(1, WishedLineValidator.MostPacks)
                .Because("quantity-out-of-range", "数量要在1到100000之间。请改数量。", "The quantity must be between 1 and 100,000. Change it.");
            RuleFor(request => request.UnitPriceFen).InclusiveBetween(1, 10_000_000)
                .Because("price", "单价要在0.01元到10万元之间。请改单价。", "The unit price must be between ¥0.01 and ¥100,000. Change it.");
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    private static readonly Problem Closed = Problem.Conflict("demand-closed", "这条求购已截止。请看其他求购。", "This demand is closed. Look at others.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/demands/{demandId:guid}/offers", Handle)
        .WithName("OfferForDemand").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid demandId, Request request, Actor actor, OrderingDb db, [FromServices] IOfferLookup offers, [FromServices] IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        // The demand waits still while offers come in, so that none slips in after the award.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM demand WHERE id = {demandId} FOR UPDATE", cancellation);
        if (await db.Set<Demand>().SingleOrDefaultAsync(row => row.Id == demandId, cancellation) is not { } demand) return Problems.NotFound;
        if (demand.State != DemandState.Open || demand.ClosesOn < clock.Today()) return Closed;
        var pack = (await offers.FindOffers([request.PackId], cancellation)).SingleOrDefault();
        if (pack is null || !pack.IsOnSale || !actor.OrganisationsAs(OrderingPermissions.Sellers).Contains(pack.SupplierId)) return Problems.NotFound;
        var supplier = await organisations.Find(pack.SupplierId, cancellation);
        var offer = await db.Set<DemandOffer>().SingleOrDefaultAsync(row => row.DemandId == demandId && row.SupplierId == pack.SupplierId && row.PackId == pack.PackId, cancellation);
        if (offer is null)
        {
            offer = new DemandOffer
            {
                DemandId = demandId,
                SupplierId = pack.SupplierId,
                SupplierName = supplier?.Name ?? "—",
                PackId = pack.PackId,
                ProductName = pack.ProductName,
                PackName = pack.PackName,
                PackMassGrams = pack.MassGrams,
                OfferedBy = actor.PersonId,
                CreatedAt = clock.GetUtcNow(),
            };
            db.Add(offer);
        }

        (offer.Quantity, offer.UnitPriceFen, offer.Note) = (request.Quantity, request.UnitPriceFen, request.Note);
        return TypedResults.Ok(new Response(offer.Id));
    }
}
