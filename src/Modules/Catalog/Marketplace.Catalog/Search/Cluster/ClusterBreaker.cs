using Microsoft.Extensions.Logging;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>Why PostgreSQL answers instead of the cluster.</summary>
internal enum FallbackReason
{
    /// <summary>No whole index of this build's form is there yet.</summary>
    NotBuilt,

    /// <summary>The cluster did not answer, or not in time.</summary>
    Unreachable,

    /// <summary>The cluster's index lags behind the products too far.</summary>
    Behind,
}

/// <summary>
/// 熔断: whether searches go to the cluster. Opens after failures, so that nobody waits for a cluster that is down; a probe behind the
/// scenes closes it, no visitor's search does. Each host has its own, because each may reach the cluster or not.
/// </summary>
internal sealed partial class ClusterBreaker(TimeProvider clock, ILogger<ClusterBreaker> logger)
{
    /// <summary>One search that took too long says little; this many in a row say that the cluster is in trouble.</summary>
    internal const int MostFailures = 3;

    private readonly Lock gate = new();
    private int failures;
    private FallbackReason? reason = FallbackReason.NotBuilt;

    /// <summary>Nothing while the cluster answers.</summary>
    internal FallbackReason? Reason
    {
        get
        {
            lock (gate) return reason;
        }
    }

    internal DateTimeOffset Since { get; private set; } = clock.GetUtcNow();

    /// <summary>What the cluster said last when it failed.</summary>
    internal string? LastError { get; private set; }

    internal void Answered()
    {
        lock (gate) failures = 0;
    }

    /// <summary>A search failed; after too many the cluster is left alone.</summary>
    internal void Failed(string error)
    {
        lock (gate)
        {
            LastError = error;
            if (++failures >= MostFailures) Turn(FallbackReason.Unreachable);
        }
    }

    /// <summary>What the look behind the scenes found: whether the cluster answers, has a whole index and is up to date.</summary>
    internal void Found(FallbackReason? found, string? error = null)
    {
        lock (gate)
        {
            if (error is not null) LastError = error;
            if (found is null) failures = 0;
            Turn(found);
        }
    }

    private void Turn(FallbackReason? to)
    {
        if (to == reason) return;
        var wasAnswering = reason is null;
        reason = to;
        // From one trouble to another, PostgreSQL has answered all the while.
        if (wasAnswering || to is null) Since = clock.GetUtcNow();
        if (to is { } why) LogFallback(why, LastError);
        else LogBack();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL answers searches instead of the cluster: {Reason} ({Error})")]
    private partial void LogFallback(FallbackReason reason, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster answers searches again")]
    private partial void LogBack();
}
