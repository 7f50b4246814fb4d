using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Settlement.Tests.Ledger;

public sealed class JournalTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    [Fact]
    public async Task Five_hundred_random_operations_of_twenty_workers_leave_every_sum_at_zero_and_the_chain_whole()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var orders = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        var workers = Enumerable.Range(0, 20).Select(worker => Task.Run(async () =>
        {
            var random = new Random(unchecked(seed + worker));
            for (var i = 0; i < 25; i++) await Operate(random, orders[random.Next(orders.Length)]);
        }));
        await Task.WhenAll(workers);

        await using var scope = host.Services.CreateAsyncScope();
        var verdict = await VerifyLedger.Verify(scope.ServiceProvider.GetRequiredService<SettlementDb>(), CancellationToken.None);
        Assert.True(verdict.BrokenAt is null, $"The chain breaks at {verdict.BrokenAt}, seed {seed}");
        Assert.Empty(verdict.WrongBalances);
        Assert.Equal(0, verdict.SumFen);
        Assert.True(verdict.Entries > 200, $"Only {verdict.Entries} entries were written, seed {seed}");
        Assert.Equal(0, await host.Database.Scalar<long>("SELECT count(*) FROM (SELECT 1 FROM settlement.posting GROUP BY entry_number HAVING sum(amount_fen) <> 0) AS unbalanced"));
    }

    [Fact]
    public async Task A_changed_posting_breaks_the_chain_from_its_entry_on()
    {
        await using var own = new SettlementHost();
        await own.InitializeAsync();
        await Append(own, [new Posting(AccountId.Custody, 500), new Posting(AccountId.Unmatched, -500)], "a");
        await Append(own, [new Posting(AccountId.Custody, 700), new Posting(AccountId.Unmatched, -700)], "b");
        await own.Database.Scalar<object>("UPDATE settlement.posting SET amount_fen = amount_fen * 2 WHERE entry_number = 1");
        await using var scope = own.Services.CreateAsyncScope();
        var verdict = await VerifyLedger.Verify(scope.ServiceProvider.GetRequiredService<SettlementDb>(), CancellationToken.None);
        Assert.Equal(1, verdict.BrokenAt);
        Assert.Equal(2, verdict.WrongBalances.Count);
    }

    [Fact]
    public async Task The_hosts_role_can_neither_change_nor_delete_what_was_posted()
    {
        await Append(host, [new Posting(AccountId.Custody, 100), new Posting(AccountId.Unmatched, -100)], Guid.NewGuid().ToString());
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        foreach (var sql in (string[])["UPDATE settlement.posting SET amount_fen = 1", "DELETE FROM settlement.posting", "UPDATE settlement.entry SET memo = ''", "DELETE FROM settlement.entry", "TRUNCATE settlement.posting"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task An_entry_that_does_not_balance_is_refused_by_the_code_and_by_the_database()
    {
        await Assert.ThrowsAsync<JournalRefusedException>(() => Append(host, [new Posting(AccountId.Custody, 100), new Posting(AccountId.Unmatched, -99)], "unbalanced"));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("""
            INSERT INTO settlement.account (id, kind) VALUES ('Fee', 'Fee') ON CONFLICT DO NOTHING;
            INSERT INTO settlement.entry VALUES (999999, now(), 'X', NULL, 'x', '', gen_random_uuid(), '', '');
            INSERT INTO settlement.posting VALUES (999999, 1, 'Fee', 5);
            """);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync());
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task One_source_has_one_entry_however_often_it_is_repeated()
    {
        var source = Guid.NewGuid().ToString();
        var order = Guid.CreateVersion7();
        var before = await host.Balance(AccountId.Escrow(order).ToString());
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Append(host, [new Posting(AccountId.Gateway, 40), new Posting(AccountId.Escrow(order), -40)], source)));
        Assert.Single(written, true);
        Assert.Equal(before - 40, await host.Balance(AccountId.Escrow(order).ToString()));
    }

    private async Task Operate(Random random, Guid order)
    {
        long amount = random.Next(1, 1_000_000);
        IReadOnlyList<Posting> postings = random.Next(4) switch
        {
            0 => [new Posting(AccountId.Escrow(order), amount), new Posting(AccountId.Supplier(order), -amount)],
            1 => [new Posting(AccountId.Supplier(order), amount), new Posting(AccountId.InTransit(order), -amount)],
            _ => [new Posting(AccountId.Gateway, amount), new Posting(AccountId.Escrow(order), -amount)],
        };
        try
        {
            await Append(host, postings, Guid.NewGuid().ToString());
        }
        catch (PostgresException overdrawn) when (overdrawn.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // Nothing may be paid out that is not there: the refusal is the point.
        }
    }

    private static async Task<bool> Append(SettlementHost host, IReadOnlyList<Posting> postings, string source)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var written = await scope.ServiceProvider.GetRequiredService<Journal>()
            .Append(new JournalEntry(EntryKind.PaymentReceived, source, null, "试", Guid.Empty, postings), CancellationToken.None);
        await transaction.CommitAsync();
        return written;
    }
}
