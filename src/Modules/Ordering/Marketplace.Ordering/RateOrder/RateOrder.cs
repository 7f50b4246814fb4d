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

namespace Marketplace.Ordering.RateOrder;

/// <summary>评价: one to five stars after completion, once.</summary>
internal static class RateOrder
{
    internal sealed record Request(int Stars, string? Comment = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Stars).InclusiveBetween(1, 5).Because("stars", "请给1到5颗星。", "Give 1 to 5 stars.");
            RuleFor(request => request.Comment).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/rating", Handle)
        .WithName("RateOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow());
        if (order.Do(OrderAct.Rate, by) is { } refusal) return refusal;
        db.Add(new OrderRating { OrderId = order.Id, Stars = request.Stars, Comment = request.Comment, At = by.At });
        return OrderAnswer.Ok(order);
    }
}
