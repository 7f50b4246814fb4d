using Marketplace.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Stock;

/// <summary>Packs that an order was promised and the harvest did not bring.</summary>
internal sealed record HarvestShortage(Guid OrderId, int Packs);

/// <summary>待采收的库存: lots that are sold before their harvest.</summary>
internal sealed class ExpectedStock(OrderingDb db, StockBook stock, TimeProvider clock)
{
    /// <summary>Orders of earlier days keep theirs; what is lacking is taken from the latest ones. What was corrected before is counted anew by the harvest.</summary>
    private const string Cut = """
        WITH holds AS (
            SELECT line_id, order_id, held, sum(held) OVER (ORDER BY orders.created_at, orders.id, line_id) AS upto
            FROM reservation JOIN orders ON orders.id = order_id WHERE lot_id = $1 AND held > 0),
        cut AS (SELECT line_id, order_id, least(held, upto - $2)::int AS lacking FROM holds WHERE upto > $2),
        kept AS (UPDATE reservation SET held = held - cut.lacking FROM cut WHERE reservation.line_id = cut.line_id AND reservation.lot_id = $1),
        changed AS (
            UPDATE stock_lot SET is_expected = false, harvested_on = $3, best_before = $4, missing = 0, on_hand = $2,
                reserved = reserved - coalesce((SELECT sum(lacking) FROM cut), 0)::int, available = $2 - reserved + coalesce((SELECT sum(lacking) FROM cut), 0)::int
            FROM (SELECT available AS before FROM stock_lot WHERE lot_id = $1) AS old WHERE lot_id = $1 RETURNING available - old.before AS change),
        moved AS (
            INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change, order_id)
            SELECT $5, $1, 'harvest-short', -lacking, 0, -lacking, order_id FROM cut
            UNION ALL SELECT $5, $1, 'harvested', change, change, 0, NULL FROM changed)
        SELECT order_id, sum(lacking)::int FROM cut GROUP BY order_id ORDER BY order_id
        """;

    /// <summary>Until when what these orders hold of harvests to come leaves, by order; orders that hold none are absent.</summary>
    internal Task<Dictionary<Guid, DateOnly>> PromisesOf(IReadOnlyCollection<Guid> orders, CancellationToken cancellation) => (
        from held in db.Set<Reservation>()
        join lot in db.Set<StockLot>() on held.LotId equals lot.LotId
        where orders.Contains(held.OrderId) && held.Held > 0 && lot.IsExpected && lot.ShipBy != null
        group lot.ShipBy by held.OrderId into promises
        select new { promises.Key, Last = promises.Max() }).ToDictionaryAsync(row => row.Key, row => row.Last!.Value, cancellation);

    /// <summary>Puts what was really harvested in the place of what was expected.</summary>
    /// <returns>The orders that get less than they were promised; nothing when the harvest was told before.</returns>
    internal async Task<IReadOnlyList<HarvestShortage>> Harvest(Guid lotId, Guid packId, int quantity, DateOnly harvestedOn, DateOnly? bestBefore, CancellationToken cancellation)
    {
        var shortages = new List<HarvestShortage>();
        await using (var batch = db.Batch().Add(Cut, lotId, quantity, harvestedOn, (object?)bestBefore ?? DBNull.Value, clock.GetUtcNow()))
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation)) shortages.Add(new HarvestShortage(reader.GetGuid(0), reader.GetInt32(1)));
        }

        await stock.TellAll([packId], cancellation);
        return shortages;
    }
}
