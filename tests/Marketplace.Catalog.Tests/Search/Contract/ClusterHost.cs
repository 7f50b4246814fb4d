using System.Text.Json.Nodes;
using Marketplace.Catalog.Search.Cluster;
using Marketplace.Catalog.Tests.Demonstration;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.Tests.Search.Contract;

/// <summary>What tests ask of hosts with a search cluster.</summary>
internal static class ClusterTests
{
    internal static T Of<T>(this MarketplaceHost host)
        where T : notnull => host.Services.GetRequiredService<T>();

    internal static MarketplaceHost WithCluster(this MarketplaceHost host, params SearchServer[] servers)
    {
        for (var at = 0; at < servers.Length; at++) host.Setting($"Search:Cluster:Addresses:{at}", servers[at].Address.ToString());
        return host.Setting("Search:Engine", "Cluster").Setting("Search:Cluster:Prefix", "t" + Guid.NewGuid().ToString("N")[..8]);
    }

    /// <summary>Waits until the cluster answers and has every change.</summary>
    internal static Task ClusterAnswers(this MarketplaceHost host, int seconds = 60) => MarketplaceHost.Eventually(
        async () => host.Of<ClusterBreaker>().Reason is null && await HasAll(host), "the cluster answers and has every change", seconds);

    internal static async Task<IndexRow?> Live(this MarketplaceHost host) =>
        (await host.Of<IndexBook>().Present(CancellationToken.None)).FirstOrDefault(row => row.State == IndexState.Live);

    /// <summary>As the owner of the tables.</summary>
    internal static async Task<int> Execute(this MarketplaceHost host, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(host.Database.ConnectionString) { SearchPath = "catalog,public", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the database says of every product: its version and some of what searches filter by.</summary>
    internal static async Task<SortedDictionary<Guid, string>> InDatabase(this MarketplaceHost host)
    {
        await using var command = host.Services.GetRequiredKeyedService<NpgsqlDataSource>("catalog").CreateCommand("SELECT product_id, concat_ws('|', version, is_on_sale, sold, available) FROM search_document");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new SortedDictionary<Guid, string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetGuid(0), reader.GetString(1));
        return rows;
    }

    /// <summary>The same, as the cluster has it.</summary>
    internal static async Task<SortedDictionary<Guid, string>> InCluster(this MarketplaceHost host, string? index = null)
    {
        index ??= host.Of<ClusterOptions>().Alias;
        await host.Of<ClusterClient>().Refresh(index, CancellationToken.None);
        using var answer = await host.Of<ClusterClient>().Search(index, new JsonObject
        {
            ["size"] = 5000,
            ["version"] = true,
            ["_source"] = false,
            ["docvalue_fields"] = new JsonArray("is_on_sale", "sold", "available"),
        }, CancellationToken.None);
        var rows = new SortedDictionary<Guid, string>();
        foreach (var hit in answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray())
        {
            string Value(string field) => hit.GetProperty("fields").GetProperty(field)[0].ToString();
            rows.Add(Guid.Parse(hit.GetProperty("_id").GetString()!), $"{hit.GetProperty("_version")}|{(Value("is_on_sale").StartsWith('T') || Value("is_on_sale") == "true" ? "t" : "f")}|{Value("sold")}|{Value("available")}");
        }

        return rows;
    }

    private static async Task<bool> HasAll(MarketplaceHost host)
    {
        if (await host.Live() is not { } live || (await host.Of<ChangeFeed>().Lag(live.Position, CancellationToken.None)).Waiting > 0) return false;
        await host.Of<ClusterClient>().Refresh(live.Name, CancellationToken.None);
        return true;
    }
}

/// <summary>The demonstration's host with a search cluster behind the port.</summary>
public abstract class ClusterHost(SearchEngine engine) : DemonstrationHost
{
    internal SearchEngine Engine => engine;

    public override async ValueTask InitializeAsync()
    {
        if (SearchServers.Place.Folder is null) return;
        this.WithCluster(await SearchServers.Of(engine)).Setting("Search:Cluster:TimeoutMilliseconds", "10000");
        await base.InitializeAsync();
        await this.ClusterAnswers();
    }

    public override ValueTask DisposeAsync() => Database is null ? ValueTask.CompletedTask : base.DisposeAsync();
}

public sealed class ElasticsearchHost() : ClusterHost(SearchEngine.Elasticsearch);

public sealed class OpenSearchHost() : ClusterHost(SearchEngine.OpenSearch);
