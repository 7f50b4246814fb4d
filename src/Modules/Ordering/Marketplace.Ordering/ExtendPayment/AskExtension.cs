using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ExtendPayment;

/// <summary>申请延期: a prepaying buyer asks its supplier for 15 more days; the supplier sees it and may grant them once.</summary>
internal static class AskExtension
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/payment-extension/request", Handle)
        .WithName("AskPaymentExtension").WithTags("Ordering")
        .Requires(OrderingPermissions.CheckInvoice)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer, Role.BuyerFinance) is not { } order) return Problems.NotFound;
        if (order.State != OrderState.AwaitingPayment || order.PaymentExtended) return OrderProblems.NotNow(order);
        // Asking twice says nothing new.
        if (!await db.Set<OrderHistoryEntry>().AnyAsync(entry => entry.OrderId == orderId && entry.Act == "ask-extension", cancellation))
            order.Remark(new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow(), request.Reason), "ask-extension");
        return OrderAnswer.Ok(order);
    }
}
