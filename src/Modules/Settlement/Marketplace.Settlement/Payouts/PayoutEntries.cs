using Marketplace.Settlement.Ledger;

namespace Marketplace.Settlement.Payouts;

/// <summary>The two ways a payout ends in the books.</summary>
internal static class PayoutEntries
{
    internal static JournalEntry Paid(PayoutItem item, string batch, Guid actorId) => new(EntryKind.PayoutPaid, item.Id.ToString(), null, $"{batch} 已付", actorId,
        [new Posting(AccountId.InTransit(item.PartyId), item.AmountFen), new Posting(AccountId.Custody, -item.AmountFen)]);

    internal static JournalEntry Returned(PayoutItem item, string batch, Guid actorId) => new(EntryKind.PayoutReturned, item.Id.ToString(), null, $"{batch} 退回", actorId,
        [new Posting(AccountId.InTransit(item.PartyId), item.AmountFen), new Posting(AccountId.Parse(item.AccountId), -item.AmountFen)]);
}
