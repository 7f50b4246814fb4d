using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Marketplace.Settlement.Tests;

/// <summary>The product with invented households and payees, and orders that exist only as facts.</summary>
public class SettlementHost : MarketplaceHost
{
    public static readonly Guid FirstHousehold = StableId.From("test:household-1");
    public static readonly Guid SecondHousehold = StableId.From("test:household-2");

    /// <summary>A household that consented to <see cref="Agent"/>, and to nobody else.</summary>
    public static readonly Guid Consenting = StableId.From("test:household-3");
    public static readonly Guid Agent = StableId.From("test:agent");

    private static int numbered = 100_000;

    private static readonly string[] Own = ["OpenObligationWhenOrderContracted", "SettleWhenDeliveryAccepted", "ReturnMoneyWhenOrderCancelled"];

    public SettlementHost() => With(services =>
    {
        services.RemoveAll<IHouseholdDirectory>();
        services.AddScoped<IHouseholdDirectory, TwoHouseholds>();
        services.RemoveAll<IPayeeDirectory>();
        services.AddScoped<IPayeeDirectory, EverybodyHasAnAccount>();
    });

    /// <summary>A contracted order of one line, as Ordering tells it.</summary>
    public static OrderContracted Contract(long goodsFen, PaymentMode mode, long freightFen = 0) => new()
    {
        OccurredAt = DateTimeOffset.UtcNow,
        OrderId = Guid.CreateVersion7(),
        Number = $"PO-2026-{Interlocked.Increment(ref numbered):D6}",
        BuyerId = Guid.CreateVersion7(),
        BudgetUnitId = Guid.CreateVersion7(),
        SupplierId = Guid.CreateVersion7(),
        PaymentMode = mode,
        GoodsFen = goodsFen,
        FreightFen = freightFen,
        PaymentDays = 10,
        Lines = [new ContractedLine(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 10, goodsFen / 10, goodsFen, 10_000)],
    };

