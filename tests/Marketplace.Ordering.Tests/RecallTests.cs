using Marketplace.Catalog.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Messaging;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class RecallTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task A_recalled_lot_is_neither_sold_nor_sent_and_its_buyers_are_told()
    {
        var offer = await market.Offer(10);
        var lot = await LotOf(offer);
        var order = await market.Contracted(offer.PackId, 6);
        await market.Ship(order, 2);
        await market.Tell(Recall(lot));
        Assert.Equal((4, 0, 4), await market.Stock(offer.PackId));
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1)).MustBeProblem(409, "not-enough-stock");
        var line = await market.LineOf(order);
        await market.Seller().Post($"/api/orders/{order}/shipments",
            new { Lines = new[] { new { LineId = line, Quantity = 1 } }, Carrier = "示例物流", Waybill = Guid.NewGuid().ToString("N") }).MustBeProblem(409, "lot-recalled");
        var told = Assert.Single((await market.Buyer().Read($"/api/orders/recalls?orderId={order}"))["items"]!.AsArray())!;
        Assert.Equal((4, 2, "农残超标"), (told["held"]!.GetValue<int>(), told["shipped"]!.GetValue<int>(), told["reason"]!.GetValue<string>()));
        Assert.Empty((await market.As(Role.Buyer, Market.Government).Read($"/api/orders/recalls?orderId={order}"))["items"]!.AsArray());
        Assert.Single((await market.As(Role.CountyOfficial, region: "500236").Read($"/api/orders/recalls?lotId={lot}"))["items"]!.AsArray());
        Assert.Empty((await market.As(Role.CountyOfficial, region: "500235").Read($"/api/orders/recalls?lotId={lot}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_a_cancelled_order_held_of_a_recalled_lot_does_not_come_back_on_sale()
    {
        var offer = await market.Offer(10);
        var lot = await LotOf(offer);
        var order = await Market.Place(market.Buyer(), offer.PackId, 6);
        await market.Tell(Recall(lot));
        await market.Buyer().Post($"/api/orders/{order}/cancellation", new { Reason = "召回" }).Body();
        Assert.Equal((0, 0, 0), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task Other_lots_of_the_order_go_out_though_one_is_recalled()
    {
        var offer = await market.Offer(3, 10);
        var order = await market.Contracted(offer.PackId, 5);
        await market.Tell(Recall(await LotOf(offer)));
        await market.Ship(order, 2, isLast: true);
        Assert.Equal((8, 8, 0), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task A_recall_that_overtook_its_lot_waits_and_comes_once()
    {
        var offer = await market.Offer();
        var recall = Recall(Guid.NewGuid());
        await Assert.ThrowsAsync<NotYetException>(() => market.Tell(recall));
        await market.Tell(new LotOpened
        {
            OccurredAt = market.Clock.GetUtcNow(),
            LotId = recall.LotId,
            ProductId = offer.ProductId,
            PackId = offer.PackId,
            SupplierId = offer.SupplierId,
            Quantity = 10,
            HarvestedOn = new DateOnly(2026, 1, 1),
        });
        await market.Tell(recall);
        await market.Tell(recall);
        Assert.Equal((0, 0, 0), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task A_journey_tells_days_and_places_but_no_buyer()
    {
        var offer = await market.Offer(10);
        var lot = await LotOf(offer);
        var order = await market.Contracted(offer.PackId, 6);
        await market.Ship(order, 2);
        await market.Ship(order, 4);
        var told = await market.Database.Scalar<string>(
            "SELECT string_agg(payload->>'packs' || ' ' || (payload->>'destination'), ',' ORDER BY (payload->>'packs')) FROM ordering.outbox WHERE name = 'ordering.lot-shipped.v1' AND payload->>'lotId' = $1", lot.ToString());
        Assert.Equal("2 370100,4 370100", told);
        Assert.DoesNotContain(Market.School.ToString(), await market.Database.Scalar<string>("SELECT string_agg(payload::text, '') FROM ordering.outbox WHERE name = 'ordering.lot-shipped.v1'"), StringComparison.Ordinal);
    }

    private LotRecalled Recall(Guid lot) => new() { OccurredAt = market.Clock.GetUtcNow(), LotId = lot, Quantity = 10, Reason = "农残超标", Advice = "退回" };

    /// <summary>The pack's lot that goes out first.</summary>
    private async Task<Guid> LotOf(PackOffer offer) =>
        await market.Database.Scalar<Guid>("SELECT lot_id FROM ordering.stock_lot WHERE pack_id = $1 ORDER BY best_before LIMIT 1", offer.PackId);
}
