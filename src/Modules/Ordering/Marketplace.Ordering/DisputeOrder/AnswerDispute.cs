using FluentValidation;
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

/// <summary>The supplier answers an objection.</summary>
internal static class AnswerDispute
{
    internal sealed record Request(string Answer);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Answer).NotEmpty().MaximumLength(500);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/disputes/answer", Handle)
        .WithName("AnswerDispute").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>();

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        var dispute = await db.Set<Dispute>().SingleOrDefaultAsync(open => open.OrderId == orderId && open.DecidedAt == null, cancellation);
        if (dispute is null || dispute.AnsweredAt is not null) return OrderProblems.NotNow(order);
        var by = new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow(), request.Answer);
        (dispute.Answer, dispute.AnsweredAt, dispute.AnsweredBy) = (request.Answer, by.At, by.PersonId);
        order.AnswerDispute(by);
        return OrderAnswer.Ok(order);
    }
}
