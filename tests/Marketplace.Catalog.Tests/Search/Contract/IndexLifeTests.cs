using System.Text.Json.Nodes;
using Marketplace.Catalog.Search.Cluster;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Catalog.Tests.Search.Contract;

/// <summary>What is written to the cluster, and how its index is replaced while writes go on.</summary>
public abstract class IndexLifeTests(ClusterHost host) : IAsyncLifetime
{
    /// <summary>A third index lost within ten minutes is not built anew by itself: what another test lost must not count.</summary>
    public async ValueTask InitializeAsync()
    {
        if (SearchServers.Place.Folder is not null) await host.Execute("UPDATE search_index SET ended_at = ended_at - interval '1 hour' WHERE state = 'Failed'");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_late_document_never_replaces_a_newer_one_nor_brings_back_what_was_withdrawn()
    {
        SearchServers.SkipWithout();
        var (cluster, live) = (host.Of<ClusterClient>(), (await host.Live())!);
        var product = Guid.NewGuid();
        async Task<int> Write(long version, bool isOnSale, long sold) => (await cluster.Write(
            ClusterFeed.WriteAlias(live.Name), [new IndexedProduct(product, version, $$"""{"product_id":"{{product}}","is_on_sale":{{(isOnSale ? "true" : "false")}},"sold":{{sold}},"available":1}""")], default))[0].Status;
        Assert.Equal(201, await Write(5, true, 50));
        Assert.Equal(409, await Write(4, true, 40));
        Assert.Equal(200, await Write(7, false, 70));
        Assert.Equal(409, await Write(6, true, 60));
        // The same once more, as after a lost answer.
        Assert.Equal(200, await Write(7, false, 70));
        Assert.Equal("7|f|70|1", (await host.InCluster())[product]);
        await host.Execute("UPDATE search_document SET sold = sold + 1");
        await host.ClusterAnswers();
        Assert.Equal("7|f|70|1", (await host.InCluster())[product]);
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_index_is_rebuilt_and_two_hosts_and_many_writers_are_at_work()
    {
        SearchServers.SkipWithout();
        await using var twin = await host.StartTwin();
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_TEST_SEED"), out var given) ? given : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var before = (await host.Live())!.Name;
        // Some products come into being only while the new index is filled.
        await host.Execute("CREATE TABLE kept AS SELECT product_id, document, category_code, county_code, supplier_kind, fen_per_kg, from_fen, season_from, season_to, listed_at, form FROM search_document ORDER BY product_id LIMIT 40; GRANT SELECT ON kept TO mp_catalog");
        await host.Execute("DELETE FROM search_document WHERE product_id IN (SELECT product_id FROM kept)");
        var client = host.As(Role.Operator);
        using var finished = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(number => Task.Run(() => Write(number % 2 == 0 ? host : twin, new Random(seed + number), finished.Token))).ToList();
        var readers = Task.Run(() => Search(finished.Token));
        await client.Post("/api/search-engine/rebuilds").Body();
        await client.Post("/api/search-engine/rebuilds").MustBeProblem(409, "rebuild-under-way");
        await MarketplaceHost.Eventually(async () => await host.Live() is { VerifiedAt: not null } live && live.Name != before, "the new index is live", 60);
        await finished.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal(0, await readers);
        await host.ClusterAnswers();
        Assert.Equal(await host.InDatabase(), await host.InCluster());
        await MarketplaceHost.Eventually(async () => (await host.Of<ClusterClient>().Indices(host.Of<ClusterOptions>().Alias, default)).Count == 1, "the old index is gone");
        Assert.True((await writers[0]) > 0);
    }

    [Fact]
    public async Task A_rebuild_that_is_called_off_leaves_nothing_behind_and_orphans_are_removed_but_never_another_installation_s()
    {
        SearchServers.SkipWithout();
        var (cluster, options, book) = (host.Of<ClusterClient>(), host.Of<ClusterOptions>(), host.Of<IndexBook>());
        var (live, client) = ((await host.Live())!.Name, host.As(Role.Operator));
        await client.Post("/api/search-engine/rebuilds").Body();
        using var cancelled = await client.Post("/api/search-engine/rebuilds/cancellation");
        // A rebuild this small may be in place before anybody calls it off.
        if (cancelled.IsSuccessStatusCode) Assert.Equal(live, (await host.Live())!.Name);
        await client.Post("/api/search-engine/rebuilds/cancellation").MustBeProblem(409, "no-rebuild");
        await cluster.CreateIndex(options.Alias + "-20200101-orphan", ClusterMapping.Definition(await book.Installation(default), options.Alias + "-orphan-feed"), default);
        await cluster.CreateIndex(options.Alias + "-20200101-foreign", ClusterMapping.Definition(Guid.NewGuid(), options.Alias + "-foreign-feed"), default);
        await host.Of<IndexLife>().RemoveOrphans(default);
        await MarketplaceHost.Eventually(async () => (await cluster.Indices(options.Alias, default)).Count == 2, "one index and the foreign one are left");
        Assert.Contains(await cluster.Indices(options.Alias, default), index => index.Name.EndsWith("foreign", StringComparison.Ordinal));
        await cluster.DropIndex(options.Alias + "-20200101-foreign", default);
        await host.ClusterAnswers();
    }

    [Fact]
    public async Task What_the_cluster_refuses_is_parked_and_shown_without_holding_up_its_neighbours_and_leaves_once_it_is_taken()
    {
        SearchServers.SkipWithout();
        var client = host.As(Role.Operator);
        var product = (await host.InDatabase()).Keys.First();
        await host.Execute($"UPDATE search_document SET recognised_to = 'infinity' WHERE product_id = '{product}'");
        await host.Execute($"UPDATE search_document SET sold = sold + 1 WHERE product_id <> '{product}'");
        await MarketplaceHost.Eventually(async () => (await client.Read("/api/search-engine/parked"))["items"]!.AsArray().Count == 1, "the product is parked");
        await host.ClusterAnswers();
        var row = (await client.Read("/api/search-engine/parked"))["items"]![0]!;
        Assert.Equal(product, row["productId"]!.GetValue<Guid>());
        Assert.Contains("pars", row["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, (await client.Read("/api/search-engine"))["parked"]!.GetValue<long>());
        var (there, here) = (await host.InCluster(), await host.InDatabase());
        Assert.All(here.Where(pair => pair.Key != product), pair => Assert.Equal(pair.Value, there[pair.Key]));
        // Once more while nothing was mended: it is parked again.
        await client.Post("/api/search-engine/parked/retry", new { productIds = new[] { product } }).Body();
        await host.ClusterAnswers();
        Assert.Single((await client.Read("/api/search-engine/parked"))["items"]!.AsArray());
        await host.Execute($"UPDATE search_document SET recognised_to = NULL WHERE product_id = '{product}'");
        await MarketplaceHost.Eventually(async () => (await client.Read("/api/search-engine/parked"))["items"]!.AsArray().Count == 0, "the product is taken");
        Assert.Equal((await host.InDatabase())[product], (await host.InCluster())[product]);
    }

    [Fact]
    public async Task An_index_that_somebody_deleted_is_built_anew_and_never_made_up_by_the_cluster()
    {
        SearchServers.SkipWithout();
        var lost = (await host.Live())!.Name;
        await host.Of<ClusterClient>().DropIndex(lost, default);
        await host.Execute("UPDATE search_document SET sold = sold + 1");
        Assert.NotEmpty((await host.Stranger().Read("/api/search"))["items"]!.AsArray());
        await MarketplaceHost.Eventually(async () => await host.Live() is { VerifiedAt: not null } live && live.Name != lost, "a new index is live", 60);
        await host.ClusterAnswers();
        Assert.Equal(await host.InDatabase(), await host.InCluster());
        Assert.DoesNotContain(await host.Of<ClusterClient>().Indices(host.Of<ClusterOptions>().Alias, default), index => index.Name == lost);
    }

    [Fact]
    public async Task A_lost_index_or_alias_is_found_out_although_no_product_changes()
    {
        SearchServers.SkipWithout();
        await host.ClusterAnswers();
        var (cluster, options, live) = (host.Of<ClusterClient>(), host.Of<ClusterOptions>(), (await host.Live())!.Name);
        await host.Of<ClusterNodes>().Send(HttpMethod.Delete, $"{live}/_alias/{options.Alias}", default, TimeSpan.FromSeconds(10), default);
        await MarketplaceHost.Eventually(async () => (await cluster.Indices(options.Alias, default)).Any(index => index.Name == live && index.Aliases.Contains(options.Alias)), "the alias is back");
        await host.ClusterAnswers();
        Assert.Equal(live, (await host.Live())!.Name);
        await cluster.DropIndex(live, default);
        await MarketplaceHost.Eventually(async () => await host.Live() is { VerifiedAt: not null } next && next.Name != live, "a new index is live", 60);
        await host.ClusterAnswers();
        Assert.Equal(await host.InDatabase(), await host.InCluster());
    }

    [Fact]
    public async Task A_database_that_was_loaded_into_another_server_is_carried_over_anew()
    {
        SearchServers.SkipWithout();
        var before = (await host.Live())!.Name;
        await host.Execute("ALTER TABLE search_document DISABLE TRIGGER search_document_changed; UPDATE search_document SET changed_in = (pg_current_xact_id()::text::bigint + 1000000)::text::xid8; ALTER TABLE search_document ENABLE TRIGGER search_document_changed");
        await host.Execute("UPDATE search_index SET position_change = (pg_current_xact_id()::text::bigint + 1000000)::text::xid8 WHERE state = 'Live'");
        await using var twin = await host.StartTwin();
        await MarketplaceHost.Eventually(async () => await host.Live() is { VerifiedAt: not null } live && live.Name != before, "a new index is live", 60);
        await host.Execute("UPDATE search_document SET sold = sold + 1");
        await host.ClusterAnswers();
        Assert.Equal(await host.InDatabase(), await host.InCluster());
    }

    /// <summary>Transactions of one to three products that stay open for a while, so that they end in another order than they began.</summary>
    private static async Task<int> Write(MarketplaceHost at, Random random, CancellationToken cancellation)
    {
        var written = 0;
        while (!cancellation.IsCancellationRequested || written < 30)
        {
            await using var connection = await at.Services.GetRequiredKeyedService<NpgsqlDataSource>("catalog").OpenConnectionAsync(default);
            await using var transaction = await connection.BeginTransactionAsync(default);
            var change = random.Next(4) switch
            {
                0 => "is_on_sale = NOT is_on_sale",
                1 => $"available = {random.Next(100)}",
                _ => $"sold = sold + {random.Next(1, 9)}",
            };
            var sql = written % 5 == 4
                ? $"INSERT INTO search_document (product_id, document, category_code, county_code, supplier_kind, fen_per_kg, from_fen, season_from, season_to, listed_at, form, is_on_sale) SELECT *, true FROM kept OFFSET {random.Next(40)} LIMIT 1 ON CONFLICT DO NOTHING"
                : $"UPDATE search_document SET {change} WHERE product_id IN (SELECT product_id FROM search_document ORDER BY product_id OFFSET {random.Next(280)} LIMIT {random.Next(1, 4)} FOR UPDATE)";
            await using (var command = new NpgsqlCommand(sql, connection, transaction)) written += await command.ExecuteNonQueryAsync(default);
            await Task.Delay(random.Next(20), CancellationToken.None);
            if (random.Next(6) > 0) await transaction.CommitAsync(default);
        }

        return written;
    }

    /// <returns>How many searches found nothing at all, or had to be answered by PostgreSQL.</returns>
    private async Task<int> Search(CancellationToken cancellation)
    {
        var empty = 0;
        var client = host.Stranger();
        while (!cancellation.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(new Uri("/api/search?size=1&county=500236", UriKind.Relative), CancellationToken.None);
            if (answer.Headers.Contains("Search-Fallback") || JsonNode.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None))!["total"]!.GetValue<long>() == 0) empty++;
        }

        return empty;
    }
}

public sealed class ElasticsearchIndexLifeTests(ElasticsearchHost host) : IndexLifeTests(host), IClassFixture<ElasticsearchHost>;

public sealed class OpenSearchIndexLifeTests(OpenSearchHost host) : IndexLifeTests(host), IClassFixture<OpenSearchHost>;
