using FluentValidation;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Shipments;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.MarkDelivered;

/// <summary>送达: the buyer has a shipment, or the supplier says so with the carrier's note. With the last one the inspection days begin.</summary>
internal static class MarkDelivered
{
    internal sealed record Request(string? CarrierNote = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.CarrierNote).MaximumLength(300);
    }

    private static readonly Problem NoteNeeded = Problem.Invalid(
        "carrier-note-needed", "请写承运人的签收说明。", "Say how the carrier recorded the delivery.", "carrierNote");

    private static readonly Problem Already = Problem.Conflict("already-delivered", "这一批已经标记送达。", "This shipment is marked as delivered already.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/shipments/{shipmentId:guid}/delivery", Handle)
        .WithName("MarkDelivered").WithTags("Ordering")
        .Requires(OrderingPermissions.MarkDelivered)
        .Writes<OrderingDb>();

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Guid shipmentId, Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var kind = ActorKind.Buyer;
        var order = await db.OfBuyer(orderId, actor, cancellation, Role.Buyer);
        if (order is null)
        {
            kind = ActorKind.Supplier;
            order = await db.OfSupplier(orderId, actor, cancellation);
        }

        if (order is null) return Problems.NotFound;
        var shipments = await db.Set<Shipment>().Where(shipment => shipment.OrderId == orderId).ToListAsync(cancellation);
        if (shipments.Find(shipment => shipment.Id == shipmentId) is not { } delivered) return Problems.NotFound;
        if (kind == ActorKind.Supplier && string.IsNullOrWhiteSpace(request.CarrierNote)) return NoteNeeded;
        if (delivered.DeliveredAt is not null) return Already;
        var by = new ActBy(kind, actor.PersonId, clock.GetUtcNow(), request.CarrierNote);
        (delivered.DeliveredAt, delivered.DeliveredBy, delivered.CarrierNote) = (by.At, actor.PersonId, request.CarrierNote);
        if (order.IsShippingDone && shipments.TrueForAll(shipment => shipment.DeliveredAt is not null))
        {
            if (order.Do(OrderAct.MarkDelivered, by) is { } refusal) return refusal;
            if (order.Do(OrderAct.BeginInspection, ActBy.System(by.At), by.At + OrderDeadlines.Inspection) is { } unbegun) return unbegun;
        }
        else
        {
            order.Remark(by, "shipment-delivered");
        }

        return OrderAnswer.Ok(order);
    }
}
