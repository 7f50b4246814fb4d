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

namespace Marketplace.Ordering.DisputeOrder;

/// <summary>有异议: the buyer objects while the order is under way, with evidence. Nothing is accepted by time until it is decided.</summary>
internal static class OpenDispute
{
    internal sealed record Request(string Reason, IReadOnlyList<Guid>? Evidence = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(500)
                .Because("reason-needed", "请写明原因,500字以内。", "Say why, in up to 500 characters.");
            RuleFor(request => request.Evidence).Must(files => files is null || files.Count <= 9)
                .Because("too-many-files", "附件最多9个。请减少。", "At most 9 files. Remove some.");
        }
    }

    private static readonly IReadOnlyList<OrderState> UnderWay = [OrderState.Paid, OrderState.Shipped, OrderState.Delivered, OrderState.Inspecting];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/disputes", Handle)
        .WithName("OpenDispute").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, Attachments attachments, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        if (!UnderWay.Contains(order.State) || order.AcceptedOn is not null || order.IsDisputed) return OrderProblems.NotNow(order);
        if (!await attachments.AreOwn(request.Evidence ?? [], actor, cancellation)) return OrderProblems.FileUnknown;
        var by = new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow(), request.Reason);
        order.OpenDispute(by);
        db.Add(new Dispute { OrderId = orderId, OpenedAt = by.At, OpenedBy = by.PersonId, Reason = request.Reason, Evidence = [.. request.Evidence ?? []] });
        return OrderAnswer.Ok(order);
    }
}
