using Marketplace.Catalog.Search.Cluster;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Catalog.ShowSearchEngine;

/// <summary>搜索引擎: which engine answers searches, how it is, and what has been built.</summary>
internal static class ShowSearchEngine
{
    private const int IndicesShown = 8;

    /// <param name="IsCluster">Whether a cluster is configured; everything below it is empty otherwise.</param>
    /// <param name="Fallback">Why PostgreSQL answers instead of the cluster; nothing while the cluster answers.</param>
    /// <param name="FallbackSince">As this host sees it.</param>
    /// <param name="Host">The host that answered: each has its own way to the cluster.</param>
    /// <param name="LastError">What the cluster said when it failed last.</param>
    /// <param name="Health">How the cluster says it is; nothing when it does not answer.</param>
    internal sealed record Response(
        bool IsCluster, FallbackReason? Fallback, DateTimeOffset? FallbackSince, string? Host, string? LastError, HealthBody? Health, LagBody? Lag, long Parked,
        IReadOnlyList<IndexBody> Indices);

    internal sealed record HealthBody(string Product, string Status, int UnassignedShards, IReadOnlyList<NodeBody> Nodes);

    internal sealed record NodeBody(string Name, bool IsLeader, int? HeapPercent, int? DiskPercent, int? CpuPercent);

    internal sealed record LagBody(long Waiting, long AgeSeconds, long LimitSeconds);

    /// <param name="Documents">What the index itself counts; nothing when the cluster does not answer.</param>
    /// <param name="Written">Changes carried to it so far.</param>
    /// <param name="Total">Products there are.</param>
    internal sealed record IndexBody(
        string Name, IndexState State, long? Documents, long Written, long Total, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? LiveAt,
        DateTimeOffset? EndedAt, bool IsRemoved, string? Error);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/search-engine", Handle)
        .WithName("ShowSearchEngine").WithTags("Catalog").Requires(CatalogPermissions.OperateSearch).Reads();

    private static async Task<Ok<Response>> Handle(IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<ClusterBreaker>() is not { } breaker) return TypedResults.Ok(new Response(false, null, null, null, null, null, null, 0, []));
        var indices = await services.GetRequiredService<IndexBook>().Newest(IndicesShown, cancellation);
        var parked = await services.GetRequiredService<ParkedProducts>().Count(cancellation);
        var cluster = services.GetRequiredService<ClusterClient>();
        var health = await Asked(async () => await cluster.Health(cancellation));
        var bodies = new List<IndexBody>();
        foreach (var index in indices) bodies.Add(BodyOf(index, health is null || index.RemovedAt is not null ? null : await Asked(async () => (long?)await cluster.Count(index.Name, cancellation))));
        return TypedResults.Ok(new Response(
            true, breaker.Reason, breaker.Reason is null ? null : breaker.Since, Environment.MachineName, breaker.Reason is null ? null : breaker.LastError,
            health is null ? null : new HealthBody(health.Product, health.Status, health.UnassignedShards, [.. health.Nodes.Select(node => new NodeBody(node.Name, node.IsLeader, node.HeapPercent, node.DiskPercent, node.CpuPercent))]),
            LagOf(services), parked, bodies));
    }

    private static LagBody LagOf(IServiceProvider services)
    {
        var lag = services.GetRequiredService<ClusterWatch>().Lag;
        return new LagBody(lag.Waiting, (long)lag.Age.TotalSeconds, (long)services.GetRequiredService<ClusterOptions>().MostLag.TotalSeconds);
    }

    private static IndexBody BodyOf(IndexRow index, long? documents) => new(
        index.Name, index.State, documents, index.Written, index.Total, index.RequestedBy, index.RequestedAt, index.LiveAt, index.EndedAt, index.RemovedAt is not null, index.Error);

    /// <summary>The screen is needed most when the cluster does not answer.</summary>
    private static async Task<T?> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is ClusterUnavailableException or ClusterRefusedException or System.Text.Json.JsonException or KeyNotFoundException)
        {
            return default;
        }
    }
}
