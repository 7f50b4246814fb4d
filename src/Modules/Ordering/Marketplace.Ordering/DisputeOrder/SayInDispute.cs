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

/// <summary>异议往来: the buyer, the supplier or the operator says something about an open objection, with files. It moves nothing.</summary>
internal static class SayInDispute
{
    internal sealed record Request(string Text, IReadOnlyList<Guid>? Files = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Text).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Files).Must(files => files is null || files.Count <= 9)
                .Because("too-many-files", "附件最多9个。请减少。", "At most 9 files. Remove some.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/disputes/messages", Handle)
        .WithName("SayInDispute").WithTags("Ordering")
        .Requires(OrderingPermissions.SpeakInDispute)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, Attachments attachments, TimeProvider clock, CancellationToken cancellation)
    {
        var (order, kind) = actor.Has(Role.Operator) ? (await db.ById(orderId, cancellation), ActorKind.Operator)
            : await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is { } bought ? (bought, ActorKind.Buyer)
            : (await db.OfSupplier(orderId, actor, cancellation), ActorKind.Supplier);
        if (order is null) return Problems.NotFound;
        var dispute = await db.Set<Dispute>().SingleOrDefaultAsync(open => open.OrderId == orderId && open.DecidedAt == null, cancellation);
        if (dispute is null) return OrderProblems.NotNow(order);
        if (!await attachments.AreOwn(request.Files ?? [], actor, cancellation)) return OrderProblems.FileUnknown;
        db.Add(new DisputeMessage
        {
            DisputeId = dispute.Id,
            At = clock.GetUtcNow(),
            ActorKind = kind,
            PersonId = actor.PersonId,
            Text = request.Text,
            Files = [.. request.Files ?? []],
        });
        return OrderAnswer.Ok(order);
    }
}
