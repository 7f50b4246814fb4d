using Marketplace.Platform.Auth;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.Payouts;
using Marketplace.Settlement.Refunds;
using Marketplace.Settlement.Tests.Webhooks;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Settlement.Tests.States;

/// <summary>Every state against every event: the tables here are written from the rules, not read from the code.</summary>
public sealed class StateMachineTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    [Theory]
    [InlineData("Created", "Processing Succeeded Failed Cancelled")]
    [InlineData("Processing", "Succeeded Failed Cancelled")]
    [InlineData("Succeeded", "")]
    [InlineData("Failed", "Processing Succeeded")]
    [InlineData("Cancelled", "Succeeded")]
    public void A_payment_moves_only_where_it_may(string from, string to)
    {
        foreach (var next in Enum.GetValues<PaymentState>())
        {
            var payment = Payment.Card(Guid.NewGuid(), 100, "simulator", Guid.NewGuid(), DateTimeOffset.UtcNow);
            foreach (var step in PathTo(Enum.Parse<PaymentState>(from))) Assert.True(payment.MoveTo(step, DateTimeOffset.UtcNow));
            var may = to.Split(' ').Contains(next.ToString());
            Assert.Equal(may, payment.MoveTo(next, DateTimeOffset.UtcNow));
            Assert.Equal(may ? next.ToString() : from, payment.State.ToString());
            Assert.Equal(payment.State is PaymentState.Created or PaymentState.Processing, payment.NextAskAt is not null);
        }
    }

    [Theory]
    [InlineData("Pending", "Processing Succeeded Failed")]
    [InlineData("Processing", "Succeeded Failed")]
    [InlineData("AwaitingFinance", "Succeeded")]
    [InlineData("Succeeded", "")]
    [InlineData("Failed", "Succeeded")]
    public void A_refund_moves_only_where_it_may(string from, string to)
    {
        var start = Enum.Parse<RefundState>(from);
        foreach (var next in Enum.GetValues<RefundState>())
        {
            var payment = start == RefundState.AwaitingFinance
                ? Payment.Transfer(Guid.NewGuid(), 100, Guid.NewGuid(), DateTimeOffset.UtcNow)
                : Payment.Card(Guid.NewGuid(), 100, "simulator", Guid.NewGuid(), DateTimeOffset.UtcNow);
            var refund = Refund.Of(payment, 100, "rejected", DateTimeOffset.UtcNow);
            if (refund.State != start) Assert.True(refund.MoveTo(start, DateTimeOffset.UtcNow));
            var may = to.Split(' ').Contains(next.ToString());
            Assert.Equal(may, refund.MoveTo(next, DateTimeOffset.UtcNow));
            Assert.Equal(may ? next.ToString() : from, refund.State.ToString());
        }
    }

    [Theory]
    [InlineData("Created", "succeeded", "Succeeded")]
    [InlineData("Created", "payment_failed", "Failed")]
    [InlineData("Created", "canceled", "Cancelled")]
    [InlineData("Processing", "succeeded", "Succeeded")]
    [InlineData("Processing", "payment_failed", "Failed")]
    [InlineData("Processing", "canceled", "Cancelled")]
    [InlineData("Failed", "succeeded", "Succeeded")]
    [InlineData("Failed", "payment_failed", "Failed")]
    [InlineData("Failed", "canceled", "Cancelled")]
    [InlineData("Cancelled", "succeeded", "Succeeded")]
    [InlineData("Cancelled", "payment_failed", "Cancelled")]
    [InlineData("Cancelled", "canceled", "Cancelled")]
    [InlineData("Succeeded", "succeeded", "Succeeded")]
    [InlineData("Succeeded", "payment_failed", "Succeeded")]
    [InlineData("Succeeded", "canceled", "Succeeded")]
    public async Task A_report_in_any_state_leads_where_it_may_and_money_is_booked_once(string from, string report, string to)
    {
        var (contract, id) = await host.Paying(10_000);
        var provider = host.Stranger();
        if (from == "Succeeded") (await provider.Deliver(Reports.Payment(id, 10_000))).Dispose();
        else await host.Database.Scalar<object>("UPDATE settlement.payment SET state = $2 WHERE id = $1", id, from);
        using (var answer = await provider.Deliver(Reports.Payment(id, 10_000, report))) Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(to, await host.Database.Scalar<string>("SELECT state FROM settlement.payment WHERE id = $1", id));
        Assert.Equal(to == "Succeeded" ? -10_000 : 0, await host.Balance($"Escrow:{contract.OrderId}"));
        Assert.Equal(to == "Succeeded" ? 1 : 0, await host.Entries("PaymentReceived", contract.OrderId));
    }

    [Fact]
    public async Task A_refund_is_paid_by_hand_only_when_it_waits_for_finance_or_the_gateway_refused()
    {
        var (contract, id) = await host.Paying(20_000);
        (await host.Stranger().Deliver(Reports.Payment(id, 20_000))).Dispose();
        await host.Tell(SettlementHost.Acceptance(contract, 15_000));
        await MarketplaceHost.Eventually(async () => await host.Entries("RefundOwed", contract.OrderId) == 1, "the refund is owed");
        var refund = await host.Database.Scalar<Guid>("SELECT id FROM settlement.refund WHERE order_id = $1", contract.OrderId);
        await host.As(Role.Finance).Post("/api/transfers", new { bankSerial = "F" + contract.Number, receivedOn = "2026-11-23", payerName = "别人", payerAccount = "1", amountFen = 5_001, note = "不知道" }).Body();
        var checker = host.As(Role.FinanceChecker);
        foreach (var state in (RefundState[])[RefundState.Pending, RefundState.Processing, RefundState.Succeeded])
        {
            await host.Database.Scalar<object>("UPDATE settlement.refund SET state = $2, next_ask_at = NULL WHERE id = $1", refund, state.ToString());
            await checker.Post($"/api/refunds/{refund}/payment", new { bankSerial = "R-" + state }).MustBeProblem(409, "refund-not-by-hand");
            Assert.Equal(-5_000, await host.Balance($"RefundPayable:{contract.OrderId}"));
        }

        await host.Database.Scalar<object>("UPDATE settlement.refund SET state = 'Failed' WHERE id = $1", refund);
        var paid = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => checker.Post($"/api/refunds/{refund}/payment", new { bankSerial = $"R-{contract.Number}-{n}" })));
        Assert.Single(paid, answer => answer.IsSuccessStatusCode);
        Assert.Equal(0, await host.Balance($"RefundPayable:{contract.OrderId}"));
        Assert.Equal(1, await host.Published("settlement.refund-issued.v1", contract.OrderId));
    }

    [Fact]
    public async Task A_payout_batch_takes_only_the_steps_of_its_state_and_two_checkers_decide_once()
    {
        var finance = host.As(Role.Finance);
        foreach (var state in Enum.GetValues<PayoutState>())
        {
            var batch = await Proposed(finance);
            await host.Database.Scalar<object>("UPDATE settlement.payout_batch SET state = $2 WHERE id = $1", batch, state.ToString());
            var item = await host.Database.Scalar<Guid>("SELECT id FROM settlement.payout_item WHERE batch_id = $1 LIMIT 1", batch);
            if (state != PayoutState.Proposed) await host.As(Role.FinanceChecker).Post($"/api/payout-batches/{batch}/approval", new { approve = true }).MustBeProblem(409, "already-decided");
            if (state != PayoutState.Approved) await finance.Post($"/api/payout-batches/{batch}/file", new { reason = "付款" }).MustBeProblem(409, "not-approved");
            if (state is PayoutState.Proposed or PayoutState.Refused)
                await finance.Post($"/api/payout-batches/{batch}/settlement", new { answers = new[] { new { itemId = item, paid = true, bankSerial = "X" } } }).MustBeProblem(409, "not-approved");
        }

        var raced = await Proposed(finance);
        var decisions = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => host.As(Role.FinanceChecker).Post($"/api/payout-batches/{raced}/approval", new { approve = n % 2 == 0, reason = "看过" })));
        Assert.Single(decisions, decision => decision.IsSuccessStatusCode);
        Assert.All(decisions.Where(decision => !decision.IsSuccessStatusCode), decision => Assert.Equal(409, (int)decision.StatusCode));
        var approved = await host.Database.Scalar<string>("SELECT state FROM settlement.payout_batch WHERE id = $1", raced) == "Approved";
        Assert.Equal(approved ? 0 : 1, await host.Database.Scalar<long>("SELECT count(*) FROM settlement.entry e JOIN settlement.payout_item i ON i.id::text = e.source WHERE e.kind = 'PayoutReturned' AND i.batch_id = $1", raced));
    }

    [Fact]
    public async Task Two_proposals_at_once_take_the_same_money_once()
    {
        var owner = await Payable(12_345);
        var finance = host.As(Role.Finance);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => finance.Post("/api/payout-batches")));
        Assert.Equal(12_345, await host.Database.Scalar<long>("SELECT sum(amount_fen)::bigint FROM settlement.payout_item WHERE party_id = $1", owner));
        Assert.Equal(-12_345, await host.Balance($"PayoutInTransit:{owner}"));
    }

    private static IEnumerable<PaymentState> PathTo(PaymentState state) => state == PaymentState.Created ? [] : [state];

    private async Task<Guid> Proposed(HttpClient finance)
    {
        var owner = await Payable(700);
        await finance.Post("/api/payout-batches").Body();
        return await host.Database.Scalar<Guid>("SELECT batch_id FROM settlement.payout_item WHERE party_id = $1", owner);
    }

    /// <summary>A supplier who is owed something, by a balanced entry of its own.</summary>
    private async Task<Guid> Payable(long amountFen)
    {
        var owner = Guid.NewGuid();
        await host.Book([new Posting(AccountId.Custody, amountFen), new Posting(AccountId.Supplier(owner), -amountFen)]);
        return owner;
    }
}
