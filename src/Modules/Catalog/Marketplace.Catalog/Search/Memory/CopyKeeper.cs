using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>
/// Keeps one copy of the search documents in this host. Nobody is ever answered from a copy that is older than the question: before each
/// search the database is asked what changed, one small look into an index, and searches that come while such a look is under way share
/// the next one. A large market's copy is made in the background; until then, and while it is far behind, there is none.
/// </summary>
internal sealed partial class CopyKeeper(CopyFeed feed, IHostApplicationLifetime life, ILogger<CopyKeeper> logger) : IDisposable
{
    /// <summary>So many products are read while the first search waits; with more of them PostgreSQL answers meanwhile.</summary>
    private const int ReadAtOnce = 5000;

    /// <summary>So many changes are taken over while a search waits; after more of them a new copy is made.</summary>
    private const int TakenAtOnce = 2000;

    private const int Batch = 200;
    private readonly Lock gate = new();
    private SearchCopy? copy;
    private ulong safe;
    private Task? making;
    private Task? looking;
    private Task? waiting;

    /// <returns>A copy that holds everything that was committed before the call, or nothing while there is none.</returns>
    internal async Task<SearchCopy?> Current(CancellationToken cancellation)
    {
        if (copy is null)
        {
            var made = Make();
            if (!await feed.HoldsAtMost(ReadAtOnce, cancellation)) return null;
            await made.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }

        await Look().WaitAsync(cancellation);
        return copy;
    }

    public void Dispose() => copy?.Dispose();

    /// <summary>Begins to make a copy unless one is being made.</summary>
    private Task Make()
    {
        lock (gate) return making is { IsCompleted: false } ? making : making = Task.Run(() => MakeNow(life.ApplicationStopping));
    }

    private async Task MakeNow(CancellationToken stopping)
    {
        try
        {
            var from = await feed.Now(stopping);
            var made = new SearchCopy(await feed.Categories(stopping));
            await TakeInto(made, feed.All(stopping), stopping);
            made.Words.Seal();
            LogMade(made.Size, made.Words.Words);
            lock (gate) (copy, safe) = (made, from);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; there is nobody left to answer.
        }
        catch (Exception e)
        {
            LogNotMade(e);
            throw;
        }
    }

    private Task Look()
    {
        lock (gate)
        {
            if (looking is { IsCompleted: false }) return waiting ??= LookAfter(looking);
            return looking = LookNow();
        }
    }

    private async Task LookAfter(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task mine;
        lock (gate)
        {
            waiting = null;
            mine = looking = LookNow();
        }

        await mine;
    }

    private async Task LookNow()
    {
        if (copy is not { } current) return;
        var stopping = life.ApplicationStopping;
        var changes = await feed.Since(safe, stopping);
        var lacking = changes.Products.Where(change => current.Lacks(change.Product, change.Version)).Select(change => change.Product).ToList();
        if (lacking.Count > TakenAtOnce)
        {
            Drop(current);
            return;
        }

        if (lacking.Count > 0) await TakeInto(current, feed.These(lacking, stopping), stopping);
        lock (gate)
        {
            if (copy == current && changes.Safe > safe) safe = changes.Safe;
        }

        // A worn copy still answers right: it goes on until the new one is there.
        if (current.IsWornOut) _ = Make();
    }

    private void Drop(SearchCopy old)
    {
        lock (gate)
        {
            if (copy == old) copy = null;
        }

        _ = Make();
    }

    private static async Task TakeInto(SearchCopy copy, IAsyncEnumerable<CopiedProduct> products, CancellationToken stopping)
    {
        await foreach (var batch in products.Chunk(Batch).WithCancellation(stopping)) copy.Take(batch);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Search copy made: {Products} products, {Words} words")]
    private partial void LogMade(int products, int words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search copy could not be made; PostgreSQL answers")]
    private partial void LogNotMade(Exception exception);
}
