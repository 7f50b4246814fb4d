using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.CancelOrder;

/// <summary>取消: the buyer takes an order back while nothing is paid or shipped, and a paid one when a pre-sale's promise was broken.</summary>
internal static class CancelOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/cancellation", Handle)
        .WithName("CancelOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, OrderEnding ending, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow(), request.Reason);
        if (await ending.End(order, OrderAct.Cancel, by, cancellation) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
