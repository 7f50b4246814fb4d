using FluentValidation;
using Marketplace.Ordering.Carts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Shipments;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Ordering.ShipOrder;

/// <summary>发货: all of an order or a part of it leaves the warehouse.</summary>
internal static class ShipOrder
{
    /// <param name="IsLast">Nothing more will come: what is not shipped by now is counted as not delivered.</param>
    internal sealed record Request(IReadOnlyList<Line> Lines, string Carrier, string Waybill, bool IsColdChain = false, bool IsLast = false);

    internal sealed record Line(Guid LineId, int Quantity);

    internal sealed record Response(Guid ShipmentId, OrderAnswer Order);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Lines.Count).InclusiveBetween(1, CartLine.MostLines).OverridePropertyName("lines");
            RuleForEach(request => request.Lines).NotNull().ChildRules(line => line.RuleFor(wish => wish.Quantity).InclusiveBetween(1, WishedLineValidator.MostPacks)
                .Because("quantity-out-of-range", "数量要在1到100000之间。请改数量。", "The quantity must be between 1 and 100,000. Change it."));
            RuleFor(request => request.Lines).Must(lines => lines.Select(line => line?.LineId).Distinct().Count() == lines.Count)
                .Because("line-twice", "同一行写了两次。请合并。", "The same line is listed twice. Merge them.");
            RuleFor(request => request.Carrier).NotEmpty().MaximumLength(60);
            RuleFor(request => request.Waybill).NotEmpty().MaximumLength(60).Matches("^[A-Za-z0-9-]+$")
                .Because("waybill", "运单号只能有字母、数字和横线。请照面单填写。", "A waybill number has letters, digits and hyphens only. Copy it from the label.");
        }
    }

    private static readonly Problem TooMany = Problem.Invalid(
        "more-than-ordered", "发货数量超过订单未发的数量。请改数量。", "More is shipped than the order still lacks. Change the quantity.", "lines");

    private static readonly Problem LotRecalled = Problem.Conflict(
        "lot-recalled", "这批货已召回，不能发。请只发没有召回的数量，或发完其余后选“不再发货”。",
        "The goods are of a recalled lot and must not be sent. Send only what is not recalled, then choose that nothing more will come.");

    private static readonly Problem NotHarvested = Problem.Conflict(
        "not-harvested", "这批是预售货，还没登记采收。请先在商品的批次里登记采收，再发货。",
        "These goods are of a pre-sale whose harvest is not recorded. Record the harvest on the product's lot first.");

    private static readonly Problem HarvestShort = Problem.Conflict(
        "harvest-short", "采收数量不够，这单只分到一部分。请按分到的数量发，再选“不再发货”，其余退款。",
        "The harvest was too small and this order got a part of it. Send that part and choose that nothing more will come; the rest is refunded.");

    private static readonly Problem WaybillUsed = Problem.Conflict(
        "waybill-used", "这个运单号已经用过。请核对面单。", "This waybill number is in use already. Check the label.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/shipments", Handle)
        .WithName("ShipOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, StockBook stock, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow());
        if (OrderTransitions.Find(order.State, OrderAct.Ship) is null) return OrderProblems.NotNow(order);
        var lines = order.Lines.ToDictionary(line => line.Id);
        if (request.Lines.Any(wish => !lines.TryGetValue(wish.LineId, out var line) || wish.Quantity > line.Open)) return TooMany;
        if (await db.Set<Shipment>().AnyAsync(shipment => shipment.Waybill == request.Waybill, cancellation)) return WaybillUsed;
        if (!await stock.Ship(orderId, [.. request.Lines.Select(wish => (wish.LineId, wish.Quantity))], cancellation))
            return await WhyNotSent(db, order, cancellation);
        // The step is taken while something is open; only then do the lines learn what left.
        if (order.Do(OrderAct.Ship, by) is { } refusal) return refusal;
        foreach (var wish in request.Lines) lines[wish.LineId].Shipped += wish.Quantity;
        order.ShippingClosed = request.IsLast;
        order.MoveOn(by.At);
        if (request.IsLast) await stock.Release(orderId, "not-delivered", cancellation);
        var shipment = ShipmentOf(request, orderId, by);
        db.Add(shipment);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: "shipment_waybill" })
        {
            return WaybillUsed;
        }

        return TypedResults.Ok(new Response(shipment.Id, OrderAnswer.Ok(order).Value!));
    }

    private static async Task<Problem> WhyNotSent(OrderingDb db, Order order, CancellationToken cancellation) =>
        await HoldsRecalled(db, order.Id, cancellation) ? LotRecalled
        : await db.Set<Reservation>().AnyAsync(held => held.OrderId == order.Id && held.Held > 0 && db.Set<StockLot>().Any(lot => lot.LotId == held.LotId && lot.IsExpected), cancellation) ? NotHarvested
        : order.BrokenPromise == PromiseBreach.HarvestShort ? HarvestShort : TooMany;

    private static Task<bool> HoldsRecalled(OrderingDb db, Guid orderId, CancellationToken cancellation) =>
        db.Set<Reservation>().AnyAsync(held => held.OrderId == orderId && held.Held > 0 && db.Set<RecalledLot>().Any(lot => lot.LotId == held.LotId), cancellation);

    private static Shipment ShipmentOf(Request request, Guid orderId, ActBy by)
    {
        var id = Guid.CreateVersion7();
        return new Shipment
        {
            Id = id,
            OrderId = orderId,
            Carrier = request.Carrier,
            Waybill = request.Waybill,
            IsColdChain = request.IsColdChain,
            ShippedAt = by.At,
            ShippedBy = by.PersonId,
            Lines = [.. request.Lines.Select(line => new ShipmentLine { ShipmentId = id, LineId = line.LineId, Quantity = line.Quantity })],
        };
    }
}
