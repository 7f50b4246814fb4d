using System.Text.Json;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Platform.Imports;

/// <summary>
/// The engine's side of the import tables of one module. A host holds a task by a lease; each batch renews it in the transaction of
/// the batch itself, so that work of a host that was taken for dead can never commit.
/// </summary>
internal sealed class ImportStore(ModuleDb db, Guid host, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How long rows are kept after a file was handed in.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string Lease = "clock_timestamp() + interval '60 seconds'";

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    /// <summary>Takes the oldest task that nobody works on.</summary>
    internal async Task<ImportTask?> Claim(IReadOnlyCollection<string> kinds, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = Command($"""
            UPDATE {db.Schema}.import_task SET lease_by = $1, lease_until = {Lease}, attempts = attempts + 1
            WHERE id = (SELECT id FROM {db.Schema}.import_task WHERE state IN ('Reading', 'Checking', 'Importing') AND kind = ANY($2)
                AND (lease_until IS NULL OR lease_until < clock_timestamp()) ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, person_id, organisation_id, data::text, state, done, next_group, layout::text, attempts
            """, host, kinds.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return new ImportTask(
            reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetGuid(3), reader.GetString(4),
            Enum.Parse<ImportState>(reader.GetString(5)), reader.GetInt32(6), reader.GetInt32(7), reader.GetString(8), reader.GetInt32(9));
    }

    /// <summary>Renews the lease and moves the task on, in the batch's transaction.</summary>
    /// <exception cref="ImportLost">Another host has the task, or it was cancelled.</exception>
    internal async Task Advance(ImportTask task, ImportProgress progress, CancellationToken cancellation)
    {
        await using var command = Command($"""
            UPDATE {db.Schema}.import_task SET lease_until = {Lease}, attempts = 0, total = total + $4, done = done + $5, next_group = $6,
                created = created + $7, changed = changed + $8, unchanged = unchanged + $9, wrong = wrong + $10
            WHERE id = $1 AND lease_by = $2 AND state = $3 AND NOT is_cancelling
            """, task.Id, host, task.State.ToString(), progress.Read, progress.Done, progress.NextGroup, progress.Created, progress.Changed, progress.Unchanged, progress.Wrong);
        if (await command.ExecuteNonQueryAsync(cancellation) != 1) throw new ImportLost();
    }

    /// <summary>Starts the next step, or ends the task.</summary>
    /// <returns>Whether this host still had the task.</returns>
    internal async Task<bool> Move(ImportTask task, ImportState to, CancellationToken cancellation, ImportEnd? end = null)
    {
        var finishes = to is ImportState.Done or ImportState.Cancelled or ImportState.Failed;
        await using var command = Command($"""
            UPDATE {db.Schema}.import_task SET state = $4, done = CASE WHEN $4 = 'Checking' THEN 0 ELSE done END, next_group = 1, problem = $5::jsonb, attempts = 0,
                lease_until = NULL, lease_by = NULL, finished_at = CASE WHEN $6 THEN $7 ELSE finished_at END
            WHERE id = $1 AND lease_by = $2 AND state = $3
            """, task.Id, host, task.State.ToString(), to.ToString(), new NpgsqlParameter { Value = end is null ? DBNull.Value : JsonSerializer.Serialize(end, Json), NpgsqlDbType = NpgsqlDbType.Text },
            finishes, clock.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Lets another try follow, after a while.</summary>
    internal async Task Release(ImportTask task, TimeSpan pause, CancellationToken cancellation)
    {
        await using var command = Command($"UPDATE {db.Schema}.import_task SET lease_by = NULL, lease_until = clock_timestamp() + $3 WHERE id = $1 AND lease_by = $2", task.Id, host, pause);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task<bool> IsCancelling(Guid id, CancellationToken cancellation)
    {
        await using var command = Command($"SELECT is_cancelling AND lease_by = $2 FROM {db.Schema}.import_task WHERE id = $1", id, host);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    internal async Task Execute(string sql, CancellationToken cancellation, params IReadOnlyList<object> values)
    {
        await using var command = Command(sql.Replace("{schema}", db.Schema, StringComparison.Ordinal), [.. values]);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task Copy(ImportTask task, IReadOnlyList<StagedRow> rows, CancellationToken cancellation)
    {
        await using var writer = await Connection.BeginBinaryImportAsync(
            $"COPY {db.Schema}.import_row (import_id, position, sheet, number, row_key, group_key, title, cells, faults, state) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            await writer.WriteAsync(task.Id, NpgsqlDbType.Uuid, cancellation);
            await writer.WriteAsync(row.Position, NpgsqlDbType.Integer, cancellation);
            await writer.WriteAsync(row.Sheet, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Number, NpgsqlDbType.Integer, cancellation);
            if (row.Key is null) await writer.WriteNullAsync(cancellation);
            else await writer.WriteAsync(row.Key, NpgsqlDbType.Bytea, cancellation);
            await writer.WriteAsync(row.Group, NpgsqlDbType.Bytea, cancellation);
            await writer.WriteAsync(row.Title, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Cells, NpgsqlDbType.Bytea, cancellation);
            await writer.WriteAsync(JsonSerializer.Serialize(row.Faults, Json), NpgsqlDbType.Jsonb, cancellation);
            if (row.Faults.Count == 0) await writer.WriteNullAsync(cancellation);
            else await writer.WriteAsync(nameof(ImportRowState.Wrong), NpgsqlDbType.Text, cancellation);
        }

        await writer.CompleteAsync(cancellation);
    }

    /// <summary>The rows of the next so many groups.</summary>
    internal async Task<List<KeptRow>> Rows(Guid id, int fromGroup, int groups, CancellationToken cancellation)
    {
        await using var command = Command($"""
            SELECT position, group_no, sheet, number, state, cells, faults::text FROM {db.Schema}.import_row
            WHERE import_id = $1 AND group_no >= $2 AND group_no < $3 ORDER BY group_no, position
            """, id, fromGroup, fromGroup + groups);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<KeptRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new KeptRow(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt32(3), await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4),
                (byte[])reader[5], JsonSerializer.Deserialize<List<ImportFault>>(reader.GetString(6), Json)!));
        }

        return rows;
    }

    /// <summary>What the rows turned out to mean.</summary>
    internal Task Judge(Guid id, IReadOnlyList<JudgedRow> rows, CancellationToken cancellation) => Execute("""
        UPDATE {schema}.import_row r SET state = j.state, title = j.title, changes = j.changes, faults = j.faults::jsonb
        FROM unnest($2::int[], $3::text[], $4::text[], $5::bytea[], $6::text[]) AS j (position, state, title, changes, faults)
        WHERE r.import_id = $1 AND r.position = j.position
        """, cancellation, id, rows.Select(row => row.Position).ToArray(), rows.Select(row => row.State.ToString()).ToArray(), rows.Select(row => row.Title).ToArray(),
        rows.Select(row => row.Changes).ToArray(), rows.Select(row => JsonSerializer.Serialize(row.Faults, Json)).ToArray());

    /// <summary>Rows go after a week; a file that nobody decided on goes with them. The figures stay.</summary>
    internal Task Expire(CancellationToken cancellation) => Execute("""
        WITH old AS (
            UPDATE {schema}.import_task SET state = CASE WHEN state = 'Checked' THEN 'Expired' ELSE state END, data = '{}', is_cleared = true
            WHERE state IN ('Checked', 'Done', 'Cancelled', 'Failed') AND created_at < $1 AND NOT is_cleared RETURNING id),
        parts AS (DELETE FROM {schema}.import_part p USING old WHERE p.import_id = old.id)
        DELETE FROM {schema}.import_row r USING old WHERE r.import_id = old.id
        """, cancellation, clock.GetUtcNow() - Kept);

    private NpgsqlCommand Command(string sql, params IReadOnlyList<object> values)
    {
        var command = new NpgsqlCommand(sql, Connection, Transaction);
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }
}

/// <summary>How much further a batch brought its task.</summary>
internal sealed record ImportProgress(int NextGroup, int Read = 0, int Done = 0, int Created = 0, int Changed = 0, int Unchanged = 0, int Wrong = 0);

internal sealed record StagedRow(int Position, string Sheet, int Number, byte[]? Key, byte[] Group, string Title, byte[] Cells, IReadOnlyList<ImportFault> Faults);

internal sealed record KeptRow(int Position, int Group, string Sheet, int Number, string? State, byte[] Cells, List<ImportFault> Faults);

internal sealed record JudgedRow(int Position, ImportRowState State, string Title, byte[]? Changes, IReadOnlyList<ImportFault> Faults);
