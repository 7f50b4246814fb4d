using System.Text;
using Marketplace.Accounts.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Obligations;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Transfers;

/// <summary>Why a transfer may belong to an order.</summary>
internal sealed record TransferCandidate(Guid OrderId, string Number, string BuyerName, long OutstandingFen, int Score, IReadOnlyList<string> Reasons);

/// <summary>
/// Finds the orders a transfer may pay: the order's number in the note, the exact amount, the payer's name. Only one order with its number
/// in the note and the exact amount is matched without a person.
/// </summary>
internal sealed class TransferCandidates(SettlementDb db, IOrganisationDirectory organisations)
{
    private const int NumberScore = 60;
    private const int AmountScore = 30;
    private const int PayerScore = 10;
    private const int MostCandidates = 10;

    internal async Task<IReadOnlyList<TransferCandidate>> For(Transfer transfer, CancellationToken cancellation)
    {
        var note = Fold(transfer.Note);
        var open = db.Set<Obligation>().AsNoTracking().Where(row => row.ReleasedAt == null && row.CancelledAt == null);
        var named = NumbersIn(note);
        var rows = await open.Where(row => named.Contains(row.Number)
                || (row.AcceptedFen ?? row.GoodsFen) + (row.FreightOwedFen ?? row.FreightFen) - row.ReceivedFen + row.ReturnedFen == transfer.AmountFen)
            .OrderBy(row => row.ContractedOn).Take(50).ToListAsync(cancellation);
        var buyers = await organisations.FindMany([.. rows.Select(row => row.BuyerId).Distinct()], cancellation);
        return [.. rows.Where(row => row.OutstandingFen > 0).Select(row => Rate(transfer, row, named, buyers.GetValueOrDefault(row.BuyerId)?.Name ?? string.Empty))
            .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Number, StringComparer.Ordinal).Take(MostCandidates)];
    }

    /// <returns>The one order that needs no person to decide, if there is exactly one.</returns>
    internal static TransferCandidate? Certain(IReadOnlyList<TransferCandidate> candidates)
    {
        var certain = candidates.Where(candidate => candidate.Score >= NumberScore + AmountScore).ToList();
        return certain.Count == 1 ? certain[0] : null;
    }

    private static TransferCandidate Rate(Transfer transfer, Obligation row, IReadOnlyCollection<string> named, string buyer)
    {
        var score = 0;
        var reasons = new List<string>();
        if (named.Contains(row.Number))
        {
            score += NumberScore;
            reasons.Add("number");
        }

        if (row.OutstandingFen == transfer.AmountFen)
        {
            score += AmountScore;
            reasons.Add("amount");
        }

        if (buyer.Length > 0 && Fold(buyer).Contains(Fold(transfer.PayerName), StringComparison.Ordinal))
        {
            score += PayerScore;
            reasons.Add("payer");
        }

        return new TransferCandidate(row.OrderId, row.Number, buyer, row.OutstandingFen, score, reasons);
    }

    /// <summary>Notes are typed by hand: width, case and blanks do not count, hyphens may be missing.</summary>
    internal static string Fold(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(c => !char.IsWhiteSpace(c)));

    internal static IReadOnlyList<string> NumbersIn(string note)
    {
        var matches = System.Text.RegularExpressions.Regex.Matches(note, @"PO[-—–_]?(\d{4})[-—–_]?(\d{6})", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        return [.. matches.Select(match => $"PO-{match.Groups[1].Value}-{match.Groups[2].Value}").Distinct()];
    }
}
