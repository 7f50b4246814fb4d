using Marketplace.Ordering.Approvals;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ApproveOrder;

/// <summary>审批: a second person of the buying organisation agrees. Of two who do so at once, one finds it done already.</summary>
internal static class ApproveOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/approval", Handle)
        .WithName("ApproveOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Approve)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Actor actor, OrderingDb db, TakenApproval taken, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.BuyerApprover) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Approver, actor.PersonId, clock.GetUtcNow());
        if (order.SubmittedBy == actor.PersonId) return OrderProblems.SamePerson;
        if (order.State != OrderState.PendingApproval) return await taken.Say(order, cancellation);
        if (order.Do(OrderAct.Approve, by, by.At + OrderDeadlines.Confirmation) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
