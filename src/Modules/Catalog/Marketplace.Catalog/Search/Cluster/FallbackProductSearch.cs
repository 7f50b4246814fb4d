using System.Text.Json;
using Marketplace.Catalog.Search.Memory;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>Asks the cluster while it answers, and PostgreSQL whenever it does not: a search always has an answer.</summary>
internal sealed class FallbackProductSearch(ClusterProductSearch cluster, MemoryProductSearch postgres, ClusterBreaker breaker, ClusterWatch watch) : IProductSearch
{
    public async Task<SearchResult> Find(ProductSearch search, CancellationToken cancellation) =>
        await FromCluster(() => cluster.Find(search, cancellation)) is { } found ? found
            : (await postgres.Find(search, cancellation)) with { Fallback = breaker.Reason ?? FallbackReason.Unreachable };

    public async Task<IReadOnlyList<string>> Suggest(string text, int size, CancellationToken cancellation) =>
        await FromCluster(() => cluster.Suggest(text, size, cancellation)) ?? await postgres.Suggest(text, size, cancellation);

    private async Task<T?> FromCluster<T>(Func<Task<T>> ask)
        where T : class
    {
        if (breaker.Reason is { } reason)
        {
            watch.CountFallback(reason);
            return null;
        }

        try
        {
            var answer = await ask();
            breaker.Answered();
            return answer;
        }
        catch (ClusterRefusedException)
        {
            // About this one search, such as a cursor somebody made up: nobody else's search suffers from it.
            watch.CountFallback(FallbackReason.Unreachable);
            return null;
        }
        catch (Exception e) when (e is ClusterUnavailableException or JsonException or KeyNotFoundException or FormatException)
        {
            breaker.Failed(e.Message);
            watch.CountFallback(FallbackReason.Unreachable);
            return null;
        }
    }
}
