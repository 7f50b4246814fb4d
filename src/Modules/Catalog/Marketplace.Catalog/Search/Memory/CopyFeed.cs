using System.Text.Json;
using Marketplace.Accounts.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>What changed since a moment.</summary>
/// <param name="Safe">Whoever asks for changes since then misses none: every older transaction had ended.</param>
internal sealed record Changes(ulong Safe, IReadOnlyList<(Guid Product, long Version)> Products);

/// <summary>Reads search documents for a copy.</summary>
internal sealed class CopyFeed([FromKeyedServices("catalog")] NpgsqlDataSource database)
{
    private const string Columns = """
        SELECT product_id, version, document::text, is_on_sale, category_code, county_code, supplier_kind, fen_per_kg, from_fen, season_from, season_to,
               recognised_from, recognised_to, available, sold, extract(epoch FROM listed_at)::float8, shown::text
        FROM search_document
        """;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>
    /// Products whose rows were changed by a transaction that had not ended at <paramref name="safe"/>. Those among them that were
    /// known then are told again; none is left out, in whatever order transactions end.
    /// </summary>
    internal async Task<Changes> Since(ulong safe, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            SELECT pg_snapshot_xmin(pg_current_snapshot()), array_agg(product_id), array_agg(version) FROM search_document WHERE changed_in >= $1::text::xid8
            """);
        command.Parameters.Add(new() { Value = safe.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var now = reader.GetFieldValue<ulong>(0);
        if (await reader.IsDBNullAsync(1, cancellation)) return new Changes(now, []);
        return new Changes(now, [.. reader.GetFieldValue<Guid[]>(1).Zip(reader.GetFieldValue<long[]>(2))]);
    }

    /// <summary>A moment that every later transaction comes after.</summary>
    internal async Task<ulong> Now(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT pg_snapshot_xmin(pg_current_snapshot())");
        return await command.ExecuteScalarAsync(cancellation) is ulong now ? now : throw new InvalidOperationException("The database gave no snapshot.");
    }

    internal async Task<bool> HoldsAtMost(int products, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT count(*) <= $1 FROM (SELECT FROM search_document LIMIT $1 + 1) found");
        command.Parameters.Add(new() { Value = products });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    internal async Task<IReadOnlyDictionary<string, string?>> Categories(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT code, parent_code FROM category");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var parents = new Dictionary<string, string?>();
        while (await reader.ReadAsync(cancellation)) parents.Add(reader.GetString(0), await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1));
        return parents;
    }

    internal IAsyncEnumerable<CopiedProduct> All(CancellationToken cancellation) => Read(database.CreateCommand(Columns), cancellation);

    internal IAsyncEnumerable<CopiedProduct> These(IReadOnlyCollection<Guid> products, CancellationToken cancellation)
    {
        var command = database.CreateCommand(Columns + " WHERE product_id = ANY($1)");
        command.Parameters.Add(new() { Value = products.ToArray() });
        return Read(command, cancellation);
    }

    private static async IAsyncEnumerable<CopiedProduct> Read(NpgsqlCommand command, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var _ = command;
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return Row(reader);
    }

    private static CopiedProduct Row(NpgsqlDataReader reader)
    {
        var card = reader.IsDBNull(16) ? null : JsonSerializer.Deserialize<ProductCard>(reader.GetString(16), Json)! with
        {
            FromFen = reader.GetInt64(8),
            CategoryCode = string.Intern(reader.GetString(4)),
            CountyCode = string.Intern(reader.GetString(5)),
            Kind = Enum.Parse<OrganisationKind>(reader.GetString(6)),
            RecognisedTo = reader.IsDBNull(12) ? null : reader.GetFieldValue<DateOnly>(12),
        };
        return new CopiedProduct(
            reader.GetGuid(0), reader.GetInt64(1), reader.GetString(2), reader.GetBoolean(3), card, reader.GetInt64(7), reader.GetInt32(9), reader.GetInt32(10),
            reader.IsDBNull(11) ? null : reader.GetFieldValue<DateOnly>(11), reader.GetInt64(13), reader.GetInt64(14), reader.GetDouble(15));
    }
}
