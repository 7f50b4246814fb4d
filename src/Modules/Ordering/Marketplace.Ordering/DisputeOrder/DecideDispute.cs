using FluentValidation;
using Marketplace.Ordering.CancelOrder;
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

/// <summary>裁定: the operator decides an objection, answered or not.</summary>
internal static class DecideDispute
{
    internal sealed record Request(DisputeOutcome Outcome, string Decision);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Outcome).IsInEnum().NotEqual(DisputeOutcome.Withdrawn);
            RuleFor(request => request.Decision).NotEmpty().MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/disputes/decision", Handle)
        .WithName("DecideDispute").WithTags("Ordering")
        .Requires(OrderingPermissions.Decide)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, OrderEnding ending, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.ById(orderId, cancellation) is not { } order) return Problems.NotFound;
        var dispute = await db.Set<Dispute>().SingleOrDefaultAsync(open => open.OrderId == orderId && open.DecidedAt == null, cancellation);
        if (dispute is null) return OrderProblems.NotNow(order);
        var by = new ActBy(ActorKind.Operator, actor.PersonId, clock.GetUtcNow(), request.Decision);
        (dispute.Outcome, dispute.Decision, dispute.DecidedAt, dispute.DecidedBy) = (request.Outcome, request.Decision, by.At, by.PersonId);
        order.EndDispute(by, order.State == OrderState.Inspecting ? by.At + OrderDeadlines.Inspection : null);
        var ends = request.Outcome == DisputeOutcome.ForBuyer && order.State == OrderState.Paid && !order.IsShipped;
        if (ends && await ending.End(order, OrderAct.Overrule, by, cancellation) is { } refusal) return refusal;
        return OrderAnswer.Ok(order);
    }
}
