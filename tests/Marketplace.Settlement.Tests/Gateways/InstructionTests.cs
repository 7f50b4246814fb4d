using System.Collections.Concurrent;
using Marketplace.Platform.Auth;
using Marketplace.Settlement.Gateways;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Marketplace.Settlement.Tests.Gateways;

/// <summary>A gateway that answers badly: what it did is asked for, and what it never answers waits for a person.</summary>
public sealed class InstructionTests : IAsyncLifetime
{
    private readonly SettlementHost host = new();
    private readonly MoodyGateway gateway = new();

    public async ValueTask InitializeAsync()
    {
        host.With(services =>
        {
            services.RemoveAll<IPaymentGateway>();
            services.AddSingleton<IPaymentGateway>(gateway);
        });
        await host.InitializeAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_payment_whose_answer_was_lost_is_found_and_not_opened_again()
    {
        gateway.LosesAnswers = 1;
        var (order, payment) = await Pay(60_000);
        await MarketplaceHost.Eventually(async () => await StateOf("payment", payment) == "Processing", "the payment is known");
        Assert.Equal(1, gateway.Created(payment));
        gateway.Confirm(payment);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await MarketplaceHost.Eventually(async () => await StateOf("payment", payment) == "Succeeded", "without any report the gateway was asked");
        Assert.Equal(-60_000, await host.Balance($"Escrow:{order}"));
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_found_and_not_made_again()
    {
        var (order, payment) = await Pay(70_000);
        await Paid(payment);
        gateway.LosesAnswers = 1;
        var contract = contracts[order];
        await host.Tell(SettlementHost.Acceptance(contract, 60_000));
        await MarketplaceHost.Eventually(async () =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            return await host.Database.Scalar<string>("SELECT state FROM settlement.refund WHERE order_id = $1", order) == "Succeeded";
        }, "the refund is done");
        Assert.Equal(1, gateway.Refunded(payment));
        Assert.Equal(0, await host.Balance($"RefundPayable:{order}"));
    }

    [Fact]
    public async Task What_the_gateway_never_answers_is_parked_in_sight_and_goes_on_when_a_person_says_so()
    {
        gateway.IsDown = true;
        var (order, payment) = await Pay(80_000);
        await MarketplaceHost.Eventually(async () =>
        {
            host.Clock.Advance(TimeSpan.FromMinutes(11));
            return await host.Database.Scalar<bool>("SELECT parked_at IS NOT NULL FROM settlement.payment WHERE id = $1", payment);
        }, "the payment is parked", 60);
        var @operator = host.As(Role.Operator);
        var row = (await @operator.Read("/api/gateway-instructions"))["items"]!.AsArray().Single(item => item!["id"]!.GetValue<Guid>() == payment)!;
        Assert.Equal("payment", row["kind"]!.GetValue<string>());
        Assert.Equal(order, row["orderId"]!.GetValue<Guid>());
        Assert.Contains("down", row["lastError"]!.GetValue<string>(), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var (_, later) = await Pay(1_000);
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<bool>("SELECT last_error IS NOT NULL FROM settlement.payment WHERE id = $1", later), "a later one was asked for");
        Assert.Equal(Instructions.AttemptsBeforeParking, await host.Database.Scalar<int>("SELECT attempts FROM settlement.payment WHERE id = $1", payment));

        gateway.IsDown = false;
        await @operator.Post($"/api/gateway-instructions/{payment}/resumption").Body();
        await MarketplaceHost.Eventually(async () => await StateOf("payment", payment) == "Processing", "it goes on");
        await @operator.Post($"/api/gateway-instructions/{payment}/resumption").MustBeProblem(409, "instruction-not-parked");
        await @operator.Post($"/api/gateway-instructions/{Guid.NewGuid()}/resumption").MustBeProblem(404, "not-found");
        await host.As(Role.Buyer, Guid.NewGuid()).Post($"/api/gateway-instructions/{payment}/resumption").MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task A_refund_that_the_gateway_refuses_becomes_finances_and_one_of_another_amount_is_parked()
    {
        var (order, payment) = await Pay(90_000);
        await Paid(payment);
        gateway.Refuses = "charge_disputed";
        await host.Tell(SettlementHost.Acceptance(contracts[order], 80_000));
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<string>("SELECT state FROM settlement.refund WHERE order_id = $1", order) == "Failed", "the refund is finance's");
        Assert.Equal("charge_disputed", await host.Database.Scalar<string>("SELECT last_error FROM settlement.refund WHERE order_id = $1", order));
        Assert.Equal(-10_000, await host.Balance($"RefundPayable:{order}"));
        gateway.Refuses = null;

        gateway.AmountIsWrong = true;
        var (_, wrong) = await Pay(5_000);
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<bool>("SELECT parked_at IS NOT NULL FROM settlement.payment WHERE id = $1", wrong), "the contradiction is parked");
        Assert.Equal("Created", await StateOf("payment", wrong));
    }

