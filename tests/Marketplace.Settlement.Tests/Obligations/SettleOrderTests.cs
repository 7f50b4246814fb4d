using System.Text.Json.Nodes;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Settlement.Tests.Obligations;

public sealed class SettleOrderTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    [Fact]
    public async Task A_prepaid_order_is_released_to_supplier_and_households_and_the_rejected_part_is_refunded()
    {
        var contract = SettlementHost.Contract(100_000, PaymentMode.Prepay, freightFen: 1_001);
        await host.Tell(contract);
        var buyer = host.As(Role.Buyer, contract.BuyerId);
        await PayByCard(buyer, contract.OrderId, 101_001);
        await MarketplaceHost.Eventually(async () => await host.Balance($"Escrow:{contract.OrderId}") == -101_001, "escrow holds the payment");

        await host.Tell(SettlementHost.Acceptance(contract, 96_667));
        await MarketplaceHost.Eventually(async () => await host.Balance($"Escrow:{contract.OrderId}") == 0 && await host.Balance($"RefundPayable:{contract.OrderId}") == 0, "escrow is empty and then the refund is paid");

        Assert.Equal(-29_000, await Posted(contract.OrderId, $"HouseholdPayable:{SettlementHost.FirstHousehold}"));
        Assert.Equal(-19_333, await Posted(contract.OrderId, $"HouseholdPayable:{SettlementHost.SecondHousehold}"));
        Assert.Equal(-(96_667 - 29_000 - 19_333 + 1_001), await host.Balance($"SupplierPayable:{contract.SupplierId}"));
        var money = await buyer.Read($"/api/orders/{contract.OrderId}/money");
        Assert.Equal(3_333, money["returnedFen"]!.GetValue<long>());
        Assert.Equal("succeeded", money["refunds"]![0]!["state"]!.GetValue<string>());
        Assert.Equal(1, await host.Database.Scalar<long>("SELECT count(*) FROM settlement.outbox WHERE name = 'settlement.escrow-released.v1' AND payload->>'orderId' = $1", contract.OrderId.ToString()));
    }

    [Fact]
    public async Task A_supplier_sees_what_was_taken_off_and_who_gets_which_part_before_and_after_the_release()
    {
        var contract = SettlementHost.Contract(100_000, PaymentMode.Postpay, freightFen: 1_000);
        await host.Tell(contract);
        var supplier = host.As(Role.Supplier, contract.SupplierId);
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT count(*) FROM settlement.obligation WHERE order_id = $1", contract.OrderId) == 1, "the contract is known");
        var before = await supplier.Read($"/api/orders/{contract.OrderId}/split");
        Assert.Equal([30_000, 20_000], before["households"]!.AsArray().Select(part => part!["amountFen"]!.GetValue<long>()));
        Assert.Equal(51_000, before["ownFen"]!.GetValue<long>());
        Assert.False(before["isFinal"]!.GetValue<bool>());

        await host.Tell(SettlementHost.Acceptance(contract, 90_000));
        await Accepted(contract);
        var transfer = new { bankSerial = "V" + contract.Number, receivedOn = "2026-11-23", payerName = "某单位", payerAccount = "6222000011112222", amountFen = 91_000, note = contract.Number };
        await host.As(Role.Finance).Post("/api/transfers", transfer).Body();
        await MarketplaceHost.Eventually(async () => (await supplier.Read($"/api/orders/{contract.OrderId}/split"))["isFinal"]!.GetValue<bool>(), "released");
        var after = await supplier.Read($"/api/orders/{contract.OrderId}/split");
        Assert.Equal(10_000, after["rejectedFen"]!.GetValue<long>());
        Assert.Equal([27_000, 18_000], after["households"]!.AsArray().Select(part => part!["amountFen"]!.GetValue<long>()));
        Assert.Equal("王*", after["households"]![0]!["maskedName"]!.GetValue<string>());
        Assert.Equal(46_000, after["ownFen"]!.GetValue<long>());
        await host.As(Role.Supplier, Guid.CreateVersion7()).GetAsync(new Uri($"/api/orders/{contract.OrderId}/split", UriKind.Relative)).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Acceptance_that_comes_before_its_contract_waits_for_it()
    {
        var contract = SettlementHost.Contract(50_000, PaymentMode.Postpay);
        await host.Tell(SettlementHost.Acceptance(contract, 50_000));
        await host.Tell(contract);
        await MarketplaceHost.Eventually(async () =>
            await host.Database.Scalar<long>("SELECT count(*) FROM settlement.obligation WHERE order_id = $1 AND accepted_on IS NOT NULL", contract.OrderId) == 1, "acceptance is known");
    }

    [Fact]
    public async Task A_transfer_with_the_orders_number_and_amount_pays_it_and_a_second_statement_changes_nothing()
    {
        var contract = SettlementHost.Contract(77_700, PaymentMode.Postpay);
        await host.Tell(contract, SettlementHost.Acceptance(contract, 77_700));
        await Accepted(contract);
        var finance = host.As(Role.Finance);
        var transfer = new { bankSerial = "S" + contract.Number, receivedOn = "2026-11-23", payerName = "某单位", payerAccount = "6222000011112222", amountFen = 77_700, note = $"货款 {contract.Number.ToLowerInvariant()}" };
        var answer = await finance.Post("/api/transfers", transfer).Body();
        Assert.Equal("matched", answer["state"]!.GetValue<string>());
        await finance.Post("/api/transfers", transfer).MustBeProblem(409, "transfer-known");
        await MarketplaceHost.Eventually(async () => await host.Balance($"Escrow:{contract.OrderId}") == 0 && await host.Balance($"SupplierPayable:{contract.SupplierId}") == -38_850, "released");
    }

    [Fact]
    public async Task A_transfer_that_fits_two_orders_waits_for_a_person_and_one_of_two_people_decides()
    {
        var (first, second) = (SettlementHost.Contract(31_313, PaymentMode.Postpay), SettlementHost.Contract(31_313, PaymentMode.Postpay));
        await host.Tell(first, second, SettlementHost.Acceptance(first, 31_313), SettlementHost.Acceptance(second, 31_313));
        await Accepted(first);
        await Accepted(second);
        var finance = host.As(Role.Finance);
        var answer = await finance.Post("/api/transfers", new { bankSerial = "T" + first.Number, receivedOn = "2026-11-23", payerName = "某单位", payerAccount = "1234", amountFen = 31_313, note = "货款" }).Body();
        Assert.Equal("unmatched", answer["state"]!.GetValue<string>());
        Assert.Equal(2, answer["candidates"]!.AsArray().Count);

        var id = answer["transferId"]!.GetValue<Guid>();
        var decisions = await Task.WhenAll(
            host.As(Role.Finance).Post($"/api/transfers/{id}/match", new { orderId = first.OrderId }),
            host.As(Role.Finance).Post($"/api/transfers/{id}/match", new { orderId = second.OrderId }));
        Assert.Single(decisions, decision => decision.IsSuccessStatusCode);
        Assert.Equal(-31_313, await Sum("SupplierPayable", first.SupplierId, second.SupplierId) + await Sum("HouseholdPaidOf", first.OrderId, second.OrderId));
    }

    [Fact]
    public async Task A_payout_needs_a_second_person_and_leaves_the_books_at_zero()
    {
        var contract = SettlementHost.Contract(200_000, PaymentMode.Postpay);
        await host.Tell(contract, SettlementHost.Acceptance(contract, 200_000));
        await Accepted(contract);
        var maker = Guid.NewGuid();
        var both = host.As(new TestActor(maker, "双岗", [new TestPost(Role.Finance), new TestPost(Role.FinanceChecker)]));
        await both.Post("/api/transfers", new { bankSerial = "P" + contract.Number, receivedOn = "2026-11-23", payerName = "某单位", payerAccount = "1234", amountFen = 200_000, note = contract.Number }).Body();
        await MarketplaceHost.Eventually(async () => await host.Balance($"SupplierPayable:{contract.SupplierId}") == -100_000, "payable");

        var batch = await both.Post("/api/payout-batches").Body();
        var id = batch["batchId"]!.GetValue<Guid>();
        await both.Post($"/api/payout-batches/{id}/approval", new { approve = true }).MustBeProblem(403, "same-person");
        await host.As(Role.FinanceChecker).Post($"/api/payout-batches/{id}/approval", new { approve = true }).Body();
        var detail = await both.Read($"/api/payout-batches/{id}");
        var answers = new JsonArray([.. detail["items"]!.AsArray().Select(item => new JsonObject { ["itemId"] = item!["id"]!.GetValue<Guid>(), ["paid"] = true, ["bankSerial"] = "B1" })]);
        var custody = await host.Balance("Custody");
        var total = batch["totalFen"]!.GetValue<long>();
        if (custody >= total)
        {
            await both.Post($"/api/payout-batches/{id}/settlement", new { answers }).Body();
            await both.Post($"/api/payout-batches/{id}/settlement", new { answers }).Body();
            Assert.Equal(custody - total, await host.Balance("Custody"));
            Assert.Equal(0, await host.Balance($"PayoutInTransit:{contract.SupplierId}"));
        }
        else
        {
            await both.Post($"/api/payout-batches/{id}/settlement", new { answers }).MustBeProblem(409, "custody-short");
        }

        var verdict = await both.Read("/api/ledger/verification");
        Assert.Null(verdict["brokenAt"]);
        Assert.Equal(0, verdict["sumFen"]!.GetValue<long>());
    }

    private async Task PayByCard(HttpClient buyer, Guid orderId, long amountFen)
    {
        await MarketplaceHost.Eventually(async () => (await buyer.GetAsync($"/api/orders/{orderId}/money")).IsSuccessStatusCode, "the obligation is open");
        var payment = await buyer.Post($"/api/orders/{orderId}/payments", new { method = "card" }).Body();
        Assert.Equal(amountFen, payment["amountFen"]!.GetValue<long>());
        var id = payment["paymentId"]!.GetValue<Guid>();
        JsonNode shown = payment;
        await MarketplaceHost.Eventually(async () => (shown = await buyer.Read($"/api/payments/{id}"))["clientSecret"] is not null, "the gateway knows the payment");
        await buyer.Post($"/api/simulator/payments/{id}/confirmation", new { clientSecret = shown["clientSecret"]!.GetValue<string>(), cardNumber = "4242 4242 4242 4242" }).Body();
    }

    private Task Accepted(OrderContracted contract) => MarketplaceHost.Eventually(async () =>
        await host.Database.Scalar<long>("SELECT count(*) FROM settlement.obligation WHERE order_id = $1 AND accepted_on IS NOT NULL", contract.OrderId) == 1, "acceptance is known");

    private async Task<long> Posted(Guid orderId, string account) => await host.Database.Scalar<long>(
        "SELECT sum(p.amount_fen)::bigint FROM settlement.posting p JOIN settlement.entry e ON e.number = p.entry_number WHERE e.order_id = $1 AND p.account_id = $2", orderId, account);

    private async Task<long> Sum(string kind, params IReadOnlyList<Guid> owners) => kind == "HouseholdPaidOf"
        ? await host.Database.Scalar<long>("SELECT coalesce(sum(p.amount_fen), 0)::bigint FROM settlement.posting p JOIN settlement.entry e ON e.number = p.entry_number WHERE e.order_id = ANY($1) AND p.account_id LIKE 'Household%'", owners.ToArray())
        : await host.Database.Scalar<long>("SELECT coalesce(sum(balance_fen), 0)::bigint FROM settlement.account WHERE kind = $1 AND owner_id = ANY($2)", kind, owners.ToArray());
}
