using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Npgsql;

namespace Marketplace.Ordering.Stock;

/// <summary>So many packs wished for an order line.</summary>
internal sealed record StockWish(Guid LineId, Guid OrderId, Guid PackId, int Quantity);

/// <summary>A wish that stock cannot fill.</summary>
internal sealed record StockShortage(Guid PackId, int Wished, int Available);

/// <summary>
/// Changes stock inside the caller's transaction. Every change locks the packs in the order of their ids in one statement and
/// counts in the next: a statement that waited for a lock would still see the lots as they were before the wait.
/// Both travel in one round trip. Each change tells the packs' new availability.
/// </summary>
internal sealed class StockBook(OrderingDb db, TimeProvider clock)
{
    private const string LockPacks = "SELECT 1 FROM stock_pack WHERE pack_id = ANY($1) ORDER BY pack_id FOR UPDATE";

    private const string LockPacksOfOrder =
        "SELECT 1 FROM stock_pack WHERE pack_id IN (SELECT pack_id FROM reservation WHERE order_id = $1) ORDER BY pack_id FOR UPDATE";

    /// <summary>First expired, first out, and before them none that is still to be harvested; lots past their date and stopped ones are not sold.</summary>
    private const string Take = """
        WITH wish AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[]) AS wish(line_id, order_id, pack_id, quantity)),
        lots AS (
            SELECT lot_id, pack_id, available, sum(available) OVER (PARTITION BY pack_id ORDER BY is_expected, best_before NULLS LAST, harvested_on, lot_id) - available AS before
            FROM stock_lot WHERE pack_id = ANY($3) AND available > 0 AND NOT is_stopped AND (best_before IS NULL OR best_before >= $5)),
        taken AS (
            SELECT wish.line_id, wish.order_id, lots.pack_id, lots.lot_id, least(lots.available, wish.quantity - lots.before)::int AS quantity
            FROM wish JOIN lots USING (pack_id) WHERE lots.before < wish.quantity),
        changed AS (
            UPDATE stock_lot SET available = stock_lot.available - taken.quantity, reserved = reserved + taken.quantity
            FROM taken WHERE stock_lot.lot_id = taken.lot_id),
        held AS (
            INSERT INTO reservation (line_id, lot_id, pack_id, order_id, held) SELECT line_id, lot_id, pack_id, order_id, quantity FROM taken),
        moved AS (
            INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change, order_id)
            SELECT $6, lot_id, 'reserved', 0, -quantity, quantity, order_id FROM taken)
        SELECT pack_id, quantity, coalesce((SELECT sum(available) FROM lots WHERE lots.pack_id = wish.pack_id), 0)::int FROM wish
        """;

    private const string GiveBack = """
        WITH held AS (
            UPDATE reservation SET held = 0 FROM (SELECT line_id, lot_id, held FROM reservation WHERE order_id = $1 AND held > 0) AS old
            WHERE reservation.line_id = old.line_id AND reservation.lot_id = old.lot_id RETURNING reservation.lot_id, old.held AS quantity),
        lots AS (SELECT held.lot_id, held.quantity, least(stock_lot.missing, held.quantity) AS gone FROM held JOIN stock_lot USING (lot_id)),
        changed AS (
            UPDATE stock_lot SET reserved = reserved - lots.quantity, available = available + lots.quantity - lots.gone,
                on_hand = on_hand - lots.gone, missing = missing - lots.gone
            FROM lots WHERE stock_lot.lot_id = lots.lot_id)
        INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change, order_id, reason)
        SELECT $2, lot_id, 'released', -gone, quantity - gone, -quantity, $1, $3 FROM lots
        """;

    private const string SendOut = """
        WITH wish AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS wish(line_id, quantity)),
        lots AS (
            SELECT line_id, lot_id, held, sum(held) OVER (PARTITION BY line_id ORDER BY best_before NULLS LAST, harvested_on, lot_id) - held AS before
            FROM reservation JOIN stock_lot USING (lot_id) WHERE line_id = ANY($1) AND held > 0 AND NOT is_expected AND lot_id NOT IN (SELECT lot_id FROM recalled_lot)),
        taken AS (
            SELECT line_id, lot_id, least(held, quantity - before)::int AS quantity FROM wish JOIN lots USING (line_id) WHERE before < quantity),
        held AS (
            UPDATE reservation SET held = held - taken.quantity, shipped = shipped + taken.quantity
            FROM taken WHERE reservation.line_id = taken.line_id AND reservation.lot_id = taken.lot_id),
        changed AS (
            UPDATE stock_lot SET reserved = reserved - taken.quantity, on_hand = on_hand - taken.quantity
            FROM taken WHERE stock_lot.lot_id = taken.lot_id),
        moved AS (
            INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change, order_id)
            SELECT $3, lot_id, 'shipped', -quantity, 0, -quantity, $4 FROM taken)
        SELECT lot_id, sum(quantity)::int, (SELECT left(delivery_region, 4) || '00' FROM orders WHERE id = $4) FROM taken GROUP BY lot_id ORDER BY lot_id
        """;

