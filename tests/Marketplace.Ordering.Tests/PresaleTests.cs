using System.Text.Json.Nodes;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.EnforceDeadlines;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Ordering.Tests;

/// <summary>预售: goods that are ordered before their harvest, and what follows when it is small or late.</summary>
public sealed class PresaleTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task What_is_harvested_is_sold_first_and_what_is_not_cannot_be_sent()
    {
        var (pack, lot) = await Presold(expected: 10, harvested: 3);
        var shelf = (await market.Buyer().Read($"/api/stock?packs={pack}"))["items"]![0]!;
        Assert.Equal((13, 3), (shelf["available"]!.GetValue<int>(), shelf["harvested"]!.GetValue<int>()));
        var small = await market.Contracted(pack, 3);
        Assert.Null((await Order(small))["promise"]);
        await market.Ship(small, 3);
        var order = await market.Contracted(pack, 4);
        Assert.Equal(4, (await Order(order))["promise"]!["notHarvested"]!.GetValue<int>());
        Assert.Equal(ShipBy.ToString("O"), (await Order(order))["promise"]!["shipBy"]!.GetValue<string>());
        await Send(order, 4).MustBeProblem(409, "not-harvested");
        await Harvest(lot, 10);
        await market.Ship(order, 4);
        Assert.Equal((6, 6, 0), await market.Stock(pack));
    }

    [Fact]
    public async Task A_small_harvest_is_taken_from_the_latest_orders_which_their_buyers_may_take_back_paid_or_not()
    {
        var (pack, lot) = await Presold(expected: 10);
        var first = await Paid(pack, 4);
        var second = await Paid(pack, 4);
        await market.Buyer().Post($"/api/orders/{second}/cancellation", new { Reason = "不想要了" }).MustBeProblem(409, "order-not-in-state");
        await Harvest(lot, 6);
        await Harvest(lot, 2);
        Assert.Equal((6, 0, 6), await market.Stock(pack));
        Assert.Null((await Order(first))["promise"]!["broken"]);
        var promise = (await Order(second))["promise"]!;
        Assert.Equal(("harvest-short", 2, 0), (promise["broken"]!.GetValue<string>(), promise["lacking"]!.GetValue<int>(), promise["notHarvested"]!.GetValue<int>()));
        await Send(second, 4).MustBeProblem(409, "harvest-short");
        await market.Buyer().Post($"/api/orders/{first}/cancellation", new { Reason = "不想要了" }).MustBeProblem(409, "order-not-in-state");
        await market.Buyer().Post($"/api/orders/{second}/cancellation", new { Reason = "少收了" }).Body();
        // The money came: Settlement must wait for the contract if it has not read it yet, and then send all of it back.
        Assert.True((await market.Fact("ordering.order-cancelled.v1", second))!["hadContract"]!.GetValue<bool>());
        Assert.Equal((6, 2, 4), await market.Stock(pack));
        await market.Ship(first, 4);
    }

    [Fact]
    public async Task A_short_order_may_be_sent_in_part_and_the_rest_is_not_delivered()
    {
        var (pack, lot) = await Presold(expected: 5);
        var order = await Paid(pack, 5);
        await Harvest(lot, 3);
        await market.Ship(order, 3, isLast: true);
        Assert.Equal("shipped", await market.StateOf(order));
        Assert.Equal((0, 0, 0), await market.Stock(pack));
        await market.Buyer().Post($"/api/orders/{order}/cancellation", new { Reason = "晚了" }).MustBeProblem(409, "order-not-in-state");
    }

    [Fact]
    public async Task A_failed_crop_leaves_nothing_to_order_or_to_send()
    {
        var (pack, lot) = await Presold(expected: 5);
        var order = await Paid(pack, 2);
        await Harvest(lot, 0);
        Assert.Equal((0, 0, 0), await market.Stock(pack));
        await market.Buyer().Post("/api/orders", Market.OrderOf(pack, 1)).MustBeProblem(409, "not-enough-stock");
        await Send(order, 1).MustBeProblem(409, "harvest-short");
        await market.Buyer().Post($"/api/orders/{order}/cancellation", new { Reason = "绝收" }).Body();
        Assert.Equal("cancelled", await market.StateOf(order));
    }

    [Fact]
    public async Task A_day_after_the_promised_one_a_paid_order_may_be_taken_back_and_not_before()
    {
        await using var later = new Market();
        await later.InitializeAsync();
        var test = new PresaleTests(later);
        var (pack, _) = await test.Presold(expected: 5);
        var order = await test.Paid(pack, 2);
        var promises = later.Services.GetRequiredService<BreakLatePromises>();
        later.Clock.MoveTo(test.ShipBy);
        await promises.Run(CancellationToken.None);
        Assert.Null((await test.Order(order))["promise"]!["broken"]);
        later.Clock.MoveTo(test.ShipBy.AddDays(1));
        await Task.WhenAll(promises.Run(CancellationToken.None), promises.Run(CancellationToken.None));
        var found = await test.Order(order);
        Assert.Equal("late", found["promise"]!["broken"]!.GetValue<string>());
        Assert.Single(found["history"]!.AsArray(), entry => entry!["act"]!.GetValue<string>() == "late");
        Assert.Contains("cancel", found["acts"]!.AsArray().Select(act => act!.GetValue<string>()));
        await later.Buyer().Post($"/api/orders/{order}/cancellation", new { Reason = "逾期" }).Body();
    }

    [Fact]
    public async Task A_contract_of_a_pre_sale_does_not_run_out_before_the_promised_day()
    {
        await using var later = new Market();
        await later.InitializeAsync();
        var test = new PresaleTests(later) { ShipBy = later.Clock.Today().AddDays(200) };
        var (pack, lot) = await test.Presold(expected: 5);
        var order = await later.Contracted(pack, 2);
        later.Clock.MoveTo(test.ShipBy);
        await later.Deadlines();
        Assert.Equal("contract-signed", await later.StateOf(order));
        await test.Harvest(lot, 5);
        await later.Ship(order, 2);
    }

    [Fact]
    public async Task A_harvest_that_overtakes_its_lot_waits() => await Assert.ThrowsAnyAsync<Exception>(() => Harvest(Guid.NewGuid(), 5));

    [Fact]
    public async Task Orders_and_cancellations_while_the_harvest_is_told_never_hold_more_than_it_brought()
    {
        var (pack, lot) = await Presold(expected: 30);
        var early = new List<Guid>();
        for (var i = 0; i < 4; i++) early.Add(await market.Contracted(pack, 5));
        await Task.WhenAll(Enumerable.Range(0, 13).Select(async i =>
        {
            if (i == 6) await Patiently(() => Harvest(lot, 12));
            else if (i % 3 == 0) await market.Buyer().Post($"/api/orders/{early[i / 4]}/cancellation", new { Reason = "改主意" });
            else await market.Buyer().Post("/api/orders", Market.OrderOf(pack, 3));
        }));
        var (onHand, available, reserved) = await market.Stock(pack);
        Assert.Equal(12, onHand);
        Assert.Equal(12, available + reserved);
        Assert.Equal(reserved, await market.Database.Scalar<long>("SELECT coalesce(sum(held), 0) FROM ordering.reservation WHERE lot_id = $1", lot));
        // Every order that holds less than it wished knows that its promise is broken.
        Assert.Equal(0, await market.Database.Scalar<long>("""
            SELECT count(*) FROM ordering.orders JOIN ordering.order_line line ON line.order_id = orders.id
            WHERE line.pack_id = $1 AND state NOT IN ('Cancelled', 'Expired') AND broken_promise IS NULL
            AND line.quantity > (SELECT coalesce(sum(held), 0) FROM ordering.reservation WHERE line_id = line.id)
            """, pack));
        Assert.Equal(12, await market.Database.Scalar<long>("SELECT sum(on_hand_change) FROM ordering.stock_movement WHERE lot_id = $1", lot));
    }

    private DateOnly ShipBy { get; init; } = market.Clock.Today().AddDays(40);

    /// <summary>As the relay does when two facts wait for each other: the fact is told again.</summary>
    private static async Task Patiently(Func<Task> tell)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await tell();
                return;
            }
            catch (Exception) when (attempt < 5)
            {
                await Task.Yield();
            }
        }
    }

    private async Task<(Guid Pack, Guid Lot)> Presold(int expected, int harvested = 0)
    {
        var offer = harvested > 0 ? await market.Offer(harvested) : await market.Offer();
        var lot = Guid.NewGuid();
        await market.Tell(new LotOpened
        {
            OccurredAt = market.Clock.GetUtcNow(),
            LotId = lot,
            ProductId = offer.ProductId,
            PackId = offer.PackId,
            SupplierId = offer.SupplierId,
            Quantity = expected,
            HarvestedOn = ShipBy.AddDays(-10),
            // Earlier than that of the lot at hand: what is at hand goes first all the same.
            BestBefore = ShipBy.AddDays(20),
            IsExpected = true,
            ShipBy = ShipBy,
        });
        return (offer.PackId, lot);
    }

    private Task Harvest(Guid lot, int packs) =>
        market.Tell(new LotHarvested { OccurredAt = market.Clock.GetUtcNow(), LotId = lot, Quantity = packs, HarvestedOn = market.Clock.Today(), BestBefore = market.Clock.Today().AddDays(60) });

    private async Task<Guid> Paid(Guid pack, int packs)
    {
        var order = await market.Contracted(pack, packs, "prepay");
        await market.Pay(order, (await Order(order))["totalFen"]!.GetValue<long>());
        return order;
    }

    private Task<JsonNode> Order(Guid id) => market.Buyer().Read($"/api/orders/{id}");

    private async Task<HttpResponseMessage> Send(Guid order, int packs)
    {
        var line = await market.LineOf(order);
        return await market.Seller().Post($"/api/orders/{order}/shipments",
            new { Lines = new[] { new { LineId = line, Quantity = packs } }, Carrier = "示例物流", Waybill = Guid.NewGuid().ToString("N") });
    }
}
