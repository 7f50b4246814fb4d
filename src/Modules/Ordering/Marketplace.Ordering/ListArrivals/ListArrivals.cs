using FluentValidation;
using Marketplace.Kernel;
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

namespace Marketplace.Ordering.ListArrivals;

/// <summary>本周到货: what is on its way to a buyer, and what is wished for in the days to come.</summary>
internal static class ListArrivals
{
    internal sealed record Query(int? Days = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Days).InclusiveBetween(1, 60);
    }

    /// <param name="IsOnTheWay">Shipped already; else only wished for on that day.</param>
    internal sealed record Row(
        Guid OrderId, string Number, OrderState State, string SupplierName, string ProductName, int Packs, long MassGrams, bool IsOnTheWay, DateOnly? WishedOn,
        DateTimeOffset? ShippedAt, string? Carrier, string? Waybill, bool IsColdChain);

    private static readonly IReadOnlyList<OrderState> Coming = [OrderState.Submitted, OrderState.ContractSigned, OrderState.AwaitingPayment, OrderState.Paid, OrderState.Shipped];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders/arrivals", Handle)
        .WithName("ListArrivals").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeBudgets)
        .Reads();

    private static async Task<Ok<Page<Row>>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(OrderingPermissions.Purchasers);
        var (today, until) = (clock.Today(), clock.Today().AddDays(query.Days ?? 7));
        var orders = await db.Set<Order>().AsNoTracking().Include(order => order.Lines)
            .Where(order => own.Contains(order.BuyerId) && Coming.Contains(order.State) && (order.State == OrderState.Shipped || (order.WishedOn >= today && order.WishedOn <= until)))
            .OrderBy(order => order.WishedOn == null).ThenBy(order => order.WishedOn).ThenBy(order => order.Id).Take(Paging.LargestSize).AsSplitQuery().ToListAsync(cancellation);
        var ids = orders.ConvertAll(order => order.Id);
        var shipments = (await db.Set<Shipment>().AsNoTracking().Include(shipment => shipment.Lines)
            .Where(shipment => ids.Contains(shipment.OrderId) && shipment.DeliveredAt == null).OrderBy(shipment => shipment.Id).ToListAsync(cancellation)).ToLookup(shipment => shipment.OrderId);
        return TypedResults.Ok(new Page<Row>([.. orders.SelectMany(order => shipments[order.Id].Any() ? shipments[order.Id].Select(shipment => OnTheWay(order, shipment)) : [Wished(order)])]));
    }

    private static Row OnTheWay(Order order, Shipment shipment)
    {
        var lines = shipment.Lines.Select(part => (Line: order.Lines.Single(line => line.Id == part.LineId), part.Quantity)).ToList();
        return new Row(order.Id, order.Number, order.State, order.SupplierName, lines[0].Line.ProductName, lines.Sum(part => part.Quantity),
            lines.Sum(part => part.Line.PackMassGrams * part.Quantity), true, order.WishedOn, shipment.ShippedAt, shipment.Carrier, shipment.Waybill, shipment.IsColdChain);
    }

    private static Row Wished(Order order) => new(
        order.Id, order.Number, order.State, order.SupplierName, order.Lines.MinBy(line => line.Position)!.ProductName, order.Lines.Sum(line => line.Open),
        order.Lines.Sum(line => line.PackMassGrams * line.Open), false, order.WishedOn, null, null, null, false);
}
