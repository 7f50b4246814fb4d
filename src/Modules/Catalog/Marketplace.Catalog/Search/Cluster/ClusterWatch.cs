using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>Looks whether the cluster may answer: whether it has a whole index, is up to date, and answers a search in time.</summary>
internal sealed class ClusterWatch : IDisposable
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(2);
    private readonly ClusterClient cluster;
    private readonly ClusterBreaker breaker;
    private readonly IndexBook book;
    private readonly ChangeFeed changes;
    private readonly ClusterOptions options;
    private readonly Meter meter = new("Marketplace.Search");
    private readonly Counter<long> fallbacks;
    private long probedAt;

    public ClusterWatch(ClusterClient cluster, ClusterBreaker breaker, IndexBook book, ChangeFeed changes, ClusterOptions options)
    {
        (this.cluster, this.breaker, this.book, this.changes, this.options) = (cluster, breaker, book, changes, options);
        meter.CreateObservableGauge("marketplace.search.lag", () => Lag.Age.TotalSeconds, "s", "Age of the oldest change that the search cluster has not got");
        meter.CreateObservableGauge("marketplace.search.waiting", () => Lag.Waiting, "{change}", "Changes that the search cluster has not got");
        meter.CreateObservableGauge("marketplace.search.fallback", () => breaker.Reason is null ? 0 : 1, description: "1 while PostgreSQL answers instead of the cluster");
        fallbacks = meter.CreateCounter<long>("marketplace.search.fallbacks", "{search}", "Searches that PostgreSQL answered instead of the cluster");
    }

    /// <summary>How far behind the answering index was at the last look.</summary>
    internal FeedLag Lag { get; private set; } = new(0, TimeSpan.Zero);

    internal void CountFallback(FallbackReason reason) => fallbacks.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    internal async Task Look(CancellationToken cancellation)
    {
        var live = (await book.Present(cancellation)).FirstOrDefault(row => row.State == IndexState.Live);
        // The alias was moved before the row was, so there is no moment without an index; the verification is for the old one's sake.
        if (live is null || live.Form != ClusterMapping.Form)
        {
            breaker.Found(FallbackReason.NotBuilt, live?.Error);
            return;
        }

        Lag = await changes.Lag(live.Position, cancellation);
        // While all is well a look now and then is enough; while it is not, each look counts.
        if (breaker.Reason is null && TimeProvider.System.GetElapsedTime(probedAt) < ProbeEvery && probedAt > 0)
        {
            if (Lag.Age > options.MostLag) breaker.Found(FallbackReason.Behind);
            return;
        }

        var trouble = await Probe(live, cancellation);
        probedAt = TimeProvider.System.GetTimestamp();
        breaker.Found(trouble is not null ? FallbackReason.Unreachable : Lag.Age > options.MostLag ? FallbackReason.Behind : null, trouble);
    }

    public void Dispose() => meter.Dispose();

    private async Task<string?> Probe(IndexRow live, CancellationToken cancellation)
    {
        try
        {
            using var answer = await cluster.Search(options.Alias, new JsonObject { ["size"] = 0, ["track_total_hits"] = false }, cancellation);
            return answer.RootElement.GetProperty("_shards").GetProperty("failed").GetInt32() == 0 ? null : "not every part of the index answered";
        }
        catch (ClusterRefusedException refused) when (refused.IsMissingIndex)
        {
            // The index, or only its alias: whoever keeps it finds out and mends it, also while no product changes.
            await book.Doubt(live.Name, cancellation);
            return refused.Message;
        }
        catch (Exception e) when (e is ClusterUnavailableException or ClusterRefusedException or JsonException or KeyNotFoundException)
        {
            return e.Message;
        }
    }
}
