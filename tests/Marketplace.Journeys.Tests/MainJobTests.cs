using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using SkiaSharp;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>The main job from search to bulletin, each step by the person whose post it is.</summary>
public sealed class MainJobTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private static readonly Guid Product = StableId.From("product:fengjie-navel-oranges");
    private static readonly Guid Pack = StableId.From("pack:fengjie-navel-oranges/10kg");
    private static readonly Guid Programme = StableId.From("programme:demo-2026");
    private const long UnitFen = 10_600;

    [Theory]
    [InlineData("脐橙")]
    [InlineData("奉节")]
    [InlineData("qicheng")]
    [InlineData("fjqc")]
    public async Task The_oranges_are_found_by_word_place_pinyin_and_initials(string query)
    {
        var found = await host.Stranger().Read($"/api/search?q={Uri.EscapeDataString(query)}&size=50");
        Assert.Contains(Product, found["items"]!.AsArray().Select(item => (item!["productId"] ?? item["id"])!.GetValue<Guid>()));
    }

    [Fact]
    public async Task Two_orders_are_bought_inspected_paid_and_settled_and_each_is_counted_once_where_it_belongs()
    {
        var before = await Dashboard("fengjie");
        var prepaid = await Order("shandong", 300, "luyu", "department-matched", "prepay", "370102");
        var postpaid = await Order("yubei", 200, "reserved-share", "department-matched", "postpay", "500112");
        await (await host.As("yubei-approver")).Post($"/api/orders/{postpaid}/approval", new { }).Body();
        foreach (var order in (Guid[])[prepaid, postpaid]) await (await host.As("orange")).Post($"/api/orders/{order}/confirmation", new { }).Body();

        await PayByCard(prepaid);
        await ShipInTwoParts(prepaid, 180, 120);
        await ShipInTwoParts(postpaid, 150, 50);
        await Inspect("shandong", prepaid, 290, 10);
        await Inspect("yubei", postpaid, 200, 0);
        await PayByTransfer(postpaid);

        await StateOf("shandong", prepaid, "completed");
        await StateOf("yubei", postpaid, "completed");
        await HouseholdsShare(prepaid, 290 * UnitFen);
        await Counted(before);
        await PayOut();
    }

    [Fact]
    public async Task An_offline_sale_counts_once_town_and_county_have_checked_it()
    {
        var before = await Dashboard("fengjie");
        var entering = await host.As("fengjie");
        var paper = await Upload(entering);
        var claim = await entering.Post("/api/claims", new
        {
            originRegion = "500236117201",
            productName = "奉节脐橙",
            category = "fruit-citrus",
            supplierName = "示例合作社",
            buyerName = "示例帮扶单位",
            buyerRegion = "500112",
            channel = "municipal-aid-groups",
            mode = "aiding-unit",
            series = "helped-sale",
            soldOn = "2026-11-20",
            amountFen = 123_456,
            massGrams = 100_000,
            invoiceNumber = "20261123000017",
            evidence = new[] { new { fileId = paper, kind = "invoice" } },
        }).Body();
        var id = claim["claimId"]!.GetValue<Guid>();
        await entering.Post($"/api/claims/{id}/acts", new { act = "approve-in-county" }).MustBeProblem(403, "same-person");
        await (await host.As("town")).Post($"/api/claims/{id}/acts", new { act = "check-in-town" }).Body();
        Assert.Equal(before, await Dashboard("fengjie"));
        await (await host.As("fengjie-2")).Post($"/api/claims/{id}/acts", new { act = "approve-in-county" }).Body();
        Assert.Equal(before.Total + 123_456, (await Dashboard("fengjie")).Total);
        Assert.Empty((await (await host.As("yunyang")).Read("/api/claims"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_city_sees_the_published_figures_and_a_bulletin_needs_two_people()
    {
        var city = await host.As("chongqing");
        var dashboard = await city.Read("/api/dashboard");
        Assert.Equal(351_000_000_000, dashboard["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(13_700_000_000, dashboard["unsoldRelief"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(38, dashboard["counties"]!.AsArray().Count);
        var bulletin = await city.Post("/api/bulletins", new { programmeId = StableId.From("programme:cq-2020"), month = "2020-08" }).Body();
        var id = bulletin["id"]!.GetValue<Guid>();
        await city.Post($"/api/bulletins/{id}/signature", new { }).MustBeProblem(403, "same-person");
        await (await host.As("chongqing-2")).Post($"/api/bulletins/{id}/signature", new { }).Body();
        foreach (var format in (string[])["xlsx", "docx"])
        {
            var file = await city.GetByteArrayAsync(new Uri($"/api/bulletins/{id}/{format}", UriKind.Relative));
            Assert.Equal("PK"u8.ToArray(), file[..2]);
        }
    }

    private async Task<Guid> Order(string buyer, int quantity, string channel, string mode, string payment, string destination)
    {
        var answer = await (await host.As(buyer)).Post("/api/orders", new
        {
            lines = new[] { new { packId = Pack, quantity } },
            delivery = new { recipient = "王示例", phone = "13800000000", regionCode = destination, address = "示例路1号" },
            channelCode = channel,
            salesModeCode = mode,
            paymentMode = payment,
        }).Body();
        return answer["orders"]![0]!["id"]!.GetValue<Guid>();
    }

    private async Task PayByCard(Guid order)
    {
        var buyer = await host.As("shandong");
        await MarketplaceHost.Eventually(async () => (await buyer.GetAsync(new Uri($"/api/orders/{order}/money", UriKind.Relative))).IsSuccessStatusCode, "the obligation is open");
        var id = (await buyer.Post($"/api/orders/{order}/payments", new { method = "card" }).Body())["paymentId"]!.GetValue<Guid>();
        JsonNode? shown = null;
        await MarketplaceHost.Eventually(async () => (shown = await buyer.Read($"/api/payments/{id}"))["clientSecret"] is not null, "the gateway knows the payment");
        await buyer.Post($"/api/simulator/payments/{id}/confirmation", new { clientSecret = shown!["clientSecret"]!.GetValue<string>(), cardNumber = "4242424242424242" }).Body();
        await StateOf("shandong", order, "paid");
    }

    private async Task ShipInTwoParts(Guid order, params IReadOnlyList<int> parts)
    {
        var supplier = await host.As("orange");
        var line = (await supplier.Read($"/api/orders/{order}"))["lines"]![0]!["id"]!.GetValue<Guid>();
        foreach (var quantity in parts)
            await supplier.Post($"/api/orders/{order}/shipments", new { lines = new[] { new { lineId = line, quantity } }, carrier = "示例物流", waybill = "YD" + Guid.NewGuid().ToString("N")[..12] }).Body();
    }

    private async Task Inspect(string userName, Guid order, int accepted, int rejected)
    {
        var buyer = await host.As(userName);
        var line = (await buyer.Read($"/api/orders/{order}"))["lines"]![0]!["id"]!.GetValue<Guid>();
        Guid[] photos = rejected > 0 ? [await Upload(buyer)] : [];
        await buyer.Post($"/api/orders/{order}/inspection", new { lines = new[] { new { lineId = line, accepted, rejected, reason = rejected > 0 ? "压坏了" : null, photos } } }).Body();
    }

    private async Task PayByTransfer(Guid order)
    {
        var buyer = await host.As("yubei");
        var finance = await host.As("finance");
        JsonNode? money = null;
        await MarketplaceHost.Eventually(async () =>
            (await buyer.GetAsync(new Uri($"/api/orders/{order}/money", UriKind.Relative))).IsSuccessStatusCode && (money = await buyer.Read($"/api/orders/{order}/money"))["dueOn"] is not null, "payment is due");
        var transfer = await finance.Post("/api/transfers", new
        {
            bankSerial = "J-" + order,
            receivedOn = "2026-11-23",
            payerName = "示例单位",
            payerAccount = "6222000000001234",
            amountFen = money!["outstandingFen"]!.GetValue<long>(),
            note = "货款 " + money["number"]!.GetValue<string>(),
        }).Body();
        Assert.Equal("matched", transfer["state"]!.GetValue<string>());
    }

    private async Task StateOf(string userName, Guid order, string state)
    {
        var person = await host.As(userName);
        string? last = null;
        await MarketplaceHost.Eventually(async () => (last = (await person.Read($"/api/orders/{order}"))["state"]!.GetValue<string>()) == state, $"order is {state}");
        Assert.Equal(state, last);
    }

    /// <summary>Three and two tenths of the goods to the two households, to the fen; ten boxes went back to the buyer.</summary>
    private async Task HouseholdsShare(Guid order, long goodsFen)
    {
        foreach (var (household, share) in (ReadOnlySpan<(string, long)>)[("household-fj-1", 3000), ("household-fj-2", 2000)])
        {
            var account = $"HouseholdPayable:{StableId.From("household:" + household)}";
            Assert.Equal(-goodsFen * share / 10_000, host.Database.Scalar<long>(
                "SELECT sum(p.amount_fen)::bigint FROM settlement.posting p JOIN settlement.entry e ON e.number = p.entry_number WHERE e.order_id = $1 AND p.account_id = $2", order, account).GetAwaiter().GetResult());
        }

        var buyer = await host.As("shandong");
        await MarketplaceHost.Eventually(async () => (await buyer.Read($"/api/orders/{order}/money"))["refunds"]!.AsArray().Any(refund => refund!["state"]!.GetValue<string>() == "succeeded"), "the ten boxes are refunded");
        Assert.Equal(10 * UnitFen, (await buyer.Read($"/api/orders/{order}/money"))["returnedFen"]!.GetValue<long>());
    }

    private async Task Counted((long Total, long Luyu, long Reserved) before)
    {
        (long Total, long Luyu, long Reserved) expected = (before.Total + (490 * UnitFen), before.Luyu + (290 * UnitFen), before.Reserved + (200 * UnitFen));
        await MarketplaceHost.Eventually(async () => await Dashboard("fengjie") == expected, $"the county's figures are {expected}");
        var sales = await (await host.As("fengjie")).Read($"/api/sales?programme={Programme}&latest=true");
        var live = sales["items"]!.AsArray().Where(row => row!["orderNumber"] is not null).ToList();
        Assert.Equal([200 * UnitFen, 290 * UnitFen], live.Select(row => row!["amountFen"]!.GetValue<long>()).Order());
        var elsewhere = await (await host.As("yunyang")).Read($"/api/sales?programme={Programme}&latest=true&size=100");
        Assert.DoesNotContain(elsewhere["items"]!.AsArray(), row => row!["originCounty"]!.GetValue<string>() == "500236");
        await (await host.As("yunyang")).GetAsync(new Uri("/api/dashboard?region=500236", UriKind.Relative)).MustBeProblem404();
    }

    private async Task PayOut()
    {
        var finance = await host.As("finance");
        var gateway = -await host.Database.Scalar<long>("SELECT -balance_fen FROM settlement.account WHERE id = 'Gateway'");
        await finance.Post("/api/ledger/gateway-settlements", new { bankSerial = "G-1", amountFen = gateway }).Body();
        var batch = (await finance.Post("/api/payout-batches").Body())["batchId"]!.GetValue<Guid>();
        await (await host.As("checker")).Post($"/api/payout-batches/{batch}/approval", new { approve = true }).Body();
        var items = (await finance.Read($"/api/payout-batches/{batch}"))["items"]!.AsArray();
        Assert.Equal(3, items.Count);
        await finance.Post($"/api/payout-batches/{batch}/settlement", new { answers = items.Select(item => new { itemId = item!["id"]!.GetValue<Guid>(), paid = true, bankSerial = "B-1" }).ToArray() }).Body();
        var verdict = await finance.Read("/api/ledger/verification");
        Assert.Null(verdict["brokenAt"]);
        Assert.Equal(0, verdict["sumFen"]!.GetValue<long>());
        Assert.Equal(0, await host.Database.Scalar<long>("SELECT coalesce(sum(balance_fen), 0)::bigint FROM settlement.account WHERE kind NOT IN ('Custody', 'Gateway')"));
    }

    private async Task<(long Total, long Luyu, long Reserved)> Dashboard(string userName)
    {
        var shown = await (await host.As(userName)).Read($"/api/dashboard?programme={Programme}");
        long Nested(string key) => shown["nested"]!.AsArray().Single(row => row!["key"]!.GetValue<string>() == key)!["amounts"]!["grossFen"]!.GetValue<long>();
        return (shown["total"]!["amounts"]!["grossFen"]!.GetValue<long>(), Nested("luyu-2026"), Nested("reserved-share-2026"));
    }

    private static async Task<Guid> Upload(HttpClient person)
    {
        using var bitmap = new SKBitmap(32, 32);
        using var picture = SKImage.FromBitmap(bitmap);
        using var content = new ByteArrayContent(picture.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return (await person.PostAsync(new Uri("/api/files?name=photo.jpg", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }
}

internal static class Refusals
{
    internal static Task<JsonNode> MustBeProblem404(this Task<HttpResponseMessage> sent) => sent.MustBeProblem(404, "not-found");
}
