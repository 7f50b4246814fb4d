using Marketplace.Ordering.CancelOrder;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.RefuseOrder;

/// <summary>拒单: the supplier does not take the order, and says why.</summary>
internal static class RefuseOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/refusal", Handle)
        .WithName("RefuseOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, OrderEnding ending, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow(), request.Reason);
        if (await ending.End(order, OrderAct.Refuse, by, cancellation) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