    public static DeliveryAccepted Acceptance(OrderContracted contract, long acceptedFen)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new DeliveryAccepted
        {
            OccurredAt = DateTimeOffset.UtcNow,
            OrderId = contract.OrderId,
            InspectionId = Guid.CreateVersion7(),
            AcceptedOn = ChinaTime.DateIn(DateTimeOffset.UtcNow),
            IsDeemed = false,
            Lines = [new InspectedLine(contract.Lines[0].LineId, 9, 1, acceptedFen, contract.GoodsFen - acceptedFen)],
            AcceptedFen = acceptedFen,
            RejectedFen = contract.GoodsFen - acceptedFen,
            FreightFen = contract.FreightFen,
        };
    }

    /// <summary>Puts facts where the relay finds them; delivery is the relay's business.</summary>
    public async Task Tell(params IReadOnlyList<IntegrationEvent> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        foreach (var fact in facts) db.Publish(fact);
        await db.SaveChangesAsync();
    }

    /// <summary>A contracted order with a card payment that the simulator's page has not confirmed.</summary>
    public async Task<(OrderContracted Contract, Guid PaymentId)> Paying(long goodsFen)
    {
        var contract = Contract(goodsFen, PaymentMode.Prepay);
        await Tell(contract);
        await Eventually(async () => await Database.Scalar<long>("SELECT count(*) FROM settlement.obligation WHERE order_id = $1", contract.OrderId) == 1, "the obligation is open");
        var payment = await As(Role.Buyer, contract.BuyerId).Post($"/api/orders/{contract.OrderId}/payments", new { method = "card" }).Body();
        // The provider's id is the test's: the simulator never hears of this payment.
        var id = payment["paymentId"]!.GetValue<Guid>();
        await Database.Scalar<object>("UPDATE settlement.payment SET state = 'Processing', next_ask_at = NULL, provider_id = $2 WHERE id = $1", id, "pi_" + id.ToString("N"));
        return (contract, id);
    }

    /// <summary>Books an entry as some use case would.</summary>
    internal async Task Book(IReadOnlyList<Posting> postings)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetRequiredService<Journal>().Append(new JournalEntry(EntryKind.PaymentReceived, Guid.NewGuid().ToString(), null, "试", Guid.Empty, postings), CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>Hands a fact to its handlers at once, with their inbox: what the relay would do a moment later.</summary>
    public async Task Apply(IntegrationEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var name = EventNames.Of(fact.GetType());
        foreach (var subscription in Services.GetServices<EventSubscription>().Where(row => row.EventName == name && Own.Contains(row.Handler)))
        {
            await using var scope = Services.CreateAsyncScope();
            await subscription.Deliver(scope.ServiceProvider, fact, CancellationToken.None);
        }
    }

    /// <summary>Takes a payment from the simulator: its reports are the test's from now on.</summary>
    public Task Adopt(Guid payment) =>
        Database.Scalar<object>("UPDATE settlement.payment SET state = 'Processing', next_ask_at = NULL, provider_id = $2 WHERE id = $1 AND state IN ('Created', 'Processing')", payment, "pi_" + payment.ToString("N"));

    /// <summary>What a supplier got or is to get: payable, in a batch, paid.</summary>
    public async Task<long> OwedTo(Guid supplier) => -await Balance($"SupplierPayable:{supplier}") - await Balance($"PayoutInTransit:{supplier}")
        + await Database.Scalar<long>("SELECT coalesce(sum(amount_fen), 0)::bigint FROM settlement.payout_item WHERE party_id = $1 AND state = 'Paid'", supplier);

    /// <summary>Proposes what can be paid, has it checked by another, and lets the bank answer. Nothing to pay, or too little in custody, is fine.</summary>
    public async Task PayOut(bool paid)
    {
        var finance = As(Role.Finance);
        using var proposed = await finance.Post("/api/payout-batches");
        if (!proposed.IsSuccessStatusCode) return;
        var batch = System.Text.Json.Nodes.JsonNode.Parse(await proposed.Content.ReadAsStringAsync())!["batchId"]!.GetValue<Guid>();
        await As(Role.FinanceChecker).Post($"/api/payout-batches/{batch}/approval", new { approve = true }).Body();
        var items = (await finance.Read($"/api/payout-batches/{batch}"))["items"]!.AsArray();
        var answers = items.Select(item => new { itemId = item!["id"]!.GetValue<Guid>(), paid, bankSerial = paid ? "B" : null, failure = paid ? null : "账号有误" }).ToArray();
        foreach (var _ in Enumerable.Range(0, 2)) (await finance.Post($"/api/payout-batches/{batch}/settlement", new { answers })).Dispose();
    }

    /// <summary>Invariant 2, asked of the database.</summary>
    public async Task MustHoldInvariants(IReadOnlyCollection<Guid> orders)
    {
        var ids = orders.ToArray();
        Task<long> Count(string sql) => Database.Scalar<long>("SELECT count(*) FROM " + sql, ids);
        Assert.Equal(0, await Database.Scalar<long>("SELECT coalesce(sum(amount_fen), 0)::bigint FROM settlement.posting"));
        Assert.Equal(0, await Database.Scalar<long>("SELECT count(*) FROM (SELECT 1 FROM settlement.posting GROUP BY entry_number HAVING sum(amount_fen) <> 0) AS unbalanced"));
        Assert.Equal(0, await Database.Scalar<long>("""
            SELECT count(*) FROM settlement.account a WHERE balance_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement.posting p WHERE p.account_id = a.id)
            """));
        Assert.Equal(0, await Count("settlement.account WHERE kind = 'Escrow' AND balance_fen > 0 AND owner_id = ANY($1)"));
        Assert.Equal(0, await Count("(SELECT 1 FROM settlement.entry WHERE kind = 'EscrowReleased' AND order_id = ANY($1) GROUP BY order_id HAVING count(*) > 1) AS twice"));
        Assert.Equal(0, await Count("(SELECT 1 FROM settlement.payment p JOIN settlement.refund r ON r.payment_id = p.id WHERE p.order_id = ANY($1) GROUP BY p.id, p.amount_fen, p.state HAVING sum(r.amount_fen) > p.amount_fen OR p.state <> 'Succeeded') AS too_much"));
        Assert.Equal(0, await Count("settlement.obligation o WHERE order_id = ANY($1) AND received_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement.payment p WHERE p.order_id = o.order_id AND p.state = 'Succeeded')"));
        Assert.Equal(0, await Count("settlement.obligation o WHERE order_id = ANY($1) AND returned_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM settlement.refund r WHERE r.order_id = o.order_id)"));
        Assert.Equal(0, await Database.Scalar<long>("SELECT count(*) FROM (SELECT 1 FROM settlement.entry WHERE kind IN ('PayoutPaid', 'PayoutReturned') GROUP BY source HAVING count(*) > 1) AS paid_twice"));
    }

    public Task<long> Entries(string kind, Guid orderId) => Database.Scalar<long>("SELECT count(*) FROM settlement.entry WHERE kind = $1 AND order_id = $2", kind, orderId);

    public Task<long> Published(string name, Guid orderId) =>
        Database.Scalar<long>("SELECT count(*) FROM settlement.outbox WHERE name = $1 AND payload->>'orderId' = $2", name, orderId.ToString());

    public async Task<long> Balance(string account) =>
        await Database.Scalar<long>("SELECT coalesce((SELECT balance_fen FROM settlement.account WHERE id = $1), 0)", account);

    private sealed class TwoHouseholds : IHouseholdDirectory
    {
        public Task<IReadOnlyList<LinkedHousehold>> LinkedTo(Guid supplierId, DateOnly on, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<LinkedHousehold>>(
        [
            new LinkedHousehold(FirstHousehold, "王*", RegionCode.Parse("500236117201"), 3000),
            new LinkedHousehold(SecondHousehold, "李*", RegionCode.Parse("500236117202"), 2000),
        ]);

        public Task<HouseholdConsent?> ConsentOf(Guid householdId, Guid agentPersonId, DateOnly on, CancellationToken cancellation) => Task.FromResult(
            householdId == Consenting && agentPersonId == Agent
                ? new HouseholdConsent(Guid.NewGuid(), householdId, "李*", RegionCode.Parse("500236117201"), Guid.NewGuid(), on.AddYears(1))
                : null);
    }

    private sealed class EverybodyHasAnAccount : IPayeeDirectory
    {
        public Task<IReadOnlyDictionary<Guid, PayeeAccount>> FindMany(IReadOnlyCollection<Guid> partyIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, PayeeAccount>>(partyIds.Distinct().ToDictionary(id => id, id => new PayeeAccount(id, "王*", "示例银行", "****0001", DateTimeOffset.MinValue)));

        public Task<IReadOnlyList<PayeeInstruction>> Reveal(IReadOnlyCollection<Guid> partyIds, Guid personId, string reason, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<PayeeInstruction>>([.. partyIds.Select(id => new PayeeInstruction(id, "=王芳", "示例银行", "6200000000000001"))]);
    }
}
