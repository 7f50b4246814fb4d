using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Carts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.PutInCart;

/// <summary>加入采购单: sets how many packs of one kind a person means to order.</summary>
internal static class PutInCart
{
    internal sealed record Request(Guid PackId, int Quantity, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.PackId).NotEmpty();
            RuleFor(request => request.Quantity).InclusiveBetween(1, WishedLineValidator.MostPacks)
                .Because("quantity-out-of-range", "数量要在1到100000之间。请改数量。", "The quantity must be between 1 and 100,000. Change it.");
        }
    }

    private static readonly Problem Full = Problem.Conflict("cart-full", "采购单最多200行。请先下单或去掉几行。", "The list holds at most 200 lines. Order or remove some first.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/cart/lines", Handle)
        .WithName("PutInCart").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(
        Request request, Actor actor, OrderingDb db, [FromServices] IOfferLookup offers, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, Role.Buyer) is not { } buyer) return OrderProblems.NoOrganisation;
        if ((await offers.FindOffers([request.PackId], cancellation)).Count == 0) return Problems.NotFound;
        if (await db.Set<CartLine>().CountAsync(line => line.PersonId == actor.PersonId && line.BuyerId == buyer, cancellation) >= CartLine.MostLines) return Full;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO cart_line (person_id, buyer_id, pack_id, quantity, added_at) VALUES ({actor.PersonId}, {buyer}, {request.PackId}, {request.Quantity}, {clock.GetUtcNow()})
            ON CONFLICT (person_id, buyer_id, pack_id) DO UPDATE SET quantity = excluded.quantity
            """, cancellation);
        return TypedResults.NoContent();
    }
}
