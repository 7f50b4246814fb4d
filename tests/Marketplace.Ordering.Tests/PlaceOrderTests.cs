using System.Net;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class PlaceOrderTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task Fifty_buyers_racing_for_ten_boxes_get_exactly_ten()
    {
        var offer = await market.Offer(4, 6);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1))));
        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(40, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal((10, 0, 10), await market.Stock(offer.PackId));
        Assert.Equal(10L, await market.Database.Scalar<long>("SELECT sum(held) FROM ordering.reservation WHERE pack_id = $1", offer.PackId));
        Assert.Equal(10L, await market.Database.Scalar<long>("SELECT count(*) FROM ordering.order_line WHERE pack_id = $1", offer.PackId));
    }

    [Fact]
    public async Task The_same_key_from_twenty_clients_makes_one_order()
    {
        var offer = await market.Offer(100);
        var (person, key) = (Guid.NewGuid(), Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => market.Buyer(person).Post("/api/orders", Market.OrderOf(offer.PackId, 3), key).Body()));
        Assert.Single(answers.Select(answer => answer["orders"]![0]!["id"]!.GetValue<Guid>()).Distinct());
        Assert.Equal((100, 97, 3), await market.Stock(offer.PackId));
        await market.Buyer(person).Post("/api/orders", Market.OrderOf(offer.PackId, 4), key).MustBeProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task What_is_left_is_told_and_nothing_is_half_reserved()
    {
        var (plenty, scarce) = (await market.Offer(50), await market.Offer(6));
        var problem = await market.Buyer().Post("/api/orders", new
        {
            Lines = new[] { new { plenty.PackId, Quantity = 5 }, new { scarce.PackId, Quantity = 7 } },
            Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "示例路1号" },
            ChannelCode = "social",
            SalesModeCode = "department-matched",
            PaymentMode = "prepay",
        }).MustBeProblem(409, "not-enough-stock");
        Assert.Equal(6, problem["available"]!.GetValue<int>());
        Assert.Equal((50, 50, 0), await market.Stock(plenty.PackId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(100_001)]
    [InlineData(int.MaxValue)]
    public async Task Impossible_quantities_are_refused_with_the_field(int quantity)
    {
        var offer = await market.Offer(10);
        var problem = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, quantity)).MustBeProblem(422, "quantity-out-of-range");
        Assert.StartsWith("lines[0]", problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Minimum_and_step_of_the_offer_are_held()
    {
        var offer = await market.Offer(100);
        market.Change(offer with { MinQuantity = 10, QuantityStep = 5 });
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 9)).MustBeProblem(422, "below-minimum");
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 12)).MustBeProblem(422, "not-a-multiple");
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 15)).Body();
    }

    [Fact]
    public async Task A_price_that_changed_meanwhile_is_told_and_the_tier_applies()
    {
        var offer = await market.Offer(500);
        var problem = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 200, price: 10_000)).MustBeProblem(409, "price-changed");
        Assert.Equal(9_000, problem["lines"]![0]!["nowFen"]!.GetValue<long>());
        var placed = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 200, price: 9_000)).Body();
        Assert.Equal(1_800_000, placed["orders"]![0]!["goodsFen"]!.GetValue<long>());
        Assert.Equal(248_000, placed["orders"]![0]!["freightFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task Withdrawn_goods_and_stopped_suppliers_cannot_be_ordered()
    {
        var offer = await market.Offer(10);
        market.Change(offer with { IsOnSale = false });
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1)).MustBeProblem(409, "not-on-sale");
        market.Change(offer with { SupplierId = Market.OtherSupplier });
        await market.Tell(new Catalog.Contracts.SupplierStopped { OccurredAt = market.Clock.GetUtcNow(), SupplierId = Market.OtherSupplier, Reason = "示例" });
        await market.Tell(new Catalog.Contracts.SupplierActivated { OccurredAt = market.Clock.GetUtcNow().AddDays(-1), SupplierId = Market.OtherSupplier, County = RegionCode.Parse("500235") });
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1)).MustBeProblem(409, "not-on-sale");
        await market.Buyer().Post("/api/orders", Market.OrderOf(Guid.NewGuid(), 1)).MustBeProblem(409, "not-on-sale");
    }

    [Fact]
    public async Task Orders_that_were_open_when_their_supplier_was_stopped_go_on_to_the_end()
    {
        await using var stopped = new Market();
        await stopped.InitializeAsync();
        var offer = await stopped.Offer(10);
        var (submitted, contracted) = (await Market.Place(stopped.Buyer(), offer.PackId, 2), await stopped.Contracted(offer.PackId, 3));
        await stopped.Tell(new Catalog.Contracts.SupplierStopped { OccurredAt = stopped.Clock.GetUtcNow(), SupplierId = Market.Supplier, Reason = "证照过期" });
        await stopped.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1)).MustBeProblem(409, "not-on-sale");
        await stopped.Seller().Post($"/api/orders/{submitted}/confirmation", new { }).Body();
        foreach (var (order, packs) in new[] { (submitted, 2), (contracted, 3) })
        {
            var shipment = await stopped.Ship(order, packs);
            await stopped.Buyer().Post($"/api/orders/{order}/shipments/{shipment}/delivery", new { }).Body();
            Assert.Equal("inspecting", await stopped.StateOf(order));
        }
    }

    [Fact]
    public async Task An_expired_recognition_warns_and_where_the_channel_demands_it_refuses()
    {
        var offer = await market.Offer(10);
        market.Recognise(offer.ProductId, new DateOnly(2025, 1, 1), market.Clock.Today().AddDays(-1));
        await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1, channel: "reserved-share")).MustBeProblem(409, "recognition-expired");
        var placed = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 1)).Body();
        Assert.Contains("到期，此单不计入认定额", placed["orders"]![0]!["warnings"]![0]!["zh"]!.GetValue<string>());
        var order = await market.Buyer().Read($"/api/orders/{placed["orders"]![0]!["id"]}");
        Assert.False(order["lines"]![0]!["recognisedAtOrder"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Several_suppliers_make_several_orders_and_the_cart_is_emptied()
    {
        var (one, two) = (await market.Offer(10), await market.Offer(10));
        market.Change(two with { SupplierId = StableId.From("test:third") });
        var person = Guid.NewGuid();
        await market.Buyer(person).Put("/api/cart/lines", new { one.PackId, Quantity = 2 }).Body();
        await market.Buyer(person).Put("/api/cart/lines", new { two.PackId, Quantity = 3 }).Body();
        var cart = await market.Buyer(person).Read("/api/cart");
        Assert.Equal(2, cart["suppliers"]!.AsArray().Count);
        Assert.Equal(50_000, cart["goodsFen"]!.GetValue<long>());
        var placed = await market.Buyer(person).Post("/api/orders", new
        {
            Lines = new[] { new { one.PackId, Quantity = 2 }, new { two.PackId, Quantity = 3 } },
            Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "示例路1号" },
            ChannelCode = "luyu",
            SalesModeCode = "department-matched",
            PaymentMode = "prepay",
        }).Body();
        Assert.Equal(2, placed["orders"]!.AsArray().Select(order => order!["number"]!.GetValue<string>()).Distinct().Count());
        Assert.Empty((await market.Buyer(person).Read("/api/cart"))["suppliers"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_sides_and_officials_of_the_origin_see_an_order()
    {
        var offer = await market.Offer(10);
        var id = await Market.Place(market.Buyer(), offer.PackId, 1);
        foreach (var stranger in new[] { market.As(Role.Buyer, Market.Government), market.As(Role.Supplier, Market.OtherSupplier), market.As(Role.CountyOfficial, region: "500235") })
        {
            await stranger.GetAsync(new Uri($"/api/orders/{id}", UriKind.Relative)).MustBeProblem(404, "not-found");
            Assert.DoesNotContain((await stranger.Read("/api/orders"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() == id);
        }

        await market.As(Role.Supplier, Market.OtherSupplier).Post($"/api/orders/{id}/confirmation", new { }).MustBeProblem(404, "not-found");
        await market.As(Role.Buyer, Market.Government).Post($"/api/orders/{id}/cancellation", new { Reason = "示例" }).MustBeProblem(404, "not-found");
        var seen = await market.As(Role.CountyOfficial, region: "500236").Read($"/api/orders/{id}");
        Assert.Null(seen["delivery"]);
        Assert.Empty(seen["acts"]!.AsArray());
        Assert.Equal("王示例", (await market.Seller().Read($"/api/orders/{id}"))["delivery"]!["recipient"]!.GetValue<string>());
    }

    [Fact]
    public async Task Lists_page_through_all_orders_once()
    {
        var offer = await market.Offer(100);
        var buyer = market.As(Role.Buyer, Market.Bureau);
        market.As(Role.BuyerApprover, Market.Bureau);
        var placed = new List<Guid>();
        for (var i = 0; i < 5; i++) placed.Add(await Market.Place(buyer, offer.PackId, 1));
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await buyer.Read($"/api/orders?size=2&cursor={cursor}&state=pending-approval");
            seen.AddRange(page["items"]!.AsArray().Select(row => row!["id"]!.GetValue<Guid>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        placed.Reverse();
        Assert.Equal(placed, seen);
        await buyer.GetAsync(new Uri("/api/orders?state=nonsense", UriKind.Relative)).MustBeProblem(422, "unknown-state");
    }
}
