using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

/// <summary>停售: what the authority decides about a lot, and what no order of events may do to a lot's mass.</summary>
public sealed class StockStopTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task A_stopped_lot_is_not_sold_keeps_what_orders_hold_and_comes_back_with_what_is_left()
    {
        var (pack, lot, _) = await Opened(10);
        var held = await market.Contracted(pack, 4);
        await Say(lot, isStopped: true, version: 2);
        await market.Buyer().Post("/api/orders", Market.OrderOf(pack, 1)).MustBeProblem(409, "not-enough-stock");
        Assert.Equal(0, await Shown(pack));
        Assert.True((await market.Seller().Read("/api/stock/lots?size=100"))["items"]!.AsArray().Single(row => row!["lotId"]!.GetValue<Guid>() == lot)!["isStopped"]!.GetValue<bool>());
        await market.Ship(held, 4);
        // Counting what is there is no way around the authority.
        await market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 5 }).Body();
        await market.Seller().Post(Corrections(lot), new { Reason = "entry-error", Change = 1 }).Body();
        await market.Buyer().Post("/api/orders", Market.OrderOf(pack, 1)).MustBeProblem(409, "not-enough-stock");
        await Say(lot, isStopped: false, version: 3);
        Assert.Equal(6, await Shown(pack));
        Assert.Equal((6, 6, 0), await market.Stock(pack));
    }

    [Fact]
    public async Task The_last_decision_stands_whatever_arrives_last()
    {
        var (pack, lot, _) = await Opened(10);
        await Say(lot, isStopped: false, version: 5);
        await Say(lot, isStopped: true, version: 4);
        await Say(lot, isStopped: false, version: 5);
        Assert.Equal(10, await Shown(pack));
        await Say(lot, isStopped: true, version: 6);
        await Say(lot, isStopped: true, version: 6);
        Assert.Equal(0, await Shown(pack));
        Assert.Equal(2, await market.Database.Scalar<long>("SELECT count(*) FROM ordering.stock_movement WHERE lot_id = $1 AND kind IN ('stopped', 'resumed')", lot));
    }

    [Fact]
    public async Task A_decision_that_overtakes_its_lot_waits() =>
        await Assert.ThrowsAnyAsync<Exception>(() => Say(Guid.NewGuid(), isStopped: true, version: 2));

    [Fact]
    public async Task An_agent_without_an_organisation_sees_and_corrects_what_it_listed_while_the_household_consents()
    {
        var (_, lot, product) = await Opened(10);
        var (_, foreign, _) = await Opened(10);
        var person = Guid.NewGuid();
        var agent = market.As(Role.VillageAgent, region: "500236117", person: person);
        market.ListedBy(person, product, consents: true);
        Assert.Equal(lot, Assert.Single((await agent.Read("/api/stock/lots"))["items"]!.AsArray())!["lotId"]!.GetValue<Guid>());
        await agent.Post(Corrections(lot), new { Reason = "wastage", Change = -1 }).Body();
        Assert.Equal(2, (await agent.Read($"/api/stock/lots/{lot}/movements"))["items"]!.AsArray().Count);
        await agent.Post(Corrections(foreign), new { Reason = "wastage", Change = -1 }).MustBeProblem(404, "not-found");
        market.ListedBy(person, product, consents: false);
        await agent.Post(Corrections(lot), new { Reason = "wastage", Change = -1 }).MustBeProblem(404, "not-found");
    }

    /// <summary>
    /// Whatever the order of orders, shipments, cancellations, counts, returns, stops and late facts: what buyers hold and got never exceeds the lot,
    /// and nothing is ordered while the last decision stops it.
    /// </summary>
    [Fact]
    public async Task What_is_sold_of_a_lot_never_exceeds_the_lot()
    {
        const int Packs = 12;
        foreach (var sequence in Gen.Choose(0, 7).Zip(Gen.Choose(1, 7)).ListOf(14).Sample(5, 5))
        {
            var (pack, lot, _) = await Opened(Packs);
            var (open, version, isStopped) = (new Queue<(Guid Order, int Quantity)>(), 1L, false);
            foreach (var (act, number) in sequence)
            {
                switch (act)
                {
                    case 0 or 1:
                        var placed = await market.Buyer().Post("/api/orders", Market.OrderOf(pack, number));
                        if (!placed.IsSuccessStatusCode) break;
                        Assert.False(isStopped);
                        var id = (await Task.FromResult(placed).Body())["orders"]![0]!["id"]!.GetValue<Guid>();
                        await market.Seller().Post($"/api/orders/{id}/confirmation", new { }).Body();
                        open.Enqueue((id, number));
                        break;
                    case 2 when open.TryDequeue(out var order):
                        await market.Ship(order.Order, order.Quantity);
                        break;
                    case >= 3 and <= 5:
                        await Correct(lot, act, number);
                        break;
                    case 6:
                        isStopped = number % 2 == 0;
                        await Say(lot, isStopped, ++version);
                        break;
                    case 7:
                        await Say(lot, !isStopped, version - 1);
                        break;
                }

                await NeverMoreThan(Packs, pack, lot);
            }
        }
    }

    [Fact]
    public async Task Orders_returns_and_counts_of_several_at_once_never_sell_more_than_the_lot()
    {
        const int Packs = 12;
        var (pack, lot, _) = await Opened(Packs);
        await market.Ship(await market.Contracted(pack, 6), 6);
        await Task.WhenAll(Enumerable.Range(0, 18).Select(i => (i % 3) switch
        {
            0 => market.Buyer().Post("/api/orders", Market.OrderOf(pack, 2)),
            1 => market.Seller().Post(Corrections(lot), new { Reason = "return-in", Change = 2 }),
            _ => market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 8 }),
        }));
        await NeverMoreThan(Packs, pack, lot);
        var returned = await market.Database.Scalar<long>("SELECT coalesce(sum(asked), 0) FROM ordering.stock_movement WHERE lot_id = $1 AND cause = 'return-in'", lot);
        Assert.InRange(returned, 2, 6);
    }

    private Task Correct(Guid lot, int act, int number) => market.Seller().Post(Corrections(lot), act switch
    {
        3 => new { Reason = "stocktake", Counted = number * 2 },
        4 => new { Reason = "return-in", Change = number },
        _ => (object)new { Reason = number > 4 ? "entry-error" : "wastage", Change = number > 4 ? number : -number },
    });

    private async Task NeverMoreThan(int packs, Guid pack, Guid lot)
    {
        var (onHand, available, reserved) = await market.Stock(pack);
        Assert.Equal(onHand, available + reserved);
        var missing = await market.Database.Scalar<int>("SELECT missing FROM ordering.stock_lot WHERE lot_id = $1", lot);
        var shipped = await market.Database.Scalar<long>("SELECT coalesce(sum(shipped), 0) FROM ordering.reservation WHERE lot_id = $1", lot);
        var returned = await market.Database.Scalar<long>("SELECT coalesce(sum(asked), 0) FROM ordering.stock_movement WHERE lot_id = $1 AND cause = 'return-in'", lot);
        Assert.True(shipped - returned + onHand - missing <= packs, $"{shipped} shipped, {returned} returned, {onHand} on hand, {missing} missing of {packs}");
        Assert.True(shipped - returned + reserved <= packs && returned <= shipped);
    }

    private static string Corrections(Guid lot) => $"/api/stock/lots/{lot}/corrections";

    private Task Say(Guid lot, bool isStopped, long version) =>
        market.Tell(new LotSaleChanged { OccurredAt = market.Clock.GetUtcNow(), LotId = lot, IsStopped = isStopped, Reason = "超产量核查", Version = version });

    private async Task<int> Shown(Guid pack) => (await market.Buyer().Read($"/api/stock?packs={pack}"))["items"]![0]!["available"]!.GetValue<int>();

    private async Task<(Guid Pack, Guid Lot, Guid Product)> Opened(int packs)
    {
        var offer = await market.Offer(packs);
        return (offer.PackId, await market.Database.Scalar<Guid>("SELECT lot_id FROM ordering.stock_lot WHERE pack_id = $1", offer.PackId), offer.ProductId);
    }
}
