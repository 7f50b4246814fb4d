using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.AnswerOrders;

/// <summary>Answers other modules' questions about orders.</summary>
internal sealed class OrderLookup(OrderingDb db) : IOrderLookup
{
    public async Task<OrderSale?> Find(Guid orderId, CancellationToken cancellation) => (await FindMany([orderId], cancellation)).SingleOrDefault();

    public async Task<IReadOnlyList<OrderSale>> FindMany(IReadOnlyCollection<Guid> orderIds, CancellationToken cancellation)
    {
        var orders = await db.Set<Order>().AsNoTracking().Include(order => order.Lines).Where(order => orderIds.Contains(order.Id)).ToListAsync(cancellation);
        return [.. orders.Select(SaleOf)];
    }

    private static OrderSale SaleOf(Order order) => new(
        order.Id, order.Number, order.BuyerId, order.BuyerName, RegionCode.Parse(order.BuyerRegion), order.BudgetUnitId, order.SupplierId, order.SupplierName,
        order.ChannelCode, order.SalesModeCode, order.PaymentMode, KebabCase.Of(order.State), order.AcceptedOn, order.GoodsFen, order.FreightFen,
        [.. order.Lines.OrderBy(line => line.Position).Select(line => new SaleLine(
            line.Id, line.ProductId, line.PackId, line.ProductName, line.PackName, line.CategoryCode, RegionCode.Parse(line.Origin), line.HouseholdId,
            line.Quantity, line.Accepted, line.UnitPriceFen, line.AcceptedFen, line.PackMassGrams))]);
}
