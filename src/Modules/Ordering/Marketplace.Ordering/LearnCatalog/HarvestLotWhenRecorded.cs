using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.LearnCatalog;

/// <summary>采收到货: a lot that was sold before its harvest can be sent now. Orders that get too little of it may be taken back. Told twice, it counts once.</summary>
internal sealed class HarvestLotWhenRecorded(OrderingDb db, ExpectedStock expected) : IEventHandler<LotHarvested>
{
    public async Task Handle(LotHarvested fact, CancellationToken cancellation)
    {
        // Orders before their packs, as everywhere: a cancellation in the same moment waits for us or we for it.
        await db.Database.ExecuteSqlAsync($"""
            SELECT 1 FROM orders WHERE id IN (SELECT order_id FROM reservation WHERE lot_id = {fact.LotId} AND held > 0) ORDER BY id FOR UPDATE
            """, cancellation);
        var pack = (await db.Database.SqlQuery<Guid>($"""
            SELECT pack_id AS "Value" FROM stock_pack WHERE pack_id = (SELECT pack_id FROM stock_lot WHERE lot_id = {fact.LotId}) FOR UPDATE
            """).ToListAsync(cancellation)).SingleOrDefault();
        if (pack == Guid.Empty) throw new NotYetException("the lot");
        if (!await db.Set<StockLot>().AnyAsync(lot => lot.LotId == fact.LotId && lot.IsExpected, cancellation)) return;
        foreach (var shortage in await expected.Harvest(fact.LotId, pack, fact.Quantity, fact.HarvestedOn, fact.BestBefore, cancellation))
        {
            var order = await db.ById(shortage.OrderId, cancellation);
            order!.BreakPromise(PromiseBreach.HarvestShort, ActBy.System(fact.OccurredAt, $"少收{shortage.Packs}件 · {shortage.Packs} packs fewer"));
        }
    }
}
