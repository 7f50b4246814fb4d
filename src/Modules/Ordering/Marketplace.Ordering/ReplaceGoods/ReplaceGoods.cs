using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ReplaceGoods;

/// <summary>换货: the supplier replaced the rejected goods outside this order.</summary>
internal static class ReplaceGoods
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/replacement", Handle)
        .WithName("ReplaceGoods").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow(), request.Reason);
        if (order.Do(OrderAct.ReplaceGoods, by) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
