using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class BuyerDeskTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task An_address_is_kept_once_for_the_whole_unit_and_nobody_else_sees_it()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await market.Buyer().Put($"/api/addresses/{first}", Address("东区食堂", usual: true)).Body();
        await market.Buyer().Put($"/api/addresses/{first}", Address("东区食堂", usual: true)).Body();
        await market.Buyer().Put($"/api/addresses/{second}", Address("东区食堂")).MustBeProblem(409, "address-known");
        await market.Buyer().Put($"/api/addresses/{second}", Address("西区食堂", usual: true)).Body();
        var rows = (await market.Buyer().Read("/api/addresses"))["items"]!.AsArray();
        Assert.Equal(second, rows[0]!["id"]!.GetValue<Guid>());
        Assert.Single(rows, row => row!["isUsual"]!.GetValue<bool>());
        Assert.Equal("示例", rows[0]!["regionName"]!.GetValue<string>());
        var foreign = market.As(Role.Buyer, Market.Union);
        Assert.DoesNotContain((await foreign.Read("/api/addresses"))["items"]!.AsArray(), row => row!["id"]!.GetValue<Guid>() is var id && (id == first || id == second));
        await foreign.Put($"/api/addresses/{first}", Address("示例")).MustBeProblem(404, "not-found");
        await foreign.DeleteAsync(new Uri($"/api/addresses/{first}", UriKind.Relative)).Body();
        Assert.Equal(2, (await market.Buyer().Read("/api/addresses"))["items"]!.AsArray().Count);
        await market.Buyer().Put($"/api/addresses/{Guid.NewGuid()}", Address("示例", region: "999999")).MustBeProblem(422, "region-unknown");
        await market.Buyer().Put($"/api/addresses/{Guid.NewGuid()}", Address("示例", phone: "x")).MustBeProblem(422, "phone");
    }

    [Fact]
    public async Task An_order_remembers_its_address_when_asked_to_and_only_once()
    {
        var offer = await market.Offer(10);
        var buyer = market.As(Role.Buyer, Market.Union);
        var before = (await buyer.Read("/api/addresses"))["items"]!.AsArray().Count;
        await Market.Place(buyer, offer.PackId, 1);
        Assert.Equal(before, (await buyer.Read("/api/addresses"))["items"]!.AsArray().Count);
        for (var i = 0; i < 2; i++)
        {
            await buyer.Post("/api/orders", new
            {
                Lines = new[] { new { offer.PackId, Quantity = 1 } },
                Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "记住路9号" },
                ChannelCode = "social",
                SalesModeCode = "department-matched",
                PaymentMode = "postpay",
                RememberAddress = true,
            }).Body();
        }

        Assert.Single((await buyer.Read("/api/addresses"))["items"]!.AsArray(), row => row!["address"]!.GetValue<string>() == "记住路9号");
    }

    [Fact]
    public async Task Pages_by_amount_show_every_order_once_in_order_and_the_sums_are_those_of_all_pages()
    {
        var offer = await market.Offer(1000);
        var buyer = market.As(Role.Buyer, Market.Bureau);
        foreach (var quantity in new[] { 3, 1, 2, 5, 4, 1, 3 }) await Market.Place(buyer, offer.PackId, quantity);
        foreach (var sort in new[] { "largest", "smallest", "newest", "oldest" })
        {
            var seen = new List<JsonNode>();
            for (string? cursor = "", next = null; cursor is not null; cursor = next)
            {
                var page = await buyer.Read($"/api/orders?as=buyer&sort={sort}&size=3&cursor={cursor}");
                seen.AddRange(page["items"]!.AsArray()!);
                next = page["nextCursor"]?.GetValue<string>();
            }

            Assert.Equal(7, seen.Select(row => row["id"]!.GetValue<Guid>()).Distinct().Count());
            var keys = seen.ConvertAll(row => sort is "largest" or "smallest" ? row["totalFen"]!.GetValue<long>() : row["createdAt"]!.GetValue<DateTimeOffset>().UtcTicks);
            Assert.Equal(sort is "largest" or "newest" ? keys.OrderDescending() : keys.Order(), keys);
            var sums = await buyer.Read("/api/orders/sums?as=buyer");
            Assert.Equal((7, seen.Sum(row => row["totalFen"]!.GetValue<long>())), (sums["orders"]!.GetValue<int>(), sums["totalFen"]!.GetValue<long>()));
        }

        Assert.Equal(0, (await buyer.Read("/api/orders/sums?as=buyer&channel=luyu"))["orders"]!.GetValue<int>());
        Assert.Equal(7, (await buyer.Read($"/api/orders/sums?as=buyer&search={Uri.EscapeDataString("脐橙")}&budgetUnit={Market.Bureau}"))["orders"]!.GetValue<int>());
        Assert.Equal(0, (await market.As(Role.Buyer, Market.Government).Read($"/api/orders/sums?budgetUnit={Market.Bureau}"))["orders"]!.GetValue<int>());
        await buyer.GetAsync(new Uri("/api/orders?sort=random", UriKind.Relative)).MustBeProblem(422, "unknown-choice");
    }

    [Fact]
    public async Task Exports_hold_what_is_filtered_and_no_name_runs_as_a_formula()
    {
        var offer = await market.Offer(100);
        market.Change(offer with { ProductName = "=HYPERLINK(\"示例\")" });
        var buyer = market.As(Role.Buyer, Market.Government);
        var id = await Market.Place(buyer, offer.PackId, 2);
        var number = (await buyer.Read($"/api/orders/{id}"))["number"]!.GetValue<string>();
        var csv = await buyer.GetByteArrayAsync(new Uri($"/api/orders.csv?search={number}", UriKind.Relative));
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
        var lines = Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(number, lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"示例\"\") 10公斤箱×2\"", lines[1], StringComparison.Ordinal);
        using var book = new ZipArchive(await buyer.GetStreamAsync(new Uri($"/api/orders.xlsx?search={number}", UriKind.Relative)));
        using var sheet = new StreamReader(book.Entries.Single(entry => entry.FullName.Contains("worksheets/", StringComparison.Ordinal)).Open());
        var xml = await sheet.ReadToEndAsync();
        Assert.Contains(number, xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<x:f>", xml, StringComparison.Ordinal);
        var others = await market.As(Role.Buyer, Market.School).GetStringAsync(new Uri($"/api/orders.csv?search={number}", UriKind.Relative));
        Assert.DoesNotContain(number, others, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_again_fills_the_list_and_names_what_is_gone()
    {
        var (kept, gone) = (await market.Offer(10), await market.Offer(10));
        var buyer = market.Buyer(Guid.NewGuid());
        var placed = await buyer.Post("/api/orders", new
        {
            Lines = new[] { new { kept.PackId, Quantity = 3 }, new { gone.PackId, Quantity = 2 } },
            Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "示例路1号" },
            ChannelCode = "social",
            SalesModeCode = "department-matched",
            PaymentMode = "postpay",
        }).Body();
        var id = placed["orders"]![0]!["id"]!.GetValue<Guid>();
        market.Change(gone with { IsOnSale = false });
        var again = await buyer.Post($"/api/orders/{id}/again").Body();
        Assert.Equal(1, again["added"]!.GetValue<int>());
        Assert.Single(again["gone"]!.AsArray());
        var line = Assert.Single((await buyer.Read("/api/cart"))["suppliers"]!.AsArray().SelectMany(group => group!["lines"]!.AsArray()))!;
        Assert.Equal((kept.PackId, 3), (line["packId"]!.GetValue<Guid>(), line["quantity"]!.GetValue<int>()));
        await market.As(Role.Buyer, Market.Government).Post($"/api/orders/{id}/again").MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task The_supervising_unit_sets_a_budget_below_it_and_every_change_is_in_its_history()
    {
        var year = market.Clock.Today().Year;
        var above = market.As(Role.BuyerFinance, Market.Bureau);
        await above.Put("/api/budgets", new { Year = year, LimitFen = 900_000_00, UnitId = Market.School }).Body();
        await above.Put("/api/budgets", new { Year = year, LimitFen = 1, UnitId = Market.Union }).MustBeProblem(422, "budget-unit-not-yours");
        var offer = await market.Offer(10);
        var id = await Market.Place(market.Buyer(), offer.PackId, 2);
        await market.Buyer().Post($"/api/orders/{id}/cancellation", new { Reason = "示例" }).Body();
        var history = (await above.Read($"/api/budgets/{Market.School}/entries"))["items"]!.AsArray();
        Assert.Equal(["release", "commit"], history.Where(row => row!["orderId"]?.GetValue<Guid>() == id).Select(row => row!["kind"]!.GetValue<string>()));
        Assert.Contains(history, row => row!["kind"]!.GetValue<string>() == "limit" && row["limitFen"]!.GetValue<long>() == 900_000_00 && row["personName"] is not null);
        Assert.Empty((await market.As(Role.BuyerFinance, Market.Government).Read($"/api/budgets/{Market.School}/entries"))["items"]!.AsArray());
        Assert.Equal(["own", "above"], (await market.Buyer().Read("/api/budget-units"))["items"]!.AsArray().Select(row => row!["relation"]!.GetValue<string>()));
        Assert.Contains((await above.Read("/api/budgets"))["items"]!.AsArray(), row => row!["unitId"]!.GetValue<Guid>() == Market.School && row["isSupervised"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_reserved_share_counts_what_is_accepted_and_paid_and_shows_the_rest_on_its_way()
    {
        var finance = market.As(Role.BuyerFinance, Market.Government);
        var year = market.Clock.Today().Year;
        await finance.Put("/api/reserved-share", new { Year = year, BaseFen = 1_000_000, RateBasisPoints = 1_500 }).Body();
        var offer = await market.Offer(10);
        await Market.Place(market.As(Role.Buyer, Market.Government), offer.PackId, 2, channel: "reserved-share");
        var share = await finance.Read("/api/reserved-share");
        Assert.Equal((150_000, 0, 20_000), (share["targetFen"]!.GetValue<int>(), share["doneFen"]!.GetValue<int>(), share["onTheWayFen"]!.GetValue<int>()));
        await finance.Put("/api/reserved-share", new { Year = year, BaseFen = 1_000_000, RateBasisPoints = 10_001 }).MustBeProblem(422, "rate");
        await market.As(Role.Buyer, Market.Government).Put("/api/reserved-share", new { Year = year, BaseFen = 1, RateBasisPoints = 1 }).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task What_is_on_its_way_and_wished_for_this_week_is_listed()
    {
        var offer = await market.Offer(20);
        var shipped = await market.Contracted(offer.PackId, 5);
        await market.Ship(shipped, 2);
        var rows = (await market.Buyer().Read("/api/orders/arrivals"))["items"]!.AsArray();
        var row = Assert.Single(rows, row => row!["orderId"]!.GetValue<Guid>() == shipped)!;
        Assert.Equal((true, 2, 20_000), (row["isOnTheWay"]!.GetValue<bool>(), row["packs"]!.GetValue<int>(), row["massGrams"]!.GetValue<int>()));
        Assert.DoesNotContain((await market.As(Role.Buyer, Market.Government).Read("/api/orders/arrivals"))["items"]!.AsArray(), other => other!["orderId"]!.GetValue<Guid>() == shipped);
    }

    private static object Address(string label, bool usual = false, string region = "370102", string phone = "13800000000") =>
        new { Delivery = new { Recipient = "王示例", Phone = phone, RegionCode = region, Address = label + "库房" }, Label = label, IsUsual = usual };
}
