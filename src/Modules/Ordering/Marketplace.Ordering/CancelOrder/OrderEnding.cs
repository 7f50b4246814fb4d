using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Http;

namespace Marketplace.Ordering.CancelOrder;

/// <summary>What follows when an order ends before goods were accepted: stock and budget are free again, and Settlement is told.</summary>
internal sealed class OrderEnding(OrderingDb db, StockBook stock, BudgetBook budgets)
{
    /// <summary>Ends the order by <paramref name="act"/>.</summary>
    public async Task<Problem?> End(Order order, OrderAct act, ActBy by, CancellationToken cancellation)
    {
        var held = order.State != OrderState.Draft;
        if (order.Do(act, by) is { } refusal) return refusal;
        if (!held) return null;
        await stock.Release(order.Id, KebabCase.Of(act), cancellation);
        await budgets.Release(order, cancellation);
        // An order that was never contracted is unknown to Settlement.
        if (order.ContractedAt is not null) db.Publish(new OrderCancelled { OccurredAt = by.At, OrderId = order.Id, Reason = by.Reason ?? KebabCase.Of(act), HadContract = true });
        return null;
    }
}
