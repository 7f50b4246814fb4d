using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Contracts;
using Marketplace.Platform.Messaging;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class StockTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task Lots_go_out_first_expired_first_and_spoiled_ones_not_at_all()
    {
        var offer = await market.Offer();
        var days = new[] { 30, 5, -1 };
        var lots = days.Select(_ => Guid.NewGuid()).ToList();
        for (var i = 0; i < days.Length; i++) await market.Tell(Lot(offer, lots[i], 10, days[i]));
        await Market.Place(market.Buyer(), offer.PackId, 12);
        var reserved = await Task.WhenAll(lots.Select(lot => market.Database.Scalar<int>("SELECT reserved FROM ordering.stock_lot WHERE lot_id = $1", lot)));
        Assert.Equal([2, 10, 0], reserved);
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 9)).MustBeProblem(409, "not-enough-stock");
    }

    [Fact]
    public async Task A_lot_told_twice_is_one_lot_and_a_correction_that_came_first_waits()
    {
        var offer = await market.Offer();
        var opened = Lot(offer, Guid.NewGuid(), 10, 30);
        var adjusted = new LotAdjusted { OccurredAt = opened.OccurredAt, LotId = opened.LotId, Delta = -4, Reason = "压坏" };
        await Assert.ThrowsAsync<NotYetException>(() => market.Tell(adjusted));
        await market.Tell(opened);
        await market.Tell(opened with { EventId = Guid.NewGuid() });
        await market.Tell(adjusted);
        await market.Tell(adjusted);
        Assert.Equal((6, 6, 0), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task Packs_corrected_away_while_reserved_are_taken_when_the_order_is_cancelled()
    {
        var offer = await market.Offer();
        var opened = Lot(offer, Guid.NewGuid(), 10, 30);
        await market.Tell(opened);
        var id = await Market.Place(market.Buyer(), offer.PackId, 8);
        await market.Tell(new LotAdjusted { OccurredAt = opened.OccurredAt, LotId = opened.LotId, Delta = -5, Reason = "冻坏" });
        Assert.Equal((8, 0, 8), await market.Stock(offer.PackId));
        await market.Buyer().Post($"/api/orders/{id}/cancellation", new { Reason = "不需要了" }).Body();
        Assert.Equal((5, 5, 0), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task Availability_is_told_with_growing_versions()
    {
        var offer = await market.Offer(10);
        var id = await Market.Place(market.Buyer(), offer.PackId, 4);
        await market.Buyer().Post($"/api/orders/{id}/cancellation", new { Reason = "不需要了" }).Body();
        var told = await market.Database.Scalar<string>("""
            SELECT string_agg(payload->>'available', ',' ORDER BY (payload->>'version')::bigint) FROM ordering.outbox
            WHERE name = 'ordering.stock-changed.v1' AND payload->>'packId' = $1
            """, offer.PackId.ToString());
        Assert.Equal("10,6,10", told);
    }

    [Fact]
    public async Task On_hand_is_available_plus_reserved_after_any_sequence_of_acts()
    {
        // 12 sequences of up to 14 acts each, drawn by FsCheck; every one against real PostgreSQL.
        var acts = Gen.Choose(0, 4).Zip(Gen.Choose(1, 9)).ListOf(14).Sample(12, 12);
        foreach (var sequence in acts) await Run(sequence);
    }

    private async Task Run(IEnumerable<(int Act, int Quantity)> sequence)
    {
        var offer = await market.Offer();
        var lot = Lot(offer, Guid.NewGuid(), 20, 90);
        await market.Tell(lot);
        await market.Tell(Lot(offer, Guid.NewGuid(), 5, 30));
        var (expected, open) = (25L, new Queue<(Guid Id, int Quantity)>());
        foreach (var (act, quantity) in sequence)
        {
            if (act == 0)
            {
                using var answer = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, quantity));
                var text = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                if (answer.IsSuccessStatusCode) open.Enqueue((text["orders"]![0]!["id"]!.GetValue<Guid>(), quantity));
            }
            else if (act == 1 && open.TryDequeue(out var cancelled))
            {
                await market.Buyer().Post($"/api/orders/{cancelled.Id}/cancellation", new { Reason = "换" }).Body();
            }
            else if (act == 2 && open.TryDequeue(out var shipped))
            {
                await market.Seller().Post($"/api/orders/{shipped.Id}/confirmation", new { }).Body();
                await market.Ship(shipped.Id, shipped.Quantity);
                expected -= shipped.Quantity;
            }
            else if (act == 3)
            {
                await market.Tell(new LotAdjusted { OccurredAt = lot.OccurredAt, LotId = lot.LotId, Delta = quantity, Reason = "补" });
                expected += quantity;
            }

            var (onHand, available, reserved) = await market.Stock(offer.PackId);
            Assert.Equal((expected, onHand), (onHand, available + reserved));
            Assert.Equal(open.Sum(order => order.Quantity), reserved);
            Assert.True(available >= 0 && reserved >= 0);
        }

        Assert.Equal(expected, await market.Database.Scalar<long>(
            "SELECT sum(on_hand_change) FROM ordering.stock_movement JOIN ordering.stock_lot USING (lot_id) WHERE pack_id = $1", offer.PackId));
    }

    private LotOpened Lot(PackOffer offer, Guid id, int quantity, int days) => new()
    {
        OccurredAt = market.Clock.GetUtcNow(),
        LotId = id,
        ProductId = offer.ProductId,
        PackId = offer.PackId,
        SupplierId = offer.SupplierId,
        Quantity = quantity,
        HarvestedOn = Kernel.ChinaTime.Today(market.Clock).AddDays(-3),
        BestBefore = Kernel.ChinaTime.Today(market.Clock).AddDays(days),
    };
}
