using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.LearnCatalog;

/// <summary>停售与恢复: the authority took a lot off sale or let it come back. An older decision that arrives late changes nothing.</summary>
internal sealed class StopLotWhenSaleChanged(OrderingDb db, StockBook stock, TimeProvider clock) : IEventHandler<LotSaleChanged>
{
    public async Task Handle(LotSaleChanged fact, CancellationToken cancellation)
    {
        // Orders of the pack wait: none takes from the lot between what is written and what is told.
        var pack = (await db.Database.SqlQuery<Guid>($"""
            SELECT pack_id AS "Value" FROM stock_pack WHERE pack_id = (SELECT pack_id FROM stock_lot WHERE lot_id = {fact.LotId}) FOR UPDATE
            """).ToListAsync(cancellation)).SingleOrDefault();
        if (pack == Guid.Empty) throw new NotYetException("the lot");
        var changed = await db.Database.ExecuteSqlAsync($"""
            UPDATE stock_lot SET is_stopped = {fact.IsStopped}, sale_version = {fact.Version} WHERE lot_id = {fact.LotId} AND sale_version < {fact.Version}
            """, cancellation);
        if (changed == 0) return;
        db.Add(new StockMovement { At = clock.GetUtcNow(), LotId = fact.LotId, Kind = fact.IsStopped ? "stopped" : "resumed", Reason = fact.Reason });
        await stock.TellAll([pack], cancellation);
    }
}