    private readonly Dictionary<Guid, Ordering.Contracts.OrderContracted> contracts = [];

    private async Task<(Guid Order, Guid Payment)> Pay(long amountFen)
    {
        var contract = SettlementHost.Contract(amountFen, Ordering.Contracts.PaymentMode.Prepay);
        contracts[contract.OrderId] = contract;
        await host.Tell(contract);
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT count(*) FROM settlement.obligation WHERE order_id = $1", contract.OrderId) == 1, "the obligation is open");
        var payment = await host.As(Role.Buyer, contract.BuyerId).Post($"/api/orders/{contract.OrderId}/payments", new { method = "card" }).Body();
        return (contract.OrderId, payment["paymentId"]!.GetValue<Guid>());
    }

    private async Task Paid(Guid payment)
    {
        await MarketplaceHost.Eventually(async () => await StateOf("payment", payment) == "Processing", "the payment is known");
        gateway.Confirm(payment);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await MarketplaceHost.Eventually(async () => await StateOf("payment", payment) == "Succeeded", "the payment is there");
    }

    private Task<string?> StateOf(string table, Guid id) => host.Database.Scalar<string>($"SELECT state FROM settlement.{table} WHERE id = $1", id);

    /// <summary>Remembers what it did by our ids, so that a test sees what happened twice; forgets keys, as providers do after a day.</summary>
    private sealed class MoodyGateway : IPaymentGateway
    {
        private readonly ConcurrentDictionary<Guid, (string Id, long Amount, bool Confirmed)> payments = new();
        private readonly ConcurrentDictionary<Guid, (string Id, string Payment, long Amount)> refunds = new();
        private readonly ConcurrentQueue<Guid> created = new();
        private readonly ConcurrentQueue<string> refunded = new();

        public string Name => "moody";

        internal int LosesAnswers { get; set; }

        internal bool IsDown { get; set; }

        internal bool AmountIsWrong { get; set; }

        internal string? Refuses { get; set; }

        public Task<GatewayPayment> CreatePayment(Guid paymentId, Guid orderId, long amountFen, CancellationToken cancellation)
        {
            Check();
            created.Enqueue(paymentId);
            payments[paymentId] = ("pi_" + paymentId.ToString("N"), amountFen, false);
            if (LosesAnswers-- > 0) throw new GatewayUnavailableException("lost");
            return Task.FromResult(Answer(paymentId)!);
        }

        public Task<GatewayRefund> CreateRefund(Guid refundId, string paymentProviderId, long amountFen, CancellationToken cancellation)
        {
            Check();
            if (Refuses is { } code) throw new GatewayRefusedException(code);
            refunded.Enqueue(paymentProviderId);
            refunds[refundId] = ("re_" + refundId.ToString("N"), paymentProviderId, amountFen);
            if (LosesAnswers-- > 0) throw new GatewayUnavailableException("lost");
            return Task.FromResult(new GatewayRefund(refunds[refundId].Id, "succeeded", amountFen));
        }

        public Task<GatewayPayment?> FindPayment(Guid paymentId, string? providerId, CancellationToken cancellation)
        {
            Check();
            return Task.FromResult(Answer(paymentId));
        }

        public Task<GatewayRefund?> FindRefund(Guid refundId, string? providerId, string paymentProviderId, CancellationToken cancellation)
        {
            Check();
            return Task.FromResult(refunds.TryGetValue(refundId, out var known) ? new GatewayRefund(known.Id, "succeeded", known.Amount) : null);
        }

        internal void Confirm(Guid payment) => payments[payment] = payments[payment] with { Confirmed = true };

        internal int Created(Guid payment) => created.Count(id => id == payment);

        internal int Refunded(Guid payment) => refunded.Count(id => id == "pi_" + payment.ToString("N"));

        private GatewayPayment? Answer(Guid id) => payments.TryGetValue(id, out var known)
            ? new GatewayPayment(known.Id, known.Confirmed ? "succeeded" : "requires_payment_method", "secret", AmountIsWrong ? known.Amount + 1 : known.Amount)
            : null;

        private void Check()
        {
            if (IsDown) throw new GatewayUnavailableException("The gateway is down.");
        }
    }
}
