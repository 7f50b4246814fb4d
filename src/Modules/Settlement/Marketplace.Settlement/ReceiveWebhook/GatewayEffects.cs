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

    /// <returns>False when the gateway collects another amount than ours: then nothing is changed.</returns>
    internal async Task<bool> PaymentKnown(Guid paymentId, GatewayPayment answer, CancellationToken cancellation)
    {
        var payment = await db.Set<Payment>().SingleAsync(row => row.Id == paymentId, cancellation);
        if (answer.AmountFen != payment.AmountFen) return false;
        payment.Known(answer.ProviderId, answer.ClientSecret, clock.GetUtcNow());
        if (answer.Status == "succeeded") await PaymentSucceeded(payment, cancellation);
        else if (answer.Status == "canceled") payment.MoveTo(PaymentState.Cancelled, clock.GetUtcNow());
        else if (answer.Failure is not null) PaymentFailed(payment, answer.Failure);
        return true;
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

    /// <returns>False when the gateway refunds another amount than ours: then nothing is changed.</returns>
    internal async Task<bool> RefundKnown(Guid refundId, GatewayRefund answer, CancellationToken cancellation)
    {
        var refund = await db.Set<Refund>().SingleAsync(row => row.Id == refundId, cancellation);
        if (answer.AmountFen != refund.AmountFen) return false;
        refund.Known(answer.ProviderId, clock.GetUtcNow());
        if (answer.Status == "succeeded") await RefundSucceeded(refund, AccountId.Gateway, Actor.System.PersonId, cancellation);
        else if (answer.Status is "failed" or "canceled") refund.MoveTo(RefundState.Failed, clock.GetUtcNow());
        return true;
    }

    internal async Task RefundSucceeded(Refund refund, AccountId paidFrom, Guid actorId, CancellationToken cancellation)
    {
        if (!refund.MoveTo(RefundState.Succeeded, clock.GetUtcNow())) return;
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
