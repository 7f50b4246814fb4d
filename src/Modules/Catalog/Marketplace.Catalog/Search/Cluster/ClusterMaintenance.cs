using System.Globalization;
using Marketplace.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary><c>search-rebuild</c>: builds the cluster's index anew and waits for it. Works beside running hosts and without any.</summary>
internal sealed class RebuildByHand(IServiceProvider services) : IMaintenance
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public string Verb => "search-rebuild";

    public async Task<int> Run(TextWriter output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (services.GetService<IndexLife>() is not { } life)
        {
            await output.WriteLineAsync("搜索用的是 PostgreSQL，没有索引要重建。PostgreSQL answers searches; there is no index to build.");
            return 1;
        }

        var book = services.GetRequiredService<IndexBook>();
        await using (var connection = await book.Connect(cancellation))
        {
            if (!await life.Begin(connection, Verb, cancellation)) await output.WriteLineAsync("已经在重建，接着做。A rebuild is under way; going on with it.");
        }

        return await Follow(book, output, cancellation);
    }

    private async Task<int> Follow(IndexBook book, TextWriter output, CancellationToken cancellation)
    {
        var keeper = services.GetRequiredService<ClusterKeeper>();
        var name = (await book.Newest(1, cancellation))[0].Name;
        var said = string.Empty;
        while (true)
        {
            var isBusy = await keeper.Tick(cancellation);
            var index = (await book.Find(name, cancellation))!;
            var line = index.State is IndexState.Building or IndexState.Switching
                ? $"{index.Written.ToString(CultureInfo.InvariantCulture)} / {index.Total.ToString(CultureInfo.InvariantCulture)}{(index.Error is { } error ? "  " + error : string.Empty)}"
                : $"{index.State}  {index.Error}".TrimEnd();
            if (line != said) await output.WriteLineAsync(said = line);
            if (index is { State: IndexState.Live, VerifiedAt: not null } or { State: IndexState.Retired }) return 0;
            if (index.State is IndexState.Failed or IndexState.Cancelled) return 1;
            if (!isBusy) await Task.Delay(Pause, cancellation);
        }
    }
}

/// <summary>What <c>doctor</c> says about the cluster.</summary>
internal sealed class ClusterCheckup(IServiceProvider services) : ICheckup
{
    public async Task<Finding> Check(CancellationToken cancellation)
    {
        if (services.GetService<ClusterClient>() is not { } cluster) return new Finding(true, "搜索用 PostgreSQL，索引在库里。", "Search uses PostgreSQL; its index is in the database.");
        var options = services.GetRequiredService<ClusterOptions>();
        try
        {
            var health = await cluster.Health(cancellation);
            var nodes = health.Nodes.Count.ToString(CultureInfo.InvariantCulture);
            var found = (await cluster.Indices(options.Alias + "-", cancellation)).Any(index => index.Aliases.Contains(options.Alias));
            if (health.Status == "red") return new Finding(false, $"搜索集群 {health.Product} 缺数据（red）。请修好节点，或重建索引。", $"The search cluster {health.Product} misses data (red). Mend its nodes or rebuild the index.");
            return found
                ? new Finding(true, $"搜索用 {health.Product}，{nodes} 个节点，{health.Status}。", $"Search uses {health.Product}, {nodes} node(s), {health.Status}.")
                : new Finding(true, $"搜索集群 {health.Product} 可用，索引还没有建，启动后自己建。", $"The search cluster {health.Product} answers; its index is not built yet and is once the host runs.");
        }
        catch (Exception e) when (e is ClusterUnavailableException or ClusterRefusedException)
        {
            return new Finding(false, $"搜索集群不可用，现在由 PostgreSQL 回答：{e.Message}", $"The search cluster cannot be used, PostgreSQL answers instead: {e.Message}");
        }
    }
}
