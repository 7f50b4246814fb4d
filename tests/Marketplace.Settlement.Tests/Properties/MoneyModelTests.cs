using FsCheck;
using FsCheck.Fluent;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Settlement.Tests.Webhooks;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Settlement.Tests.Properties;

/// <summary>
/// Random sequences of what can happen to several orders' money, walked beside a model of a few lines. Whatever the sequence, the books agree
/// with the model, and the invariants hold; when everything happens at once, at least the invariants do.
/// </summary>
public sealed class MoneyModelTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    private const int Orders = 3;

    private enum Happening
    {
        PayByCard,
        RepeatReport,
        CardFails,
        Transfer,
        Accept,
        RejectAll,
        Cancel,
        PayOut,
        PayOutFails,
    }

    private sealed record Step(Happening What, int Order, int Part);

    private static readonly Gen<Step[]> Sequences =
        (from what in Gen.Frequency((4, Gen.Constant(Happening.PayByCard)), (3, Gen.Constant(Happening.Accept)), (3, Gen.Constant(Happening.Transfer)), (5, Gen.Elements(Enum.GetValues<Happening>())))
         from order in Gen.Choose(0, Orders - 1)
         from part in Gen.Choose(0, 12)
         select new Step(what, order, part)).ArrayOf(18);

    [Fact]
    public void Whatever_happens_one_after_another_the_books_say_what_the_model_says() =>
        Prop.ForAll(Sequences.ToArbitrary(), steps => Walk(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithEndSize(18));

    [Fact]
    public void Whatever_happens_at_once_the_invariants_hold() =>
        Prop.ForAll(Sequences.ToArbitrary(), steps => Race(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8).WithEndSize(18));

    private async Task Walk(Step[] steps)
    {
        var orders = await Contracted();
        foreach (var step in steps)
        {
            await Do(step, orders[step.Order]);
            await host.MustHoldInvariants([.. orders.Select(order => order.Contract.OrderId)]);
        }

        foreach (var order in orders)
        {
            var id = order.Contract.OrderId;
            Assert.Equal(order.Received, await host.Database.Scalar<long>("SELECT received_fen FROM settlement.obligation WHERE order_id = $1", id));
            Assert.Equal(order.Returned, await host.Database.Scalar<long>("SELECT returned_fen FROM settlement.obligation WHERE order_id = $1", id));
            Assert.Equal(order.Returned, await host.Database.Scalar<long>("SELECT coalesce(sum(amount_fen), 0)::bigint FROM settlement.refund WHERE order_id = $1", id));
            Assert.Equal(order.IsReleased ? 1 : 0, await host.Entries("EscrowReleased", id));
            Assert.Equal(order.IsReleased ? 1 : 0, await host.Published("settlement.escrow-released.v1", id));
            Assert.Equal(-(order.Received - order.Returned - (order.IsReleased ? order.Due : 0)), await host.Balance($"Escrow:{id}"));
            Assert.Equal(order.IsReleased ? order.Due - (order.Accepted!.Value * 3 / 10) - (order.Accepted.Value * 2 / 10) : 0, await host.OwedTo(order.Contract.SupplierId));
        }
    }

    private async Task Race(Step[] steps)
    {
        var orders = await Contracted();
        await Task.WhenAll(steps.Select(step => Task.Run(() => Do(step, orders[step.Order]))));
        await host.MustHoldInvariants([.. orders.Select(order => order.Contract.OrderId)]);
    }

    private async Task<ModelOrder[]> Contracted()
    {
        var orders = Enumerable.Range(0, Orders).Select(n => new ModelOrder(SettlementHost.Contract(10_000 + (n * 1_111), n == 1 ? PaymentMode.Prepay : PaymentMode.Postpay, freightFen: n * 77))).ToArray();
        foreach (var order in orders) await host.Apply(order.Contract);
        return orders;
    }

    /// <summary>Does it to the product and, in a few lines, to the model.</summary>
    private async Task Do(Step step, ModelOrder order)
    {
        switch (step.What)
        {
            case Happening.PayByCard: await PayByCard(order, "succeeded"); break;
            case Happening.CardFails: await PayByCard(order, "payment_failed"); break;
            case Happening.RepeatReport when order.LastReport is { } report: (await host.Stranger().Deliver(report)).Dispose(); break;
            case Happening.Transfer: await Transfer(order, step.Part); break;
            case Happening.Accept: await Accept(order, order.Contract.GoodsFen * step.Part / 12); break;
            case Happening.RejectAll: await Accept(order, 0); break;
            case Happening.Cancel:
                await host.Apply(new OrderCancelled { OccurredAt = DateTimeOffset.UtcNow, OrderId = order.Contract.OrderId, Reason = "试", HadContract = true });
                order.Cancel();
                break;
            case Happening.PayOut: await host.PayOut(paid: true); break;
            case Happening.PayOutFails: await host.PayOut(paid: false); break;
        }
    }

    private async Task PayByCard(ModelOrder order, string report)
    {
        using var answer = await host.As(Role.Buyer, order.Contract.BuyerId).Post($"/api/orders/{order.Contract.OrderId}/payments", new { method = "card" });
        if (!answer.IsSuccessStatusCode) return;
        var payment = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var (id, amount) = (payment["paymentId"]!.GetValue<Guid>(), payment["amountFen"]!.GetValue<long>());
        await host.Adopt(id);
        var body = Reports.Payment(id, amount, report);
        (await host.Stranger().Deliver(body)).Dispose();
        order.LastReport = body;
        if (report == "succeeded") order.Receive(amount);
    }

    /// <summary>Exactly what is owed, or a little less or more.</summary>
    private async Task Transfer(ModelOrder order, int part)
    {
        var amount = Math.Max(1, order.Outstanding + (part is > 3 and < 8 ? 0 : (part - 6) * 100));
        var transfer = await host.As(Role.Finance).Post("/api/transfers", new { bankSerial = Guid.NewGuid().ToString(), receivedOn = "2026-11-23", payerName = "某单位", payerAccount = "1234", amountFen = amount, note = order.Contract.Number }).Body();
        if (transfer["state"]!.GetValue<string>() == "unmatched")
        {
            using var matched = await host.As(Role.Finance).Post($"/api/transfers/{transfer["transferId"]!.GetValue<Guid>()}/match", new { orderId = order.Contract.OrderId });
            if (!matched.IsSuccessStatusCode) return;
        }

        order.Receive(amount);
    }

    private async Task Accept(ModelOrder order, long accepted)
    {
        await host.Apply(SettlementHost.Acceptance(order.Contract, accepted));
        order.Accept(accepted);
    }

    private sealed class ModelOrder(OrderContracted contract)
    {
        internal OrderContracted Contract => contract;

        internal string? LastReport { get; set; }

        internal long Received { get; private set; }

        internal long Returned { get; private set; }

        internal long? Accepted { get; private set; }

        internal bool IsCancelled { get; private set; }

        internal bool IsReleased { get; private set; }

        internal long Due => IsCancelled ? 0 : Accepted is { } accepted ? accepted + (accepted == 0 ? 0 : contract.FreightFen) : contract.GoodsFen + contract.FreightFen;

        internal long Outstanding => Math.Max(0, Due - (Received - Returned));

        internal void Receive(long amount)
        {
            Received += amount;
            Settle();
        }

        internal void Accept(long accepted)
        {
            Accepted ??= accepted;
            Settle();
        }

        internal void Cancel()
        {
            IsCancelled |= Accepted is null;
            Settle();
        }

        private void Settle()
        {
            var held = Received - Returned;
            IsReleased |= Accepted is not null && !IsCancelled && Due > 0 && held >= Due;
            Returned += Math.Max(0, held - Due);
        }
    }
}
