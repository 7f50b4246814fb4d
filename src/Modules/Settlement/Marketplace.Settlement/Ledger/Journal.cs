using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Marketplace.Settlement.Ledger;

/// <summary>One side of an entry: signed fen, debit positive.</summary>
internal readonly record struct Posting(AccountId Account, long AmountFen);

/// <summary>What happened, as accounting sees it.</summary>
internal enum EntryKind
{
    PaymentReceived,
    TransferReceived,
    TransferMatched,
    EscrowReleased,
    RefundOwed,
    RefundPaid,
    PayoutProposed,
    PayoutPaid,
    PayoutReturned,
    GatewaySettled,
}

/// <summary>An entry to be written. The source (payment, order, item …) may appear once per kind: a repeat is no second effect.</summary>
internal sealed record JournalEntry(EntryKind Kind, string Source, Guid? OrderId, string Memo, Guid ActorId, IReadOnlyList<Posting> Postings);

/// <summary>All of an entry but its postings, as the hash covers it.</summary>
internal sealed record EntryContent(long Number, DateTimeOffset At, string Kind, Guid? OrderId, string Source, string Memo, Guid ActorId);

/// <summary>An entry that does not sum to zero, or would overdraw an account: a fault of the caller, never of the input.</summary>
internal sealed class JournalRefusedException(string why) : Exception(why);

/// <summary>
/// The append-only, hash-chained journal. Writers queue on the chain's head, which is locked first: entries have one order,
/// and no two writers can deadlock over accounts.
/// </summary>
internal sealed class Journal(SettlementDb db, TimeProvider clock) : ILedgerHead
{
    /// <returns>False when this source was entered before; then nothing was written.</returns>
    /// <exception cref="JournalRefusedException">The postings do not sum to zero.</exception>
    internal async Task<bool> Append(JournalEntry entry, CancellationToken cancellation)
    {
        var postings = entry.Postings.Where(posting => posting.AmountFen != 0).ToList();
        if (postings.Count < 2 || postings.Aggregate((Int128)0, (sum, posting) => sum + posting.AmountFen) != 0)
            throw new JournalRefusedException($"{entry.Kind} {entry.Source} does not balance.");
        var (connection, transaction) = await Connection(cancellation);
        var (number, previous) = await LockHead(connection, transaction, cancellation);
        var at = new DateTimeOffset(clock.GetUtcNow().Ticks / 10 * 10, TimeSpan.Zero);
        var hash = HashOf(new EntryContent(number + 1, at, entry.Kind.ToString(), entry.OrderId, entry.Source, entry.Memo, entry.ActorId), postings.Select(posting => (posting.Account.ToString(), posting.AmountFen)), previous);
        await using (var insert = new NpgsqlCommand("""
            INSERT INTO settlement.entry (number, at, kind, order_id, source, memo, actor_id, previous_hash, hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kind, source) DO NOTHING
            """, connection, transaction))
        {
            insert.Parameters.AddRange((NpgsqlParameter[])[
                new() { Value = number + 1 }, new() { Value = at }, new() { Value = entry.Kind.ToString() }, new() { Value = (object?)entry.OrderId ?? DBNull.Value },
                new() { Value = entry.Source }, new() { Value = entry.Memo }, new() { Value = entry.ActorId }, new() { Value = previous }, new() { Value = hash }]);
            if (await insert.ExecuteNonQueryAsync(cancellation) == 0) return false;
        }

        await WritePostings(connection, transaction, number + 1, postings, cancellation);
        await using var head = new NpgsqlCommand("UPDATE settlement.journal_head SET number = $1, hash = $2 WHERE id = 1", connection, transaction)
        {
            Parameters = { new() { Value = number + 1 }, new() { Value = hash } },
        };
        await head.ExecuteNonQueryAsync(cancellation);
        return true;
    }

    /// <summary>Makes other writers wait until this transaction ends, so that a balance read now is still true when the entry is written.</summary>
    internal Task Hold(CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM settlement.journal_head WHERE id = 1 FOR UPDATE", cancellation);

    /// <summary>What an account holds for its owner now, as a positive figure (the credit balance).</summary>
    internal async Task<long> CreditOf(AccountId account, CancellationToken cancellation)
    {
        var id = account.ToString();
        var rows = await db.Database.SqlQuery<long>($"SELECT -balance_fen AS \"Value\" FROM settlement.account WHERE id = {id}").ToListAsync(cancellation);
        return rows.Count == 0 ? 0 : rows[0];
    }

    public async Task<(long EntryNumber, string Hash)?> Head(CancellationToken cancellation)
    {
        var head = await db.Database.SqlQuery<HeadRow>($"SELECT number AS \"Number\", hash AS \"Hash\" FROM settlement.journal_head WHERE id = 1").SingleAsync(cancellation);
        return head.Number == 0 ? null : (head.Number, head.Hash);
    }

    /// <summary>SHA-256 over the entry's content and the hash before it: a changed or missing entry breaks every later one.</summary>
    internal static string HashOf(EntryContent entry, IEnumerable<(string Account, long AmountFen)> postings, string previous)
    {
        // JSON, because its quotes keep one field's text from running into the next one's.
        var content = JsonSerializer.SerializeToUtf8Bytes<object?[]>(
        [
            entry.Number, entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.Kind, entry.OrderId, entry.Source, entry.Memo, entry.ActorId,
            postings.Select(posting => new object[] { posting.Account, posting.AmountFen }).ToArray(), previous,
        ]);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private static async Task WritePostings(NpgsqlConnection connection, NpgsqlTransaction transaction, long number, List<Posting> postings, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var account in postings.GroupBy(posting => posting.Account).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("""
                INSERT INTO settlement.account (id, kind, owner_id) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING
                """)
            {
                Parameters =
                {
                    new() { Value = account.Key.ToString() }, new() { Value = account.Key.Kind.ToString() }, new() { Value = (object?)account.Key.Owner ?? DBNull.Value },
                },
            });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("UPDATE settlement.account SET balance_fen = balance_fen + $2 WHERE id = $1")
            {
                Parameters = { new() { Value = account.Key.ToString() }, new() { Value = account.Sum(posting => posting.AmountFen) } },
            });
        }

        for (var line = 0; line < postings.Count; line++)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO settlement.posting (entry_number, line, account_id, amount_fen) VALUES ($1, $2, $3, $4)")
            {
                Parameters =
                {
                    new() { Value = number }, new() { Value = line + 1 }, new() { Value = postings[line].Account.ToString() }, new() { Value = postings[line].AmountFen },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(long Number, string Hash)> LockHead(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT number, hash FROM settlement.journal_head WHERE id = 1 FOR UPDATE", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private async Task<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> Connection(CancellationToken cancellation)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() as NpgsqlTransaction
            ?? throw new InvalidOperationException("An entry is written inside a unit of work.");
        if (db.Database.GetDbConnection() is not NpgsqlConnection { State: ConnectionState.Open } connection)
        {
            await db.Database.OpenConnectionAsync(cancellation);
            connection = (NpgsqlConnection)db.Database.GetDbConnection();
        }

        return (connection, transaction);
    }

    private sealed record HeadRow(long Number, string Hash);
}
