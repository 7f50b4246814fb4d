using Marketplace.Ordering.Data;
using Marketplace.Ordering.Disputes;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.DisputeOrder;

/// <summary>撤回异议: the buyer objects no longer; the inspection days begin anew.</summary>
internal static class WithdrawDispute
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/disputes/withdrawal", Handle)
        .WithName("WithdrawDispute").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        var dispute = await db.Set<Dispute>().SingleOrDefaultAsync(open => open.OrderId == orderId && open.DecidedAt == null, cancellation);
        if (dispute is null) return OrderProblems.NotNow(order);
        var by = new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow(), request.Reason);
        (dispute.Outcome, dispute.Decision, dispute.DecidedAt, dispute.DecidedBy) = (DisputeOutcome.Withdrawn, request.Reason, by.At, by.PersonId);
        order.EndDispute(by, order.State == OrderState.Inspecting ? by.At + OrderDeadlines.Inspection : null, "withdraw-dispute");
        return OrderAnswer.Ok(order);
    }
}
