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

/// <summary>不同意延期: the supplier answers a buyer that asked for more days, with a reason. The day to pay by stays; it may still grant them later.</summary>
internal static class DeclineExtension
{
    private static readonly Problem NotAsked = Problem.Conflict("extension-not-asked", "采购方没有申请延期，或已经答复过。", "The buyer has not asked for more days, or was answered already.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/payment-extension/refusal", Handle)
        .WithName("DeclinePaymentExtension").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        if (order.State != OrderState.AwaitingPayment || order.PaymentExtended) return OrderProblems.NotNow(order);
        var said = await db.Set<OrderHistoryEntry>().Where(entry => entry.OrderId == orderId && (entry.Act == "ask-extension" || entry.Act == "decline-extension"))
            .Select(entry => entry.Act).ToListAsync(cancellation);
        if (!said.Contains("ask-extension") || said.Contains("decline-extension")) return NotAsked;
        order.Remark(new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow(), request.Reason), "decline-extension");
        return OrderAnswer.Ok(order);
    }
}
