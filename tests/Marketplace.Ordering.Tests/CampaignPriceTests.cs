using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class CampaignPriceTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task A_campaigns_price_is_charged_recorded_with_its_rule_and_adds_up()
    {
        var offer = await Offer(100, Terms(value: 1_500));
        var quote = (await market.Buyer().Post("/api/orders/quote", new { Lines = new[] { new { offer.PackId, Quantity = 3 } }, DeliveryRegionCode = "370102" }).Body())["orders"]![0]!;
        var line = quote["lines"]![0]!;
        Assert.Equal((8_500, 10_000, 25_500, "渝货进山东"),
            (line["unitPriceFen"]!.GetValue<long>(), line["usualPriceFen"]!.GetValue<long>(), line["amountFen"]!.GetValue<long>(), line["campaignName"]!.GetValue<string>()));
        var id = await Market.Place(market.Buyer(), offer.PackId, 3);
        var order = await market.Buyer().Read($"/api/orders/{id}");
        Assert.Equal((25_500, 8_500, 10_000, "city"), (order["goodsFen"]!.GetValue<long>(), order["lines"]![0]!["unitPriceFen"]!.GetValue<long>(),
            order["lines"]![0]!["usualPriceFen"]!.GetValue<long>(), order["lines"]![0]!["differencePaidBy"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Whether_a_campaign_runs_is_decided_when_the_order_is_placed()
    {
        var today = market.Clock.Today();
        var ended = await Offer(100, Terms(to: today.AddDays(-1)));
        var begins = await Offer(100, Terms(from: today.AddDays(1)));
        foreach (var offer in new[] { ended, begins })
        {
            // The screen still showed, or showed too early, the campaign's price.
            await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1, price: 8_500)).MustBeProblem(409, "price-changed");
            await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1, price: 10_000)).Body();
        }

        var running = await Offer(100, Terms(from: today, to: today));
        await market.Buyer().Post("/api/orders", Market.OrderOf(running.PackId, 1, price: 10_000)).MustBeProblem(409, "price-changed");
        await market.Buyer().Post("/api/orders", Market.OrderOf(running.PackId, 1, price: 8_500)).Body();
    }

    [Fact]
    public async Task An_organisation_buys_no_more_than_its_limit_even_with_many_orders_at_once()
    {
        var offer = await Offer(1_000, Terms(most: 10));
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 11)).MustBeProblem(409, "campaign-limit");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 4))));
        Assert.Equal(2, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.Equal((1_000, 992, 8), await market.Stock(offer.PackId));
    }

    [Fact]
    public async Task A_cancelled_order_frees_its_part_of_the_limit()
    {
        var offer = await Offer(100, Terms(most: 5));
        var id = await Market.Place(market.Buyer(), offer.PackId, 5);
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1)).MustBeProblem(409, "campaign-limit");
        await market.Buyer().Post($"/api/orders/{id}/cancellation", new { Reason = "不需要了" }).Body();
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 5)).Body();
    }

    [Fact]
    public async Task A_quantity_price_is_lowered_too_but_never_below_the_suppliers_least()
    {
        var offer = await Offer(1_000, Terms(value: 1_500, floor: 8_800));
        var few = await Market.Place(market.Buyer(), offer.PackId, 1);
        var many = await Market.Place(market.Buyer(), offer.PackId, 100);
        Assert.Equal(8_800, (await market.Buyer().Read($"/api/orders/{few}"))["goodsFen"]!.GetValue<long>());
        Assert.Equal(880_000, (await market.Buyer().Read($"/api/orders/{many}"))["goodsFen"]!.GetValue<long>());
    }

    private async Task<PackOffer> Offer(int packs, CampaignTerms terms)
    {
        var offer = await market.Offer(packs) with { Campaigns = [terms] };
        market.Change(offer);
        return offer;
    }

    private CampaignTerms Terms(DateOnly? from = null, DateOnly? to = null, long value = 1_500, long floor = 1, int? most = null) => new(
        Guid.NewGuid(), "渝货进山东", from ?? market.Clock.Today().AddDays(-3), to ?? market.Clock.Today().AddDays(3), CampaignDiscount.Percent, value, floor, most, DifferencePayer.City);
}
