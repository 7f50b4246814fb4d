using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.CloseOrder;

/// <summary>关闭: nothing of a returned, replaced or refunded order is open any more.</summary>
internal static class CloseOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/closing", Handle)
        .WithName("CloseOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Close)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var asOperator = actor.Has(Role.Operator);
        var order = asOperator ? await db.ById(orderId, cancellation) : await db.OfBuyer(orderId, actor, cancellation, Role.Buyer);
        if (order is null) return Problems.NotFound;
        var by = new ActBy(asOperator ? ActorKind.Operator : ActorKind.Buyer, actor.PersonId, clock.GetUtcNow());
        if (order.Do(OrderAct.Close, by) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
