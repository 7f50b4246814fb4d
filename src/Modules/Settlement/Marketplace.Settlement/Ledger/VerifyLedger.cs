using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Ledger;

/// <summary>对账: recomputes the chain and every balance from the postings, and says where they part.</summary>
internal static class VerifyLedger
{
    internal sealed record Balance(string Kind, long BalanceFen);

    /// <param name="BrokenAt">The first entry whose hash is not what its content and predecessor make it.</param>
    internal sealed record Response(long Entries, string HeadHash, long SumFen, long? BrokenAt, IReadOnlyList<string> WrongBalances, IReadOnlyList<Balance> TrialBalance);

    private sealed record EntryRow(long Number, DateTimeOffset At, string Kind, Guid? OrderId, string Source, string Memo, Guid ActorId, string PreviousHash, string Hash);

    private sealed record HeadRow(long Number, string Hash);

    private sealed record PostingRow(long EntryNumber, string AccountId, long AmountFen);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/ledger/verification", Handle)
        .WithName("VerifyLedger").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();

    private static async Task<Ok<Response>> Handle(SettlementDb db, CancellationToken cancellation) => TypedResults.Ok(await Verify(db, cancellation));

    internal static async Task<Response> Verify(SettlementDb db, CancellationToken cancellation)
    {
        var previous = new string('0', 64);
        long? brokenAt = null;
        long count = 0;
        const int step = 5000;
        // Up to the head as it is now: entries written meanwhile are the next check's, and a chain that ends before its head lost its tail.
        var head = await db.Database.SqlQuery<HeadRow>($"SELECT number AS \"Number\", hash AS \"Hash\" FROM settlement.journal_head WHERE id = 1").SingleAsync(cancellation);
        for (long from = 0; brokenAt is null && from < head.Number; from += step)
        {
            var entries = await db.Database.SqlQuery<EntryRow>($"""
                SELECT number AS "Number", at AS "At", kind AS "Kind", order_id AS "OrderId", source AS "Source", memo AS "Memo", actor_id AS "ActorId", previous_hash AS "PreviousHash", hash AS "Hash"
                FROM settlement.entry WHERE number > {from} AND number <= {Math.Min(head.Number, from + step)} ORDER BY number
                """).ToListAsync(cancellation);
            var postings = (await db.Database.SqlQuery<PostingRow>($"""
                SELECT entry_number AS "EntryNumber", account_id AS "AccountId", amount_fen AS "AmountFen"
                FROM settlement.posting WHERE entry_number > {from} AND entry_number <= {from + step} ORDER BY entry_number, line
                """).ToListAsync(cancellation)).ToLookup(posting => posting.EntryNumber);
            foreach (var entry in entries)
            {
                count++;
                var content = postings[entry.Number].Select(posting => (posting.AccountId, posting.AmountFen));
                var hash = Journal.HashOf(
                    new EntryContent(entry.Number, entry.At, entry.Kind, entry.OrderId, entry.Source, entry.Memo, entry.ActorId), content, previous);
                if (entry.Number != count || entry.PreviousHash != previous || entry.Hash != hash)
                {
                    brokenAt = entry.Number;
                    break;
                }

                previous = entry.Hash;
            }
        }

        if (brokenAt is null && (count != head.Number || previous != head.Hash)) brokenAt = count + 1;
        var wrong = await db.Database.SqlQuery<string>($"""
            SELECT account.id AS "Value" FROM settlement.account LEFT JOIN settlement.posting ON posting.account_id = account.id
            GROUP BY account.id, account.balance_fen HAVING account.balance_fen <> coalesce(sum(posting.amount_fen), 0) ORDER BY account.id LIMIT 100
            """).ToListAsync(cancellation);
        var balances = await db.Database.SqlQuery<Balance>($"""
            SELECT kind AS "Kind", sum(balance_fen)::bigint AS "BalanceFen" FROM settlement.account GROUP BY kind ORDER BY kind
            """).ToListAsync(cancellation);
        return new Response(count, previous, balances.Sum(balance => balance.BalanceFen), brokenAt, wrong, balances);
    }
}
