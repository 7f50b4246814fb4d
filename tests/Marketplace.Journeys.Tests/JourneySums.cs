using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>What must stand in the books when a journey is over, however often it was disturbed.</summary>
/// <param name="SupplierFen">Without the freight, which is the supplier's alone.</param>
internal sealed record JourneySums(
    int Available, int Reserved, int OnHand, long Products, long Lots, long OrderLines, long Shipments, long Inspections, long Sales, long SoldFen, long SoldGrams, long Payments, long Charges,
    long Refunds, long RefundedFen, long Releases, long SupplierPayouts, long SupplierFen, long FirstHouseholdFen, long SecondHouseholdFen, long LeftOfOrdersFen, long LedgerFen)
{
    private const long Goods = 490 * Journey.UnitFen;

    /// <summary>500 boxes ordered, ten sent back to the buyer's purse; what was accepted is sold, three and two tenths of it are the households'.</summary>
    private static readonly JourneySums Undisturbed = new(
        Available: Journey.LotBoxes - 500, Reserved: 0, OnHand: Journey.LotBoxes - 500, Products: 1, Lots: 1, OrderLines: 2, Shipments: 4, Inspections: 2,
        Sales: 2, SoldFen: Goods, SoldGrams: 490 * 10_000, Payments: 2, Charges: 1, Refunds: 1, RefundedFen: 10 * Journey.UnitFen, Releases: 2,
        SupplierPayouts: 1, SupplierFen: Goods * 5 / 10, FirstHouseholdFen: Goods * 3 / 10, SecondHouseholdFen: Goods * 2 / 10, LeftOfOrdersFen: 0, LedgerFen: 0);

    internal static async Task MustBeThoseOf(Journey journey, TestDatabase database)
    {
        Assert.Equal(Undisturbed, await Of(journey, database));
        Assert.Equal(0, await database.Scalar<long>("SELECT count(*) FROM (SELECT 1 FROM settlement.posting GROUP BY entry_number HAVING sum(amount_fen) <> 0) AS unbalanced"));
        foreach (var schema in (string[])["accounts", "catalog", "ordering", "settlement", "programme"])
            Assert.Null(await database.Scalar<string>($"SELECT name || ': ' || last_error FROM {schema}.outbox WHERE parked_at IS NOT NULL LIMIT 1"));
    }

    private static async Task<JourneySums> Of(Journey journey, TestDatabase database)
    {
        var orders = journey.Orders.ToArray();
        Task<long> Number(string sql, object value) => database.Scalar<long>(sql, value);
        Task<long> PaidTo(Guid party) => Number("SELECT coalesce(sum(amount_fen), 0)::bigint FROM settlement.payout_item WHERE state = 'Paid' AND party_id = $1", party);
        var (available, reserved) = await journey.Stock();
        return new JourneySums(
            available, reserved, await database.Scalar<int>("SELECT on_hand FROM ordering.stock_lot WHERE lot_id = $1", journey.Lot),
            await Number("SELECT count(*) FROM catalog.product WHERE supplier_id = $1", journey.Supplier),
            await Number("SELECT count(*) FROM catalog.lot WHERE product_id = $1", journey.Product),
            await Number("SELECT count(*) FROM ordering.order_line WHERE pack_id = $1", journey.BigBox),
            await Number("SELECT count(*) FROM ordering.shipment WHERE order_id = ANY($1)", orders),
            await Number("SELECT count(*) FROM ordering.inspection WHERE order_id = ANY($1)", orders),
            await Number("SELECT count(*) FROM programme.sale_fact WHERE supplier_id = $1", journey.Supplier), await journey.Sold(),
            await Number("SELECT coalesce(sum(mass_grams), 0)::bigint FROM programme.sale_fact WHERE supplier_id = $1", journey.Supplier),
            await Number("SELECT count(*) FROM settlement.payment WHERE order_id = ANY($1)", orders),
            await Number("SELECT count(*) FROM settlement.simulated_payment s JOIN settlement.payment p ON p.id = s.payment_id WHERE s.status = 'succeeded' AND p.order_id = ANY($1)", orders),
            await Number("SELECT count(*) FROM settlement.refund WHERE order_id = ANY($1)", orders),
            await Number("SELECT coalesce(sum(s.amount_fen), 0)::bigint FROM settlement.simulated_refund s JOIN settlement.refund r ON r.id = s.refund_id WHERE r.order_id = ANY($1)", orders),
            await Number("SELECT count(*) FROM settlement.entry WHERE kind = 'EscrowReleased' AND order_id = ANY($1)", orders),
            await Number("SELECT count(*) FROM settlement.payout_item WHERE party_id = $1", journey.Supplier),
            await PaidTo(journey.Supplier) - await Number("SELECT coalesce(sum(freight_owed_fen), 0)::bigint FROM settlement.obligation WHERE order_id = ANY($1)", orders), await PaidTo(journey.Households["陈示甲"]), await PaidTo(journey.Households["陈示乙"]),
            await Number("SELECT coalesce(sum(balance_fen), 0)::bigint FROM settlement.account WHERE kind IN ('Escrow', 'RefundPayable') AND owner_id = ANY($1)", orders),
            await database.Scalar<long>("SELECT coalesce(sum(balance_fen), 0)::bigint FROM settlement.account"));
    }
}
