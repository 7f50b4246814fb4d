using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Transfers;

/// <summary>Enters transfers that the bank told: each into the books at once, matched when there is no doubt, else kept apart.</summary>
internal sealed class TransferBook(SettlementDb db, Journal journal, TransferCandidates candidates, TransferMatching matching)
{
    internal sealed record Entered(Transfer Transfer, IReadOnlyList<TransferCandidate> Candidates);

    /// <summary>Those whose serial number is in the books already.</summary>
    internal async Task<HashSet<string>> Known(IReadOnlyCollection<string> serials, CancellationToken cancellation) =>
        [.. await db.Set<Transfer>().Where(row => serials.Contains(row.BankSerial)).Select(row => row.BankSerial).ToListAsync(cancellation)];

    internal async Task<IReadOnlyList<Entered>> Enter(IReadOnlyList<Transfer> transfers, Guid personId, CancellationToken cancellation)
    {
        db.AddRange(transfers);
        await db.SaveChangesAsync(cancellation);
        var entered = new List<Entered>(transfers.Count);
        foreach (var transfer in transfers) entered.Add(new Entered(transfer, await candidates.For(transfer, cancellation)));
        // The orders before the journal's head, in one order, as everywhere: otherwise two writers could wait for each other.
        foreach (var order in entered.Select(row => TransferCandidates.Certain(row.Candidates)?.OrderId).OfType<Guid>().Distinct().Order())
            await SettleObligation.Lock(db, order, cancellation);
        foreach (var (transfer, found) in entered)
        {
            await journal.Append(new JournalEntry(EntryKind.TransferReceived, transfer.Id.ToString(), null, $"来账 {transfer.BankSerial}", personId,
                [new Posting(AccountId.Custody, transfer.AmountFen), new Posting(AccountId.Unmatched, -transfer.AmountFen)]), cancellation);
            if (TransferCandidates.Certain(found) is { } certain) await matching.Match(transfer, certain.OrderId, personId, cancellation);
        }

        return entered;
    }

    internal static string Masked(string account) => account.Length <= 4 ? account : "****" + account[^4..];
}
