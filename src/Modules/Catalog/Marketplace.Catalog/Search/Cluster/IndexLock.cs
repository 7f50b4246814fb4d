using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>Lets one host at a time work on an index. Held by a connection, so that a killed host's is free at once.</summary>
internal sealed class IndexLock([FromKeyedServices("catalog")] NpgsqlDataSource database)
{
    /// <returns>Nothing when another host holds it.</returns>
    internal async Task<IAsyncDisposable?> TryTake(string name, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('search-index:' || $1, 0))", connection) { Parameters = { new() { Value = name } } };
            if (await command.ExecuteScalarAsync(cancellation) is true) return new Held(connection, name);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    private sealed class Held(NpgsqlConnection connection, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtextextended('search-index:' || $1, 0))", connection) { Parameters = { new() { Value = name } } };
                await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // The connection is lost, and the lock with it.
            }

            await connection.DisposeAsync();
        }
    }
}
