using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>A place in the feed of changes: the transaction that changed a product, and the product.</summary>
internal readonly record struct FeedPosition(ulong Change, Guid ProductId);

/// <summary>One product as it is now, and where its last change stands in the feed.</summary>
internal sealed record Change(IndexedProduct Product, FeedPosition Position);

/// <summary>How far behind an index is.</summary>
/// <param name="Waiting">Changes that it has not got, counted up to <see cref="ChangeFeed.MostCounted"/>.</param>
/// <param name="Age">How long the oldest of them has been waiting.</param>
internal sealed record FeedLag(long Waiting, TimeSpan Age);

/// <summary>
/// The changes of all products in the order of their transactions. Each product stands in it once, at its last change, so that a
/// reader that begins at the beginning gets every product and one that goes on gets what changed since. Transactions commit out of
/// order: nothing is handed out that an unfinished one might still come before.
/// </summary>
internal sealed class ChangeFeed([FromKeyedServices("catalog")] NpgsqlDataSource database)
{
    internal const int MostCounted = 10_000;

    internal async Task<IReadOnlyList<Change>> After(FeedPosition position, int count, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            SELECT d.product_id, d.version, d.changed_in, json_build_object(
                'product_id', d.product_id, 'name', p.name, 'is_on_sale', d.is_on_sale, 'category', d.category_code,
                'categories', json_build_array(d.category_code, c.parent_code), 'county', d.county_code, 'supplier_kind', d.supplier_kind,
                'fen_per_kg', d.fen_per_kg, 'available', d.available, 'in_stock', (d.available > 0)::int, 'sold', d.sold,
                'listed_at', (extract(epoch FROM d.listed_at) * 1000000)::bigint, 'recognised_from', d.recognised_from, 'recognised_to', d.recognised_to,
                'season', (SELECT json_agg(month) FROM generate_series(1, 12) AS month
                           WHERE CASE WHEN d.season_from <= d.season_to THEN month BETWEEN d.season_from AND d.season_to ELSE month >= d.season_from OR month <= d.season_to END),
                'words_a', words.a, 'words_b', words.b, 'words_c', words.c, 'words_d', words.d)::text
            FROM (SELECT * FROM search_document WHERE (changed_in, product_id) > ($1::text::xid8, $2) AND changed_in < pg_snapshot_xmin(pg_current_snapshot())
                  ORDER BY changed_in, product_id LIMIT $3) d
            JOIN product p ON p.id = d.product_id JOIN category c ON c.code = d.category_code
            CROSS JOIN LATERAL (
                SELECT json_agg(lexeme) FILTER (WHERE 'A' = ANY(weights)) AS a, json_agg(lexeme) FILTER (WHERE 'B' = ANY(weights)) AS b,
                       json_agg(lexeme) FILTER (WHERE 'C' = ANY(weights)) AS c, json_agg(lexeme) FILTER (WHERE 'D' = ANY(weights)) AS d
                FROM unnest(d.document)) words
            ORDER BY d.changed_in, d.product_id
            """);
        Place(command, position);
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<Change>();
        while (await reader.ReadAsync(cancellation))
        {
            changes.Add(new Change(
                new IndexedProduct(reader.GetGuid(0), reader.GetInt64(1), reader.GetString(3)), new FeedPosition(reader.GetFieldValue<ulong>(2), reader.GetGuid(0))));
        }

        return changes;
    }

    internal async Task<FeedLag> Lag(FeedPosition position, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            SELECT count(*), COALESCE(extract(epoch FROM clock_timestamp() - min(changed_at)), 0)::bigint
            FROM (SELECT changed_at FROM search_document WHERE (changed_in, product_id) > ($1::text::xid8, $2) ORDER BY changed_in, product_id LIMIT $3) waiting
            """);
        Place(command, position);
        command.Parameters.Add(new() { Value = MostCounted });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new FeedLag(reader.GetInt64(0), TimeSpan.FromSeconds(Math.Max(0, reader.GetInt64(1))));
    }

    /// <summary>
    /// A dump that was loaded into another server brings transaction numbers which that server has not reached: the documents are
    /// numbered anew, and what the cluster holds is of no use.
    /// </summary>
    /// <returns>Whether that was so.</returns>
    internal async Task<bool> MendAfterRestore(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            WITH mended AS (UPDATE search_document SET changed_in = pg_current_xact_id() WHERE changed_in > pg_current_xact_id() RETURNING 1),
                 given_up AS (UPDATE search_index SET state = 'Failed', ended_at = now(), error = 'The database was restored'
                              WHERE state IN ('Building', 'Switching', 'Live') AND position_change > pg_current_xact_id() RETURNING 1)
            SELECT (SELECT count(*) FROM mended) + (SELECT count(*) FROM given_up) > 0
            """);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>How many products an index that got so far must have at least, and may have at most: those changed since may be in it or not.</summary>
    internal async Task<(long Least, long Most)> Expected(FeedPosition position, string index, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            SELECT count(*) FILTER (WHERE (changed_in, product_id) <= ($1::text::xid8, $2)) - (SELECT count(*) FROM search_parked WHERE index_name = $3), count(*) FROM search_document
            """);
        Place(command, position);
        command.Parameters.Add(new() { Value = index });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static void Place(NpgsqlCommand command, FeedPosition position)
    {
        command.Parameters.Add(new() { Value = position.Change.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new() { Value = position.ProductId });
    }
}
