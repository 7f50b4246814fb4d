using Marketplace.Ordering.Approvals;
using Marketplace.Ordering.CancelOrder;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.DeclineOrder;

/// <summary>不同意: the approver sends the order away, and says why.</summary>
internal static class DeclineOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/decline", Handle)
        .WithName("DeclineOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Approve)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Because request, Actor actor, OrderingDb db, OrderEnding ending, TakenApproval taken, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.BuyerApprover) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Approver, actor.PersonId, clock.GetUtcNow(), request.Reason);
        if (order.State != OrderState.PendingApproval) return await taken.Say(order, cancellation);
        if (order.SubmittedBy == actor.PersonId) return OrderProblems.SamePerson;
        if (await ending.End(order, OrderAct.Decline, by, cancellation) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
