using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class DemandTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task An_awarded_demand_becomes_a_draft_at_the_offered_price_and_then_an_order()
    {
        var pack = await market.Offer(50);
        var demand = await Post();
        Assert.Contains((await market.Seller().Read("/api/demands"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == demand);
        await market.As(Role.Supplier, Market.OtherSupplier).Post($"/api/demands/{demand}/offers", new { pack.PackId, Quantity = 20, UnitPriceFen = 8_000 }).MustBeProblem(404, "not-found");
        await market.Seller().Post($"/api/demands/{demand}/offers", new { pack.PackId, Quantity = 20, UnitPriceFen = 9_000 }).Body();
        var offer = await market.Seller().Post($"/api/demands/{demand}/offers", new { pack.PackId, Quantity = 20, UnitPriceFen = 8_000 }).Body();
        Assert.Empty((await market.As(Role.Supplier, Market.OtherSupplier).Read($"/api/demands/{demand}"))["offers"]!.AsArray());
        Assert.Equal(800, Assert.Single((await market.Buyer().Read($"/api/demands/{demand}"))["offers"]!.AsArray())!["fenPerKg"]!.GetValue<long>());
        await market.As(Role.Buyer, Market.Government).Post($"/api/demands/{demand}/award", Award(offer["id"]!.GetValue<Guid>())).MustBeProblem(404, "not-found");
        var draft = Assert.Single((await market.Buyer().Post($"/api/demands/{demand}/award", Award(offer["id"]!.GetValue<Guid>())).Body())["orders"]!.AsArray())!;
        Assert.Equal(("draft", 160_000), (draft["state"]!.GetValue<string>(), draft["goodsFen"]!.GetValue<long>()));
        Assert.Equal((50, 50, 0), await market.Stock(pack.PackId));
        await market.Buyer().Post($"/api/demands/{demand}/award", Award(offer["id"]!.GetValue<Guid>())).MustBeProblem(409, "demand-closed");
        await market.Buyer().Post($"/api/orders/{draft["id"]}/submission").Body();
        Assert.Equal((50, 30, 20), await market.Stock(pack.PackId));
        Assert.Equal("submitted", await market.StateOf(draft["id"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_closed_demand_takes_no_offers_and_bad_dates_are_refused()
    {
        var pack = await market.Offer(5);
        var demand = await Post();
        await market.Buyer().Post($"/api/demands/{demand}/withdrawal").Body();
        await market.Seller().Post($"/api/demands/{demand}/offers", new { pack.PackId, Quantity = 2, UnitPriceFen = 9_000 }).MustBeProblem(409, "demand-closed");
        await market.Buyer().Post("/api/demands", new { Title = "脐橙", MassGrams = 200_000, DeliveryRegionCode = "370102", WantedOn = "2020-01-01", ClosesOn = "2020-01-01" }).MustBeProblem(422, "closing-date");
        await market.Buyer().Post("/api/demands", new { Title = "脐橙", MassGrams = -5, DeliveryRegionCode = "370102", WantedOn = "2099-01-01", ClosesOn = "2020-01-01" }).MustBeProblem(422, "mass");
    }

    private static object Award(params IReadOnlyList<Guid> offers) => new
    {
        Choices = offers.Select(offer => new { OfferId = offer }).ToList(),
        Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "示例路1号" },
        ChannelCode = "luyu",
        SalesModeCode = "department-matched",
        PaymentMode = "postpay",
    };

    private async Task<Guid> Post() => (await market.Buyer().Post("/api/demands", new
    {
        Title = "脐橙200公斤",
        MassGrams = 200_000,
        DeliveryRegionCode = "370102",
        WantedOn = market.Clock.Today().AddDays(20),
        ClosesOn = market.Clock.Today().AddDays(5),
    }).Body())["id"]!.GetValue<Guid>();
}
