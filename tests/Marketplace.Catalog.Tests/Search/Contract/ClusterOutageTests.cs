using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Cluster;
using Marketplace.Catalog.Tests.Demonstration;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Search.Contract;

/// <summary>A cluster of its own that is killed, cut in half and brought back while people search and products change.</summary>
public abstract class ClusterOutageTests(SearchEngine engine)
{
    [Fact]
    public async Task A_node_killed_in_the_middle_of_a_rebuild_costs_nobody_an_answer_and_no_product_its_place()
    {
        SearchServers.SkipWithout();
        await using var server = await SearchServer.Start(engine);
        await using var host = new DemonstrationHost();
        host.WithCluster(server).Setting("Search:Cluster:BatchSize", "2").Setting("Search:Cluster:LagLimitSeconds", "3600");
        await host.InitializeAsync();
        await host.ClusterAnswers();
        var (before, client) = ((await host.Live())!.Name, host.As(Role.Operator));

        await client.Post("/api/search-engine/rebuilds").Body();
        await MarketplaceHost.Eventually(async () => await Building(host) is { Written: > 20 }, "the rebuild is on its way");
        await server.Kill();
        var at = (await Building(host))!.Written;
        Assert.True(at < 250, $"The rebuild had written {at} when the node was killed.");
        await host.Execute("UPDATE search_document SET sold = sold + 1");

        // Down: answered by PostgreSQL within the patience, and told.
        await Falls(host, client, "unreachable");
        Assert.Null((await client.Read("/api/search-engine"))["health"]);
        var found = await host.Stranger().Read("/api/search?q=" + Uri.EscapeDataString("脐橙"));
        Assert.NotEmpty(found["items"]!.AsArray());
        Assert.NotEmpty((await host.Stranger().Read("/api/search/suggestions?q=qich"))["items"]!.AsArray());
        Assert.True((await Building(host))!.Written < 250);

        // Back: goes on where it was, and ends with everything.
        await server.StartAgain();
        await MarketplaceHost.Eventually(async () => await host.Live() is { VerifiedAt: not null } live && live.Name != before, "the rebuild went on and is live", 90);
        await host.ClusterAnswers();
        Assert.Equal(await host.InDatabase(), await host.InCluster());
        using var answer = await host.Stranger().GetAsync(new Uri("/api/search", UriKind.Relative));
        Assert.False(answer.Headers.Contains("Search-Fallback"));
    }

    [Fact]
    public async Task One_of_two_nodes_may_go_and_a_cursor_outlives_the_engine_that_gave_it()
    {
        SearchServers.SkipWithout();
        await using var first = await SearchServer.Start(engine);
        await using var second = await SearchServer.Start(engine, first);
        await using var host = new DemonstrationHost();
        // The one that is going to be killed is asked as often as the other.
        host.WithCluster(second, first);
        await host.InitializeAsync();
        await host.ClusterAnswers();
        var client = host.As(Role.Operator);
        await MarketplaceHost.Eventually(async () => (await client.Read("/api/search-engine"))["health"]?["status"]?.GetValue<string>() == "green", "each node has the index");
        Assert.Equal(2, (await client.Read("/api/search-engine"))["health"]!["nodes"]!.AsArray().Count);

        await second.Kill();
        for (var search = 0; search < 6; search++) Assert.NotEmpty((await host.Stranger().Read("/api/search?size=5"))["items"]!.AsArray());
        await host.Execute("UPDATE search_document SET sold = sold + 1");
        await host.ClusterAnswers(90);
        await MarketplaceHost.Eventually(async () => !(await Answer(host)).Headers.Contains("Search-Fallback"), "the node that is left answers");
        Assert.Equal(await host.InDatabase(), await host.InCluster());

        // A page from the cluster, the next from PostgreSQL.
        foreach (var sort in new[] { "price-per-kg", "relevance" })
        {
            var page = await host.Stranger().Read($"/api/search?size=30&sort={sort}");
            var cursor = page["nextCursor"]!.GetValue<string>();
            var rest = await host.Of<PostgresProductSearch>().Find(new ProductSearch(
                null, null, null, null, null, null, null, null, null, sort == "relevance" ? SearchSort.Relevance : SearchSort.PricePerKg, 30, cursor), default);
            var onward = await host.Stranger().Read($"/api/search?size=30&sort={sort}&cursor={cursor}");
            Assert.Equal(onward["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>()), rest.Items.Select(item => item.ProductId));
            // And back: what PostgreSQL gave, the cluster goes on from.
            var third = await host.Stranger().Read($"/api/search?size=30&sort={sort}&cursor={rest.NextCursor}");
            var expected = await host.Of<PostgresProductSearch>().Find(new ProductSearch(
                null, null, null, null, null, null, null, null, null, sort == "relevance" ? SearchSort.Relevance : SearchSort.PricePerKg, 30, rest.NextCursor), default);
            Assert.Equal(expected.Items.Select(item => item.ProductId), third["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>()));
        }

        await first.Kill();
        await Falls(host, client, "unreachable");
    }

    private static async Task<IndexRow?> Building(MarketplaceHost host) =>
        (await host.Of<IndexBook>().Present(default)).FirstOrDefault(row => row.State == IndexState.Building);

    private static Task<HttpResponseMessage> Answer(MarketplaceHost host) => host.Stranger().GetAsync(new Uri("/api/search?size=1", UriKind.Relative));

    private static async Task Falls(MarketplaceHost host, HttpClient client, string reason)
    {
        await MarketplaceHost.Eventually(async () => (await Answer(host)).Headers.TryGetValues("Search-Fallback", out var said) && said.Single() == reason, "PostgreSQL answers and says so");
        await MarketplaceHost.Eventually(async () => (await client.Read("/api/search-engine"))["fallback"]?.GetValue<string>() == reason, "the operator sees it");
        Assert.NotNull((await client.Read("/api/search-engine"))["fallbackSince"]);
    }
}

public sealed class ElasticsearchOutageTests() : ClusterOutageTests(SearchEngine.Elasticsearch);

public sealed class OpenSearchOutageTests() : ClusterOutageTests(SearchEngine.OpenSearch);
