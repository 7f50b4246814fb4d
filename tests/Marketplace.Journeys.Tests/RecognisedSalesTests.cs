using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>
/// What is not recognised, or not any more, is sold like everything else where the channel allows it, and never counts as recognised. The day
/// of acceptance decides, whatever happens to the recognition before or after it.
/// </summary>
public sealed class RecognisedSalesTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private const string Supplier = "orange";
    private const string Buyer = "shandong";
    private readonly HostDoor door = new(host);
    private readonly List<(Guid Order, DateOnly SoldOn, bool IsRecognised)> expected = [];
    private Guid product;
    private Guid pack;

    [Fact]
    public async Task A_sale_counts_as_recognised_exactly_on_the_days_of_validity()
    {
        var (open, recognisedOnly) = await Prepare();
        await Accept((await Ship(1))[0], isRecognised: false);
        await door.Refused(Buyer, "/api/orders", OrderOf("reserved-share"), 409, "recognition-expired");
        await MoveTo(door.Today.AddDays(1));
        var first = await Recognise();
        var firstEnd = await EndOf(first);

        await MoveTo(firstEnd.AddDays(-5));
        var second = await Recognise();
        var secondEnd = await EndOf(second);
        Assert.True(secondEnd > firstEnd.AddDays(27), "the renewal follows the first without a gap");
        await MoveTo(firstEnd);
        var sent = await Ship(2);
        await Accept(sent[0], isRecognised: true);
        await MoveTo(firstEnd.AddDays(1));
        await Accept(sent[1], isRecognised: true);

        await MoveTo(secondEnd);
        sent = await Ship(2);
        await Accept(sent[0], isRecognised: true);
        await MoveTo(secondEnd.AddDays(1));
        await Accept(sent[1], isRecognised: false);
        await door.Refused(Buyer, "/api/orders", OrderOf("reserved-share"), 409, "recognition-expired");

        await MoveTo(secondEnd.AddDays(3));
        var third = await Recognise();
        sent = await Ship(2);
        await Accept(sent[0], isRecognised: true);
        await MoveTo(secondEnd.AddDays(4));
        await Revoke(third);
        await Accept(sent[1], isRecognised: false);
        await MustBeCountedSo(open, recognisedOnly);
    }

    /// <summary>A county that lists for a month without notice, goods in stock, and two programmes that differ in one condition.</summary>
    private async Task<(Guid Open, Guid RecognisedOnly)> Prepare()
    {
        await door.Act("chongqing", "/api/recognition-rules", new
        {
            regionCode = "500236",
            validFrom = door.Today,
            needsSector = false,
            noticeDays = 0,
            validityMonths = 1,
            renewalDays = 20,
            isRenewalShort = true,
        });
        var programmes = (await Programme("by-day-open", false), await Programme("by-day-recognised", true));
        var listed = await door.Act(Supplier, "/api/products", new
        {
            product = new
            {
                name = "示例按日认定脐橙",
                categoryCode = "fruit-citrus",
                originCode = "500236117201",
                seasonFrom = 11,
                seasonTo = 10,
                packs = new[] { new { name = "5kg箱", massGrams = 5_000, unit = "箱", tiers = new[] { new { minQuantity = 1, priceFen = 5_200 } } } },
            },
        });
        product = listed["productId"]!.GetValue<Guid>();
        pack = listed["packs"]![0]!["id"]!.GetValue<Guid>();
        var lot = (await door.Act(Supplier, $"/api/products/{product}/lots", new { packId = pack, quantity = 500, harvestedOn = door.Today }))["lotId"]!.GetValue<Guid>();
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT count(*) FROM ordering.stock_lot WHERE lot_id = $1", lot) == 1, "the lot is in stock");
        return programmes;
    }

    private async Task<Guid> Programme(string key, bool recognisedOnly) => (await door.Act("chongqing", "/api/programmes", new
    {
        key,
        name = "按日认定测试",
        nameEn = "Recognition by day",
        regionCode = "500000",
        periodFrom = "2026-11-01",
        periodTo = "2027-12-31",
        channels = Array.Empty<string>(),
        recognisedOnly,
    }))["id"]!.GetValue<Guid>();

    private async Task MoveTo(DateOnly day)
    {
        host.Clock.MoveTo(day);
        door.SignEverybodyOut();
        foreach (var userName in (string[])[Buyer, Supplier]) await door.Read(userName, "/api/session");
    }

    private async Task<Guid> Recognise()
    {
        var id = (await door.Act(Supplier, "/api/recognitions", new { productId = product }))["recognitionId"]!.GetValue<Guid>();
        async Task<JsonNode> File() => await door.Read("fengjie", $"/api/recognitions/{id}");
        if (!(await File())["isShort"]!.GetValue<bool>()) await door.Act("town", $"/api/recognitions/{id}/town-review", new { version = (await File())["version"]!.GetValue<uint>() });
        var decided = await door.Act("fengjie", $"/api/recognitions/{id}/county-decision", new { version = (await File())["version"]!.GetValue<uint>(), opinion = "同意" });
        Assert.Equal("listed", decided["state"]!.GetValue<string>());
        return id;
    }

    private async Task<DateOnly> EndOf(Guid recognition) =>
        DateOnly.ParseExact((await door.Read("fengjie", $"/api/recognitions/{recognition}"))["validTo"]!.GetValue<string>(), "O", null);

    private async Task Revoke(Guid recognition)
    {
        async Task<uint> Version() => (await door.Read("fengjie", $"/api/recognitions/{recognition}"))["version"]!.GetValue<uint>();
        await door.Act("fengjie", $"/api/recognitions/{recognition}/revocation/hearing", new { version = await Version(), cause = "false-origin", explanation = "抽查不是本地产" });
        await door.Act(Supplier, $"/api/recognitions/{recognition}/revocation/statement", new { statement = "接受" });
        await door.Act("fengjie", $"/api/recognitions/{recognition}/revocation/decision", new { version = await Version(), isRevoked = true, decision = "产地不实" });
    }

    private object OrderOf(string channel) => new
    {
        lines = new[] { new { packId = pack, quantity = 1 } },
        delivery = new { recipient = "王示例", phone = "13800000000", regionCode = "370102", address = "示例路1号" },
        channelCode = channel,
        salesModeCode = "department-matched",
        paymentMode = "prepay",
    };

    /// <returns>Orders that are paid and sent, and wait for the buyer.</returns>
    private Task<Guid[]> Ship(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Ship()));

    private async Task<Guid> Ship()
    {
        var order = (await door.Act(Buyer, "/api/orders", OrderOf("luyu")))["orders"]![0]!["id"]!.GetValue<Guid>();
        await door.Act(Supplier, $"/api/orders/{order}/confirmation");
        await Until($"/api/orders/{order}/money", money => money["outstandingFen"]!.GetValue<long>() > 0, "the obligation is open");
        var payment = (await door.Act(Buyer, $"/api/orders/{order}/payments", new { method = "card" }))["paymentId"]!.GetValue<Guid>();
        var secret = (await Until($"/api/payments/{payment}", shown => shown["clientSecret"] is not null, "the gateway knows the payment"))["clientSecret"]!.GetValue<string>();
        await door.Act(Buyer, $"/api/simulator/payments/{payment}/confirmation", new { clientSecret = secret, cardNumber = "4242424242424242" });
        await Until($"/api/orders/{order}", shown => shown["state"]!.GetValue<string>() == "paid", "the order is paid");
        await door.Act(Supplier, $"/api/orders/{order}/shipments", new { lines = new[] { new { lineId = await LineOf(order), quantity = 1 } }, carrier = "示例物流", waybill = "YD" + order.ToString("N")[20..] });
        return order;
    }

    private async Task Accept(Guid order, bool isRecognised)
    {
        await door.Act(Buyer, $"/api/orders/{order}/inspection", new { lines = new[] { new { lineId = await LineOf(order), accepted = 1, rejected = 0 } } });
        expected.Add((order, door.Today, isRecognised));
    }

    /// <summary>All are counted; those outside the days of validity only in what does not ask for recognition.</summary>
    private async Task MustBeCountedSo(Guid open, Guid recognisedOnly)
    {
        await MarketplaceHost.Eventually(
            async () => await host.Database.Scalar<long>("SELECT count(*) FROM programme.sale_fact WHERE product_id = $1", product) == expected.Count, "all sales are counted");
        async Task<List<(Guid, DateOnly, bool)>> Facts(Guid programme) =>
            [.. (await door.Read("fengjie", $"/api/sales?programme={programme}&q={Uri.EscapeDataString("示例按日认定脐橙")}&size=100"))["items"]!.AsArray()
                .Select(row => (row!["orderId"]!.GetValue<Guid>(), DateOnly.ParseExact(row["soldOn"]!.GetValue<string>(), "O", null), row["isRecognised"]!.GetValue<bool>()))
                .OrderBy(row => row.Item1)];
        Assert.Equal([.. expected.OrderBy(row => row.Order)], await Facts(open));
        Assert.Equal([.. expected.Where(row => row.IsRecognised).OrderBy(row => row.Order)], await Facts(recognisedOnly));
        var sum = await door.Read("fengjie", $"/api/sales/sum?programme={open}&q={Uri.EscapeDataString("示例按日认定脐橙")}");
        Assert.Equal(expected.Count * 5_200L, sum["grossFen"]!.GetValue<long>());
        Assert.Equal(expected.Count(row => row.IsRecognised) * 5_200L, sum["recognisedFen"]!.GetValue<long>());
    }

    private async Task<Guid> LineOf(Guid order) => (await door.Read(Buyer, $"/api/orders/{order}"))["lines"]![0]!["id"]!.GetValue<Guid>();

    private async Task<JsonNode> Until(string path, Func<JsonNode, bool> holds, string what)
    {
        JsonNode? last = null;
        await MarketplaceHost.Eventually(async () => (last = await door.TryRead(Buyer, path)) is not null && holds(last), what);
        return last!;
    }
}
