using Marketplace.Platform.Auth;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Gateways;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ReceiveWebhook;

/// <summary>What a gateway's word changes here. Reports come repeatedly and in any order; each effect happens once, under the order's lock.</summary>
internal sealed class GatewayEffects(SettlementDb db, Journal journal, SettleObligation settle, TimeProvider clock)
{
    private Obligation? obligation;

    internal async Task InTransaction(Guid orderId, Func<Task> change, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await Lock(orderId, cancellation);
        await change();
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    internal async Task Lock(Guid orderId, CancellationToken cancellation) =>
        obligation = await SettleObligation.Lock(db, orderId, cancellation) ?? throw new InvalidOperationException($"Order {orderId} has no obligation.");

    internal async Task PaymentKnown(Guid paymentId, GatewayPayment answer, CancellationToken cancellation)
    {
        var payment = await db.Set<Payment>().SingleAsync(row => row.Id == paymentId, cancellation);
        payment.Known(answer.ProviderId, answer.ClientSecret, clock.GetUtcNow());
        if (answer.Status == "succeeded") await PaymentSucceeded(payment, cancellation);
    }

    internal async Task PaymentSucceeded(Payment payment, CancellationToken cancellation)
    {
        if (!payment.MoveTo(PaymentState.Succeeded, clock.GetUtcNow())) return;
        var owner = obligation!;
        var received = await journal.Append(new JournalEntry(EntryKind.PaymentReceived, payment.Id.ToString(), owner.OrderId, $"{owner.Number} 收款", Actor.System.PersonId,
            [new Posting(AccountId.Gateway, payment.AmountFen), new Posting(AccountId.Escrow(owner.OrderId), -payment.AmountFen)]), cancellation);
        if (!received) return;
        owner.Receive(payment.AmountFen);
        await db.SaveChangesAsync(cancellation);
        await settle.Settle(owner, Actor.System.PersonId, cancellation);
    }

    internal void PaymentFailed(Payment payment, string? failure) => payment.MoveTo(PaymentState.Failed, clock.GetUtcNow(), failure);

    internal async Task RefundKnown(Guid refundId, GatewayRefund answer, CancellationToken cancellation)
    {
        var refund = await db.Set<Refund>().SingleAsync(row => row.Id == refundId, cancellation);
        refund.Known(answer.ProviderId, clock.GetUtcNow());
        if (answer.Status == "succeeded") await RefundSucceeded(refund, AccountId.Gateway, Actor.System.PersonId, cancellation);
        else if (answer.Status is "failed" or "canceled") refund.Fail(clock.GetUtcNow());
    }

    internal async Task RefundSucceeded(Refund refund, AccountId paidFrom, Guid actorId, CancellationToken cancellation)
    {
        if (!refund.Succeed(clock.GetUtcNow())) return;
        await journal.Append(new JournalEntry(EntryKind.RefundPaid, refund.Id.ToString(), refund.OrderId, $"{obligation!.Number} 已退", actorId,
            [new Posting(AccountId.Refund(refund.OrderId), refund.AmountFen), new Posting(paidFrom, -refund.AmountFen)]), cancellation);
        db.Publish(new RefundIssued
        {
            OccurredAt = clock.GetUtcNow(),
            OrderId = refund.OrderId,
            RefundId = refund.Id,
            AmountFen = refund.AmountFen,
            Reason = refund.Reason,
        });
    }
}
