using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>What an index of the cluster is for.</summary>
internal enum IndexState
{
    /// <summary>Being filled; searches do not see it yet.</summary>
    Building,

    /// <summary>Complete; the alias is being moved to it.</summary>
    Switching,

    /// <summary>The alias stands for it.</summary>
    Live,

    /// <summary>Replaced, and kept until its successor was seen to answer.</summary>
    Retired,

    /// <summary>The operator called the building off.</summary>
    Cancelled,

    /// <summary>Could not be finished, or was lost.</summary>
    Failed,
}

/// <summary>索引: one index of the cluster, from its beginning to its removal.</summary>
/// <param name="Position">How far in the feed of changes it has got.</param>
/// <param name="Total">How many products there were when it was last looked at.</param>
internal sealed record IndexRow(
    string Name, IndexState State, int Form, FeedPosition Position, long Written, long Total, string RequestedBy,
    DateTimeOffset RequestedAt, DateTimeOffset? LiveAt, DateTimeOffset? VerifiedAt, DateTimeOffset? EndedAt, DateTimeOffset? RemovedAt, string? Error);

/// <summary>
/// The indices of the cluster as rows: at most one is being built and at most one is live, whatever hosts do at the same moment. What
/// the cluster holds follows from these rows, never the other way round.
/// </summary>
internal sealed class IndexBook([FromKeyedServices("catalog")] NpgsqlDataSource database)
{
    /// <summary>Stands for the product itself where a person's name would stand.</summary>
    internal const string ByItself = "";

    private const string Columns = "name, state, form, position_change, position_product, written, total, requested_by, requested_at, live_at, verified_at, ended_at, removed_at, error";

    /// <summary>Those that the cluster still holds or should hold, oldest first.</summary>
    internal Task<IReadOnlyList<IndexRow>> Present(CancellationToken cancellation) =>
        Read($"SELECT {Columns} FROM search_index WHERE removed_at IS NULL ORDER BY requested_at, name", cancellation);

    /// <summary>The newest, those that are gone included.</summary>
    internal Task<IReadOnlyList<IndexRow>> Newest(int count, CancellationToken cancellation) =>
        Read($"SELECT {Columns} FROM search_index ORDER BY requested_at DESC, name DESC LIMIT $1", cancellation, count);

    internal async Task<IndexRow?> Find(string name, CancellationToken cancellation) =>
        (await Read($"SELECT {Columns} FROM search_index WHERE name = $1", cancellation, name)).FirstOrDefault();

    internal ValueTask<NpgsqlConnection> Connect(CancellationToken cancellation) => database.OpenConnectionAsync(cancellation);

    internal async Task<Guid> Installation(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT installation FROM search_cluster");
        return (Guid)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <param name="connection">The connection of the transaction that asks for it.</param>
    /// <returns>False when one is being built already.</returns>
    internal static async Task<bool> Begin(NpgsqlConnection connection, string name, string requestedBy, DateTimeOffset now, CancellationToken cancellation) => await Execute(connection, """
        INSERT INTO search_index (name, state, form, requested_by, requested_at, total) SELECT $1, 'Building', $2, $3, $4, count(*) FROM search_document
        ON CONFLICT DO NOTHING
        """, cancellation, name, ClusterMapping.Form, requestedBy, now) == 1;

    /// <summary>Only forward: an older host's late word changes nothing.</summary>
    internal Task Advance(string name, FeedPosition position, long written, CancellationToken cancellation) => Change("""
        UPDATE search_index SET position_change = $2::text::xid8, position_product = $3, written = written + $4, total = CASE WHEN state = 'Building' THEN (SELECT count(*) FROM search_document) ELSE total END, error = NULL
        WHERE name = $1 AND (position_change, position_product) < ($2::text::xid8, $3)
        """, cancellation, name, position.Change, position.ProductId, written);

    internal Task Tell(string name, string? error, CancellationToken cancellation) =>
        Change("UPDATE search_index SET error = left($2, 1000) WHERE name = $1 AND error IS DISTINCT FROM $2", cancellation, name, error);

    /// <returns>False when it was called off in the meantime.</returns>
    internal async Task<bool> Switching(string name, CancellationToken cancellation) =>
        await Change("UPDATE search_index SET state = 'Switching' WHERE name = $1 AND state = 'Building'", cancellation, name) == 1;

    /// <summary>The alias was moved: the built one is live, the one before it is retired.</summary>
    internal async Task Switched(string name, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, "UPDATE search_index SET state = 'Retired', ended_at = $2 WHERE state = 'Live' AND name <> $1", cancellation, name, now);
        await Execute(connection, "UPDATE search_index SET state = 'Live', live_at = $2, error = NULL WHERE name = $1 AND state = 'Switching'", cancellation, name, now);
        await transaction.CommitAsync(cancellation);
    }

    internal Task Verified(string name, DateTimeOffset now, CancellationToken cancellation) =>
        Change("UPDATE search_index SET verified_at = $2 WHERE name = $1 AND verified_at IS NULL", cancellation, name, now);

    /// <summary>Searches do not find it: it is verified once more, and with that mended or given up.</summary>
    internal Task Doubt(string name, CancellationToken cancellation) =>
        Change("UPDATE search_index SET verified_at = NULL WHERE name = $1 AND state = 'Live' AND verified_at IS NOT NULL", cancellation, name);

    /// <returns>False when it was not being built any more.</returns>
    internal static async Task<bool> Cancel(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation) =>
        await Execute(connection, "UPDATE search_index SET state = 'Cancelled', ended_at = $1 WHERE state = 'Building'", cancellation, now) == 1;

    internal Task Fail(string name, string error, DateTimeOffset now, CancellationToken cancellation) =>
        Change("UPDATE search_index SET state = 'Failed', ended_at = $3, error = left($2, 1000) WHERE name = $1 AND state IN ('Building', 'Switching', 'Live')", cancellation, name, error, now);

    internal Task Removed(string name, DateTimeOffset now, CancellationToken cancellation) =>
        Change("UPDATE search_index SET removed_at = $2 WHERE name = $1", cancellation, name, now);

    private async Task<int> Change(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Execute(connection, sql, cancellation, values);
    }

    private static async Task<int> Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        ulong change => new NpgsqlParameter { Value = change.ToString(System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlDbType.Text },
        _ => new NpgsqlParameter { Value = value },
    };

    private async Task<IReadOnlyList<IndexRow>> Read(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<IndexRow>();
        while (await reader.ReadAsync(cancellation)) rows.Add(RowOf(reader));
        return rows;
    }

    private static IndexRow RowOf(NpgsqlDataReader row) => new(
        row.GetString(0), Enum.Parse<IndexState>(row.GetString(1)), row.GetInt32(2), new FeedPosition(row.GetFieldValue<ulong>(3), row.GetGuid(4)), row.GetInt64(5), row.GetInt64(6),
        row.GetString(7), row.GetFieldValue<DateTimeOffset>(8), TimeOf(row, 9), TimeOf(row, 10), TimeOf(row, 11), TimeOf(row, 12), row.IsDBNull(13) ? null : row.GetString(13));

    private static DateTimeOffset? TimeOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
