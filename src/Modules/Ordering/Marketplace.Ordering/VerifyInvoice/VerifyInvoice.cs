using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.VerifyInvoice;

/// <summary>验票: the buyer has matched the invoice with the order.</summary>
internal static class VerifyInvoice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/invoice-check", Handle)
        .WithName("CheckInvoice").WithTags("Ordering")
        .Requires(OrderingPermissions.CheckInvoice)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.BuyerFinance, Role.Buyer) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.BuyerFinance, actor.PersonId, clock.GetUtcNow());
        if (order.Do(OrderAct.VerifyInvoice, by, order.DueAt) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
