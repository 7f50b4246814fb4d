using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ExtendPayment;

/// <summary>延期: the supplier grants a prepaying buyer 15 more days, once.</summary>
internal static class ExtendPayment
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/payment-extension", Handle)
        .WithName("ExtendPayment").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow());
        if (order.Do(OrderAct.ExtendPayment, by, order.DueAt + OrderDeadlines.PrepaymentExtension) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