    /// <summary>Availability after the change, with the pack's next version.</summary>
    private const string Count = """
        UPDATE stock_pack SET version = version + 1 WHERE pack_id = ANY($1)
        RETURNING pack_id, product_id, sold, version, coalesce((
            SELECT sum(available) FROM stock_lot WHERE stock_lot.pack_id = stock_pack.pack_id AND NOT is_stopped AND (best_before IS NULL OR best_before >= $2)), 0)::int
        """;

    private static readonly string CountOfOrder = Count.Replace("ANY($1)", "ANY(ARRAY(SELECT pack_id FROM reservation WHERE order_id = $1))", StringComparison.Ordinal);

    private static readonly string CountOfLot = Count.Replace("ANY($1)", "(SELECT pack_id FROM stock_lot WHERE lot_id = $1)", StringComparison.Ordinal);

    /// <summary>Reserves packs for order lines; at most one line per pack.</summary>
    /// <returns>The wishes that cannot be filled; then the caller refuses and everything is rolled back.</returns>
    public async Task<IReadOnlyList<StockShortage>> Reserve(IReadOnlyList<StockWish> wishes, CancellationToken cancellation)
    {
        var packs = wishes.Select(wish => wish.PackId).ToArray();
        await using var batch = db.Batch().Add(LockPacks, packs).Add(
            Take, wishes.Select(wish => wish.LineId).ToArray(), wishes.Select(wish => wish.OrderId).ToArray(), packs,
            wishes.Select(wish => wish.Quantity).ToArray(), clock.Today(), clock.GetUtcNow()).Add(Count, packs, clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var shortages = new List<StockShortage>();
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt32(1) > reader.GetInt32(2)) shortages.Add(new StockShortage(reader.GetGuid(0), reader.GetInt32(1), reader.GetInt32(2)));
        }

