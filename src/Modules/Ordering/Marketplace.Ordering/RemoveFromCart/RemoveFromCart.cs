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
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.RemoveFromCart;

/// <summary>Takes a pack off the shopping list; one that is not on it is gone already.</summary>
internal static class RemoveFromCart
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/cart/lines/{packId:guid}", Handle)
        .WithName("RemoveFromCart").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Guid packId, Guid? organisationId, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        if (actor.ActingFor(organisationId, Role.Buyer) is not { } buyer) return OrderProblems.NoOrganisation;
        await db.Set<CartLine>().Where(line => line.PersonId == actor.PersonId && line.BuyerId == buyer && line.PackId == packId).ExecuteDeleteAsync(cancellation);
        return TypedResults.NoContent();
    }
}
