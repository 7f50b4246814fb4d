using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>搁置的产品: documents that the cluster refuses, kept with what it said until a later change of the product is taken.</summary>
internal sealed class ParkedProducts([FromKeyedServices("catalog")] NpgsqlDataSource database, TimeProvider clock)
{
    internal sealed record Row(Guid ProductId, string Name, string Error, DateTimeOffset ParkedAt);

    internal async Task Park(string index, IReadOnlyList<WriteOutcome> refused, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO search_parked (product_id, index_name, version, error, parked_at)
            SELECT given.id, $2, given.version, left(given.error, 1000), $5 FROM unnest($1, $3, $4) AS given (id, version, error)
            ON CONFLICT (product_id) DO UPDATE SET index_name = excluded.index_name, version = excluded.version, error = excluded.error, parked_at = excluded.parked_at
            """);
        command.Parameters.Add(new() { Value = refused.Select(outcome => outcome.Product.ProductId).ToArray() });
        command.Parameters.Add(new() { Value = index });
        command.Parameters.Add(new() { Value = refused.Select(outcome => outcome.Product.Version).ToArray() });
        command.Parameters.Add(new() { Value = refused.Select(outcome => $"{outcome.Kind}: {outcome.Reason}").ToArray() });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The cluster has taken these: whatever was wrong with them is not any more.</summary>
    internal async Task Release(IReadOnlyList<Guid> taken, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("DELETE FROM search_parked WHERE product_id = ANY($1)");
        command.Parameters.Add(new() { Value = taken.ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task<long> Count(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM search_parked");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