        await reader.NextResultAsync(cancellation);
        await Tell(reader, cancellation);
        return shortages;
    }

    /// <summary>Gives back what an order still holds.</summary>
    public async Task Release(Guid orderId, string reason, CancellationToken cancellation)
    {
        await using var batch = db.Batch().Add(LockPacksOfOrder, orderId).Add(GiveBack, orderId, clock.GetUtcNow(), reason)
            .Add(CountOfOrder, orderId, clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await Tell(reader, cancellation);
    }

    /// <summary>Takes shipped packs out of what the order holds.</summary>
    /// <returns>Whether the order held that many.</returns>
    public async Task<bool> Ship(Guid orderId, IReadOnlyList<(Guid LineId, int Quantity)> lines, CancellationToken cancellation)
    {
        await using var batch = db.Batch().Add(LockPacksOfOrder, orderId)
            .Add(SendOut, lines.Select(line => line.LineId).ToArray(), lines.Select(line => line.Quantity).ToArray(), clock.GetUtcNow(), orderId);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await ShippedLots.Tell(db, reader, clock, cancellation) == lines.Sum(line => line.Quantity);
    }

    /// <summary>Counts accepted packs as sold, and notes rejected ones, which do not come back to sale by themselves.</summary>
    public async Task Sell(Guid orderId, IReadOnlyList<(Guid PackId, int Accepted, int Rejected, string? Reason)> packs, CancellationToken cancellation)
    {
        var ids = packs.Select(pack => pack.PackId).ToArray();
        await using var batch = db.Batch().Add(LockPacks, ids)
            .Add("UPDATE stock_pack SET sold = sold + accepted FROM unnest($1::uuid[], $2::int[]) AS line(pack_id, accepted) WHERE stock_pack.pack_id = line.pack_id",
                ids, packs.Select(pack => pack.Accepted).ToArray())
            .Add("""
                INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change, order_id, reason)
                SELECT DISTINCT ON (line.pack_id) $1, reservation.lot_id, 'rejected', 0, 0, 0, $2, line.rejected || ' × ' || coalesce(line.reason, '')
                FROM unnest($3::uuid[], $4::int[], $5::text[]) AS line(pack_id, rejected, reason)
                JOIN reservation ON reservation.order_id = $2 AND reservation.pack_id = line.pack_id WHERE line.rejected > 0 ORDER BY line.pack_id, reservation.lot_id
                """, clock.GetUtcNow(), orderId, ids, packs.Select(pack => pack.Rejected).ToArray(), packs.Select(pack => pack.Reason).ToArray())
            .Add(Count, ids, clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await Tell(reader, cancellation);
    }

    /// <summary>Puts a new lot on sale; a lot that is known already stays as it is.</summary>
    public async Task Open(StockLot lot, Guid productId, Guid supplierId, CancellationToken cancellation)
    {
        await using var batch = db.Batch()
            .Add("INSERT INTO stock_pack (pack_id, product_id, supplier_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", lot.PackId, productId, supplierId)
            .Add(LockPacks, new[] { lot.PackId })
            .Add("""
                WITH opened AS (
                    INSERT INTO stock_lot (lot_id, pack_id, on_hand, available, harvested_on, best_before, is_expected, ship_by) VALUES ($1, $2, $3, $3, $4, $5, $7, $8)
                    ON CONFLICT DO NOTHING RETURNING lot_id)
                INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change)
                SELECT $6, lot_id, 'opened', $3, $3, 0 FROM opened
                """, lot.LotId, lot.PackId, lot.OnHand, lot.HarvestedOn, (object?)lot.BestBefore ?? DBNull.Value, clock.GetUtcNow(), lot.IsExpected, (object?)lot.ShipBy ?? DBNull.Value)
            .Add(Count, new[] { lot.PackId }, clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await Tell(reader, cancellation);
    }

    /// <summary>
    /// Corrects a lot. Packs that orders hold cannot be taken from them: what is lacking is noted and taken when a reservation comes back.
    /// </summary>
    /// <returns>Whether the lot is known.</returns>
    public async Task<bool> Adjust(Guid lotId, int delta, StockCause cause, CancellationToken cancellation)
    {
        await using var batch = db.Batch()
            .Add("SELECT pack_id FROM stock_pack WHERE pack_id = (SELECT pack_id FROM stock_lot WHERE lot_id = $1) FOR UPDATE", lotId)
            .Add("""
                WITH lot AS (SELECT lot_id, greatest(-available, $2 - CASE WHEN $2 > 0 THEN least(missing, $2) ELSE 0 END) AS change FROM stock_lot WHERE lot_id = $1),
                changed AS (
                    UPDATE stock_lot SET on_hand = on_hand + lot.change, available = available + lot.change, missing = missing - ($2 - lot.change)
                    FROM lot WHERE stock_lot.lot_id = lot.lot_id)
                INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change, reason, cause, asked, by_person)
                SELECT $3, lot_id, $4, change, change, 0, $5, $6, $2, $7 FROM lot
                """, lotId, delta, clock.GetUtcNow(), cause.Kind, cause.Words, (object?)cause.Code ?? DBNull.Value, (object?)cause.By ?? DBNull.Value)
            .Add(CountOfLot, lotId, clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var isKnown = await reader.ReadAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await Tell(reader, cancellation);
        return isKnown;
    }

    /// <summary>Takes what is left of a lot past its date out of stock.</summary>
    public async Task Spoil(Guid lotId, CancellationToken cancellation)
    {
        await using var batch = db.Batch()
            .Add("SELECT pack_id FROM stock_pack WHERE pack_id = (SELECT pack_id FROM stock_lot WHERE lot_id = $1) FOR UPDATE", lotId)
            .Add("""
                WITH gone AS (SELECT lot_id, available FROM stock_lot WHERE lot_id = $1 AND available > 0),
                changed AS (
                    UPDATE stock_lot SET available = 0, on_hand = on_hand - gone.available FROM gone WHERE stock_lot.lot_id = gone.lot_id)
                INSERT INTO stock_movement (at, lot_id, kind, on_hand_change, available_change, reserved_change)
                SELECT $2, lot_id, 'spoiled', -available, -available, 0 FROM gone
                """, lotId, clock.GetUtcNow())
            .Add(CountOfLot, lotId, clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        await Tell(reader, cancellation);
    }

    /// <summary>Tells how many of these packs there are, after stock was filled in bulk.</summary>
    public async Task TellAll(IReadOnlyCollection<Guid> packs, CancellationToken cancellation)
    {
        await using var batch = db.Batch().Add(Count, packs.ToArray(), clock.Today());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await Tell(reader, cancellation);
    }

    private async Task Tell(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            db.Publish(new StockChanged
            {
                OccurredAt = clock.GetUtcNow(),
                PackId = reader.GetGuid(0),
                ProductId = reader.GetGuid(1),
                Sold = reader.GetInt32(2),
                Version = reader.GetInt64(3),
                Available = reader.GetInt32(4),
            });
        }
    }
}
