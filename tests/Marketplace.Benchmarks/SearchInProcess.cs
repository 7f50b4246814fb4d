using System.Diagnostics;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Marketplace.Benchmarks;

/// <summary>The search as a host has it inside, and a single-row select over the same pool of connections.</summary>
internal sealed class SearchInProcess : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly CopyKeeper keeper;
    private readonly MemoryProductSearch search;

    internal SearchInProcess(string connectionString)
    {
        var pool = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = true, MaxPoolSize = 25, Options = "-c search_path=catalog,public" };
        database = NpgsqlDataSource.Create(pool.ConnectionString);
        var spelling = new Spelling(database);
        keeper = new CopyKeeper(new CopyFeed(database), new Life(), NullLogger<CopyKeeper>.Instance);
        search = new MemoryProductSearch(keeper, new PostgresProductSearch(database, spelling, TimeProvider.System), spelling, TimeProvider.System);
    }

    /// <summary>Makes the copy and says how long that took and what it holds in memory.</summary>
    internal async Task Warm(int least)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var size = 0;
        while ((size = (await keeper.Current(CancellationToken.None))?.Size ?? 0) < least) await Task.Delay(20);
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"  the copy of {size:N0} products was made in {seconds:0.0} s and holds {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1_000_000:N0} MB");
    }

    internal async Task Find(string words)
    {
        var found = await search.Find(
            new ProductSearch(words, null, null, null, null, null, null, null, null, SearchSort.Relevance, 20, null), CancellationToken.None);
        if (found.Total > 0 && found.Facets.Count == 0) throw new InvalidOperationException("A search came without facets.");
    }

    internal async Task SelectOneRow()
    {
        await using var command = database.CreateCommand("SELECT name, available FROM bench.item WHERE id = $1");
        command.Parameters.Add(new() { Value = Random.Shared.Next(1000) });
        await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        keeper.Dispose();
        await database.DisposeAsync();
    }

    private sealed class Life : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
