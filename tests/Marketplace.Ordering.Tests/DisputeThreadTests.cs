using Marketplace.Platform.Auth;
using Marketplace.Settlement.Contracts;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class DisputeThreadTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task Both_sides_and_the_operator_talk_while_an_objection_is_open_and_strangers_do_not()
    {
        var offer = await market.Offer(10);
        var id = await market.Inspecting(offer.PackId, 2);
        await market.Buyer().Post($"/api/orders/{id}/disputes/messages", new { Text = "示例" }).MustBeProblem(409, "order-not-in-state");
        await market.Buyer().Post($"/api/orders/{id}/disputes", new { Reason = "箱子湿了" }).Body();
        await market.Buyer().Post($"/api/orders/{id}/disputes/messages", new { Text = "一共两箱" }).Body();
        await market.Seller().Post($"/api/orders/{id}/disputes/messages", new { Text = "已联系物流" }).Body();
        await market.As(Role.Operator).Post($"/api/orders/{id}/disputes/messages", new { Text = "请补照片" }).Body();
        await market.As(Role.Buyer, Market.Government).Post($"/api/orders/{id}/disputes/messages", new { Text = "示例" }).MustBeProblem(404, "not-found");
        await market.Buyer().Post($"/api/orders/{id}/disputes/messages", new { Text = "示例", Files = new[] { Guid.NewGuid() } }).MustBeProblem(422, "file-not-found");
        var said = (await market.Seller().Read($"/api/orders/{id}"))["disputes"]![0]!["messages"]!.AsArray();
        Assert.Equal(["buyer", "supplier", "operator"], said.Select(message => message!["by"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_withdrawn_objection_gives_the_inspection_days_anew()
    {
        var offer = await market.Offer(10);
        var id = await market.Inspecting(offer.PackId, 2);
        await market.Buyer().Post($"/api/orders/{id}/disputes", new { Reason = "箱子湿了" }).Body();
        await market.Buyer().Post($"/api/orders/{id}/disputes/withdrawal", new { Reason = "里面没事" }).Body();
        var order = await market.Buyer().Read($"/api/orders/{id}");
        Assert.False(order["isDisputed"]!.GetValue<bool>());
        Assert.Equal(("inspect", "withdrawn"), (order["nextMove"]!["act"]!.GetValue<string>(), order["disputes"]![0]!["outcome"]!.GetValue<string>()));
        Assert.InRange((order["nextMove"]!["dueAt"]!.GetValue<DateTimeOffset>() - market.Clock.GetUtcNow()).TotalDays, 9.9, 10);
        await market.As(Role.Operator).Post($"/api/orders/{id}/disputes/decision", new { Outcome = "for-buyer", Decision = "示例" }).MustBeProblem(409, "order-not-in-state");
    }

    [Fact]
    public async Task An_extension_is_asked_for_once_and_only_while_payment_is_awaited()
    {
        var offer = await market.Offer(10);
        var id = await market.Contracted(offer.PackId, 2, "prepay");
        await market.Buyer().Post($"/api/orders/{id}/payment-extension/request", new { Reason = "国库月底才拨款" }).Body();
        await market.Buyer().Post($"/api/orders/{id}/payment-extension/request", new { Reason = "再问一次" }).Body();
        var history = (await market.Seller().Read($"/api/orders/{id}"))["history"]!.AsArray();
        Assert.Single(history, entry => entry!["act"]!.GetValue<string>() == "ask-extension");
        await market.Seller().Post($"/api/orders/{id}/payment-extension").Body();
        await market.Buyer().Post($"/api/orders/{id}/payment-extension/request", new { Reason = "示例" }).MustBeProblem(409, "order-not-in-state");
    }

    [Fact]
    public async Task An_extension_that_was_asked_for_is_declined_once_with_a_reason_and_may_still_be_granted()
    {
        var offer = await market.Offer(10);
        var id = await market.Contracted(offer.PackId, 2, "prepay");
        var due = (await market.Buyer().Read($"/api/orders/{id}"))["nextMove"]!["dueAt"]!.GetValue<DateTimeOffset>();
        await market.Seller().Post($"/api/orders/{id}/payment-extension/refusal", new { Reason = "没有问过" }).MustBeProblem(409, "extension-not-asked");
        await market.Buyer().Post($"/api/orders/{id}/payment-extension/request", new { Reason = "国库月底才拨款" }).Body();
        await market.Seller().Post($"/api/orders/{id}/payment-extension/refusal", new { Reason = " " }).MustBeProblem(422, "invalid-fields");
        await market.Buyer().Post($"/api/orders/{id}/payment-extension/refusal", new { Reason = "自己答自己" }).MustBeProblem(403, "not-allowed");
        await market.Seller().Post($"/api/orders/{id}/payment-extension/refusal", new { Reason = "要先付农户" }).Body();
        await market.Seller().Post($"/api/orders/{id}/payment-extension/refusal", new { Reason = "再说一次" }).MustBeProblem(409, "extension-not-asked");
        var declined = await market.Buyer().Read($"/api/orders/{id}");
        Assert.Equal("要先付农户", declined["history"]!.AsArray().Single(entry => entry!["act"]!.GetValue<string>() == "decline-extension")!["reason"]!.GetValue<string>());
        Assert.Equal(due, declined["nextMove"]!["dueAt"]!.GetValue<DateTimeOffset>());
        await market.Seller().Post($"/api/orders/{id}/payment-extension").Body();
    }

    [Fact]
    public async Task A_second_approver_is_told_who_decided_and_what()
    {
        var offer = await market.Offer(10);
        var approver = market.As(Role.BuyerApprover, Market.Government);
        var id = await Market.Place(market.As(Role.Buyer, Market.Government), offer.PackId, 1);
        await approver.Post($"/api/orders/{id}/decline", new { Reason = "预算另有用途" }).Body();
        var late = await market.As(Role.BuyerApprover, Market.Government, person: Guid.NewGuid()).Post($"/api/orders/{id}/approval").MustBeProblem(409, "changed-meanwhile");
        Assert.Equal(("decline", "示例人"), (late["decision"]!.GetValue<string>(), late["by"]!.GetValue<string>()));
        Assert.Contains("已经否决", late["zh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verified_invoice_is_in_the_record_and_moves_nothing_else()
    {
        var offer = await market.Offer(10);
        var id = await market.Contracted(offer.PackId, 1);
        var before = await market.StateOf(id);
        await market.Tell(new InvoiceVerified { OccurredAt = market.Clock.GetUtcNow(), OrderId = id, InvoiceId = Guid.NewGuid(), Number = "24502000000012345678", PersonId = Guid.NewGuid() });
        Assert.Equal(before, await market.StateOf(id));
        Assert.Contains((await market.Buyer().Read($"/api/orders/{id}"))["history"]!.AsArray(), entry => entry!["act"]!.GetValue<string>() == "verify-invoice");
    }

    [Fact]
    public async Task A_demand_is_split_among_offers_into_one_draft_a_supplier()
    {
        var (one, two) = (await market.Offer(50), await market.Offer(50));
        market.Change(two with { SupplierId = Market.OtherSupplier });
        var demand = (await market.Buyer().Post("/api/demands", new
        {
            Title = "脐橙300公斤",
            MassGrams = 300_000,
            DeliveryRegionCode = "370102",
            WantedOn = Kernel.ChinaTime.DateIn(market.Clock.GetUtcNow()).AddDays(20),
            ClosesOn = Kernel.ChinaTime.DateIn(market.Clock.GetUtcNow()).AddDays(5),
        }).Body())["id"]!.GetValue<Guid>();
        var first = (await market.Seller().Post($"/api/demands/{demand}/offers", new { one.PackId, Quantity = 20, UnitPriceFen = 8_000 }).Body())["id"]!.GetValue<Guid>();
        var second = (await market.As(Role.Supplier, Market.OtherSupplier).Post($"/api/demands/{demand}/offers", new { two.PackId, Quantity = 20, UnitPriceFen = 8_500 }).Body())["id"]!.GetValue<Guid>();
        await market.Buyer().Post($"/api/demands/{demand}/award", Award((first, 21))).MustBeProblem(422, "more-than-offered");
        await market.Buyer().Post($"/api/demands/{demand}/award", Award((first, 20), (first, 1))).MustBeProblem(422, "choices");
        var drafts = (await market.Buyer().Post($"/api/demands/{demand}/award", Award((first, 20), (second, 10))).Body())["orders"]!.AsArray();
        Assert.Equal([160_000L, 85_000L], drafts.Select(draft => draft!["goodsFen"]!.GetValue<long>()));
        Assert.All((await market.Buyer().Read($"/api/demands/{demand}"))["offers"]!.AsArray(), offer => Assert.Equal("awarded", offer!["state"]!.GetValue<string>()));
    }

    private static object Award(params IReadOnlyList<(Guid Offer, int Quantity)> choices) => new
    {
        Choices = choices.Select(choice => new { OfferId = choice.Offer, choice.Quantity }).ToList(),
        Delivery = new { Recipient = "王示例", Phone = "13800000000", RegionCode = "370102", Address = "示例路1号" },
        ChannelCode = "luyu",
        SalesModeCode = "department-matched",
        PaymentMode = "postpay",
    };
}
