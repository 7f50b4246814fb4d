using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>From the orders to the payout: 300 boxes prepaid by card of which ten go back, 200 boxes paid by transfer after acceptance.</summary>
internal sealed partial class Journey
{
    private Guid prepaid;
    private Guid postpaid;

    internal IReadOnlyList<Guid> Orders => [prepaid, postpaid];

    private async Task Order()
    {
        prepaid = await Place("shandong", 300, "luyu", "prepay", "370102");
        postpaid = await Place("yubei", 200, "reserved-share", "postpay", "500112");
        Assert.Equal((LotBoxes - 500, 500), await Stock());
    }

    private async Task<Guid> Place(string buyer, int quantity, string channel, string payment, string destination) => (await door.Act(buyer, "/api/orders", new
    {
        lines = new[] { new { packId = BigBox, quantity } },
        delivery = new { recipient = "王示例", phone = "13800000000", regionCode = destination, address = "示例路1号" },
        channelCode = channel,
        salesModeCode = "department-matched",
        paymentMode = payment,
    }))["orders"]![0]!["id"]!.GetValue<Guid>();

    private Task Approve() => door.Act("yubei-approver", $"/api/orders/{postpaid}/approval");

    private async Task Confirm()
    {
        foreach (var order in Orders) await door.Act(Coop, $"/api/orders/{order}/confirmation");
    }

    private async Task PayByCard()
    {
        await Until("shandong", $"/api/orders/{prepaid}/money", money => money["outstandingFen"]!.GetValue<long>() > 0, "the obligation is open");
        var id = (await door.Act("shandong", $"/api/orders/{prepaid}/payments", new { method = "card" }))["paymentId"]!.GetValue<Guid>();
        var payment = await Until("shandong", $"/api/payments/{id}", shown => shown["clientSecret"] is not null, "the gateway knows the payment");
        await door.Act("shandong", $"/api/simulator/payments/{id}/confirmation", new { clientSecret = payment["clientSecret"]!.GetValue<string>(), cardNumber = "4242424242424242" });
        await StateOf("shandong", prepaid, "paid");
    }

    private async Task Ship()
    {
        foreach (var (order, parts) in ((Guid, int[])[])[(prepaid, [180, 120]), (postpaid, [150, 50])])
        {
            var lineId = await LineOf(Coop, order);
            foreach (var quantity in parts)
                await door.Act(Coop, $"/api/orders/{order}/shipments", new { lines = new[] { new { lineId, quantity } }, carrier = "示例物流", waybill = "YD" + Guid.NewGuid().ToString("N")[..12] });
        }
    }

    private async Task Inspect()
    {
        await Inspect("shandong", prepaid, 290, 10);
        await Inspect("yubei", postpaid, 200, 0);
    }

    private async Task Inspect(string userName, Guid order, int accepted, int rejected)
    {
        var lineId = await LineOf(userName, order);
        Guid[] photos = rejected > 0 ? [await door.Upload(userName)] : [];
        await door.Act(userName, $"/api/orders/{order}/inspection", new { lines = new[] { new { lineId, accepted, rejected, reason = rejected > 0 ? "压坏了" : null, photos } } });
    }

    private async Task PayByTransfer()
    {
        var money = await Until("yubei", $"/api/orders/{postpaid}/money", shown => shown["dueOn"] is not null, "payment is due");
        var transfer = await door.Act("finance", "/api/transfers", new
        {
            bankSerial = "J-" + mark,
            receivedOn = door.Today,
            payerName = "示例单位",
            payerAccount = "6222000000001234",
            amountFen = money["outstandingFen"]!.GetValue<long>(),
            note = "货款 " + money["number"]!.GetValue<string>(),
        });
        Assert.Equal("matched", transfer["state"]!.GetValue<string>());
    }

    private async Task Complete()
    {
        await StateOf("shandong", prepaid, "completed");
        await StateOf("yubei", postpaid, "completed");
        await Until("shandong", $"/api/orders/{prepaid}/money",
            money => money["refunds"]!.AsArray().Any(refund => refund!["state"]!.GetValue<string>() == "succeeded"), "the ten boxes are refunded");
    }

    private Task Counted() => MarketplaceHost.Eventually(async () => await Sold() == 490 * UnitFen, "both sales are counted, with what was accepted only");

    internal Task<long> Sold() => door.Database.Scalar<long>("SELECT coalesce(sum(amount_fen), 0)::bigint FROM programme.sale_fact WHERE supplier_id = $1", Supplier);

    private async Task PayOut()
    {
        var gateway = await door.Database.Scalar<long>("SELECT balance_fen FROM settlement.account WHERE id = 'Gateway'");
        if (gateway > 0) await door.Act("finance", "/api/ledger/gateway-settlements", new { bankSerial = "G-" + mark, amountFen = gateway });
        var batch = (await door.Act("finance", "/api/payout-batches"))["batchId"]!.GetValue<Guid>();
        await door.Act("checker", $"/api/payout-batches/{batch}/approval", new { approve = true });
        var items = (await door.Read("finance", $"/api/payout-batches/{batch}"))["items"]!.AsArray();
        var answers = items.Select(item => new { itemId = item!["id"]!.GetValue<Guid>(), paid = true, bankSerial = "B-" + mark }).ToArray();
        await door.Act("finance", $"/api/payout-batches/{batch}/settlement", new { answers });
    }

    private async Task StateOf(string userName, Guid order, string state) =>
        await Until(userName, $"/api/orders/{order}", shown => shown["state"]!.GetValue<string>() == state, $"order is {state}");

    private async Task<Guid> LineOf(string userName, Guid order) => (await door.Read(userName, $"/api/orders/{order}"))["lines"]![0]!["id"]!.GetValue<Guid>();

    /// <summary>Until the settlement module has learnt of the order, there is nothing to see of its money.</summary>
}
