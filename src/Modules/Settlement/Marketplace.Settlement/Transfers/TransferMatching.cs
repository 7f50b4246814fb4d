using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.Payments;

namespace Marketplace.Settlement.Transfers;

/// <summary>Moves a transfer's money from the unmatched account to the order's escrow. More than is owed goes back to the payer.</summary>
internal sealed class TransferMatching(SettlementDb db, Journal journal, SettleObligation settle, TimeProvider clock)
{
    /// <returns>False when the order has no open obligation.</returns>
    internal async Task<bool> Match(Transfer transfer, Guid orderId, Guid personId, CancellationToken cancellation)
    {
        var obligation = await SettleObligation.Lock(db, orderId, cancellation);
        if (obligation is null || obligation.CancelledAt is not null || obligation.OutstandingFen == 0) return false;
        var now = clock.GetUtcNow();
        transfer.State = TransferState.Matched;
        transfer.MatchedOrderId = orderId;
        transfer.MatchedBy = personId;
        transfer.MatchedAt = now;
        db.Add(Payment.Transfer(orderId, transfer.AmountFen, personId, now));
        await journal.Append(new JournalEntry(EntryKind.TransferMatched, transfer.Id.ToString(), orderId, $"{obligation.Number} 来账匹配", personId,
            [new Posting(AccountId.Unmatched, transfer.AmountFen), new Posting(AccountId.Escrow(orderId), -transfer.AmountFen)]), cancellation);
        obligation.Receive(transfer.AmountFen);
        await db.SaveChangesAsync(cancellation);
        await settle.Settle(obligation, personId, cancellation);
        return true;
    }
}
