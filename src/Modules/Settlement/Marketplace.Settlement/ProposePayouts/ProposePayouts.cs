using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Payouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ProposePayouts;

/// <summary>付款提案: everything owed to parties whose account may be paid to. Held parties are listed with the reason.</summary>
internal static class ProposePayouts
{
    internal sealed record Held(Guid PartyId, string Name, long AmountFen, string Why, DateTimeOffset? Until);

    internal sealed record Due(Guid PartyId, string Name, string AccountMasked, long AmountFen);

    internal sealed record Preview(long TotalFen, IReadOnlyList<Due> Due, IReadOnlyList<Held> Held);

    internal sealed record Response(Guid BatchId, string Number, long TotalFen, int Items);

    private sealed record Payable(string Id, string Kind, Guid OwnerId, long AmountFen);

    private const int MostItems = 500;

    private static readonly Problem NothingToPay = Problem.Conflict("nothing-to-pay", "现在没有可付的款。", "There is nothing to pay out now.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/payables", ShowPayables).WithName("ListPayables").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapPost("/payout-batches", Propose).WithName("ProposePayouts").WithTags("Settlement")
            .Requires(SettlementPermissions.ProposePayouts).Writes<SettlementDb>(needsKey: true);
    }

    private static async Task<Ok<Preview>> ShowPayables(
        SettlementDb db, IPayeeDirectory payees, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Ok((await Sort(db, payees, organisations, clock, lockRows: false, cancellation)).Preview);

    private static async Task<Results<Ok<Response>, Problem>> Propose(
        Actor actor, SettlementDb db, Journal journal, IPayeeDirectory payees, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var (preview, payable) = await Sort(db, payees, organisations, clock, lockRows: true, cancellation);
        if (preview.Due.Count == 0) return NothingToPay;
        var id = Guid.CreateVersion7();
        var today = clock.Today();
        var batch = new PayoutBatch
        {
            Id = id,
            Number = $"PB-{today:yyyyMMdd}-{id.ToString()[^6..].ToUpperInvariant()}",
            TotalFen = preview.TotalFen,
            ProposedBy = actor.PersonId,
            ProposedAt = clock.GetUtcNow(),
        };
        foreach (var row in payable)
            batch.Add(new PayoutItem { BatchId = id, PartyId = row.OwnerId, AccountId = row.Id, AmountFen = row.AmountFen });
        db.Add(batch);
        await db.SaveChangesAsync(cancellation);
        foreach (var item in batch.Items)
        {
            await journal.Append(new JournalEntry(EntryKind.PayoutProposed, item.Id.ToString(), null, $"{batch.Number} 待付", actor.PersonId,
                [new Posting(AccountId.Parse(item.AccountId), item.AmountFen), new Posting(AccountId.InTransit(item.PartyId), -item.AmountFen)]), cancellation);
        }

        return TypedResults.Ok(new Response(batch.Id, batch.Number, batch.TotalFen, batch.Items.Count));
    }

    private static async Task<(Preview Preview, IReadOnlyList<Payable> Payable)> Sort(
        SettlementDb db, IPayeeDirectory payees, IOrganisationDirectory organisations, TimeProvider clock, bool lockRows, CancellationToken cancellation)
    {
        // The journal's head orders all writers: under it no second proposal can take the same money.
        if (lockRows) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM settlement.journal_head WHERE id = 1 FOR UPDATE", cancellation);
        var owed = await db.Database.SqlQuery<Payable>($"""
            SELECT id AS "Id", kind AS "Kind", owner_id AS "OwnerId", -balance_fen AS "AmountFen" FROM settlement.account
            WHERE kind IN ('SupplierPayable', 'HouseholdPayable') AND balance_fen < 0 ORDER BY id LIMIT {MostItems}
            """).ToListAsync(cancellation);
        var accounts = await payees.FindMany([.. owed.Select(row => row.OwnerId)], cancellation);
        var names = await organisations.FindMany([.. owed.Select(row => row.OwnerId)], cancellation);
        var now = clock.GetUtcNow();
        var (due, held, payable) = (new List<Due>(), new List<Held>(), new List<Payable>());
        foreach (var row in owed)
        {
            var account = accounts.GetValueOrDefault(row.OwnerId);
            var name = names.GetValueOrDefault(row.OwnerId)?.Name ?? account?.HolderMasked ?? "农户";
            if (account is null) held.Add(new Held(row.OwnerId, name, row.AmountFen, "no-account", null));
            else if (account.UsableFrom > now) held.Add(new Held(row.OwnerId, name, row.AmountFen, "account-rests", account.UsableFrom));
            else
            {
                due.Add(new Due(row.OwnerId, name, account.AccountMasked, row.AmountFen));
                payable.Add(row);
            }
        }

        return (new Preview(due.Sum(row => row.AmountFen), due, held), payable);
    }
}
