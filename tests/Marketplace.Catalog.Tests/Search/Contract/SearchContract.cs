using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Tests.Demonstration;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Search.Contract;

/// <summary>What every engine behind the port does, asked at the front door.</summary>
public abstract class SearchContract(DemonstrationHost host, ITestOutputHelper output)
{
    private const double LeastGain = 0.9;

    [Fact]
    public async Task The_judged_queries_reach_nine_tenths_of_the_best_order()
    {
        var client = Client();
        var gains = new List<(string Text, double Gain, string First)>();
        foreach (var query in JudgedQuery.All)
        {
            var items = (await client.Read($"/api/search?size={JudgedQuery.Depth}&q={Uri.EscapeDataString(query.Text)}"))["items"]!.AsArray();
            gains.Add((query.Text, query.GainOf(items.Select(Id!)), string.Join('、', items.Take(4).Select(item => item!["name"]!.GetValue<string>()))));
        }

        var mean = gains.Average(gain => gain.Gain);
        output.WriteLine($"{GetType().Name}: nDCG@{JudgedQuery.Depth} over {gains.Count} queries: {mean.ToString("0.000", CultureInfo.InvariantCulture)}");
        foreach (var (text, gain, first) in gains.OrderBy(gain => gain.Gain).Take(40)) output.WriteLine($"{gain.ToString("0.00", CultureInfo.InvariantCulture)}  {text}  {first}");
        Assert.True(mean >= LeastGain, $"nDCG@{JudgedQuery.Depth} is {mean.ToString("0.000", CultureInfo.InvariantCulture)}, less than {LeastGain}.");
    }

    [Fact]
    public async Task Every_judged_query_finds_the_same_products_with_the_same_facets_as_in_the_database()
    {
        Client();
        var (engine, database) = (host.Services.GetRequiredService<IProductSearch>(), host.Services.GetRequiredService<PostgresProductSearch>());
        var filters = new Func<ProductSearch, ProductSearch>[]
        {
            all => all, all => all with { InSeason = true, MaxFenPerKg = 3000 }, all => all with { County = "500236", Recognised = true }, all => all with { InStock = false, MinFenPerKg = 1000 },
        };
        foreach (var (query, at) in JudgedQuery.All.Select((query, at) => (query, at)))
        {
            var search = filters[at % filters.Length](new ProductSearch(query.Text, null, null, null, null, null, null, null, null, SearchSort.Relevance, 100, null));
            var (found, expected) = (await engine.Find(search, default), await database.Find(search, default));
            Assert.True(expected.Total == found.Total, $"{query.Text}: {found.Total} instead of {expected.Total}");
            Assert.Equal(expected.Items.Select(item => item.ProductId).Order(), found.Items.Select(item => item.ProductId).Order());
            Assert.Equal(expected.Facets, found.Facets);
            Assert.Equal(expected.CorrectedTo, found.CorrectedTo);
        }
    }

    [Theory]
    [InlineData("奉节脐橙", "fengjie-navel-oranges")]
    [InlineData("奉節臍橙", "fengjie-navel-oranges")]
    [InlineData("脐", "fengjie-navel-oranges")]
    [InlineData("fèngjié qíchéng", "fengjie-navel-oranges")]
    [InlineData("ＦＪＱＣ", "fengjie-navel-oranges")]
    [InlineData("fengjie qichebg", "fengjie-navel-oranges")]
    public async Task Produce_is_found_as_people_write_it_and_what_answers_is_marked(string words, string product)
    {
        var found = await Client().Read($"/api/search?size=100&q={Uri.EscapeDataString(words)}");
        var item = found["items"]!.AsArray().SingleOrDefault(item => Id(item!) == Marketplace.Kernel.StableId.From("product:" + product));
        Assert.NotNull(item);
        Assert.NotEmpty(item["marks"]!.AsArray());
        Assert.Contains((await Client().Read($"/api/search/suggestions?q={Uri.EscapeDataString(words)}"))["items"]!.AsArray(), name => name!.GetValue<string>().Contains('橙'));
    }

    [Theory]
    [InlineData("土豆", "马铃薯", "洋芋")]
    [InlineData("番茄", "西红柿", "番茄")]
    public async Task Words_for_the_same_food_find_the_same(string first, string second, string third)
    {
        var finds = new List<IReadOnlyList<Guid>>();
        foreach (var word in new[] { first, second, third }) finds.Add([.. (await All($"/api/search?size=100&q={Uri.EscapeDataString(word)}")).Select(Id).Order()]);
        Assert.NotEmpty(finds[0]);
        Assert.NotEmpty(finds[0].Intersect(finds[1]).Intersect(finds[2]));
    }

    [Theory]
    [InlineData("relevance", "q=橙")]
    [InlineData("relevance", "")]
    [InlineData("price-per-kg", "")]
    [InlineData("sales", "")]
    [InlineData("newest", "")]
    public async Task Pages_follow_each_other_in_order_and_give_each_product_once(string sort, string words)
    {
        var pages = await All($"/api/search?size=23&sort={sort}&{words}");
        var whole = await All($"/api/search?size=100&sort={sort}&{words}");
        Assert.Equal(whole.Select(Id), pages.Select(Id));
        Assert.Equal(pages.Count, pages.Select(Id).Distinct().Count());
        long Key(JsonNode item) => sort switch { "price-per-kg" => item["fenPerKg"]!.GetValue<long>(), "sales" => -item["sold"]!.GetValue<long>(), _ => 0 };
        Assert.Equal(pages.Select(Key).Order(), pages.Select(Key));
    }

    [Fact]
    public async Task Changes_between_pages_neither_repeat_nor_lose_a_product_that_did_not_change()
    {
        var client = Client();
        var seen = new List<Guid>();
        var changed = new HashSet<Guid>();
        string? cursor = null;
        do
        {
            var page = await client.Read("/api/search?size=20&sort=price-per-kg" + (cursor is null ? string.Empty : "&cursor=" + cursor));
            seen.AddRange(page["items"]!.AsArray().Select(Id!));
            cursor = page["nextCursor"]?.GetValue<string>();
            // One that was seen becomes the dearest, and one at the end becomes the cheapest.
            foreach (var (order, price) in new[] { ("fen_per_kg", 1_000_000), ("fen_per_kg DESC", 1) }) changed.Add(await Reprice(order, price));
            await Settled();
        }
        while (cursor is not null);
        var all = (await All("/api/search?size=100")).Select(Id).ToList();
        Assert.Equal(seen.Where(id => !changed.Contains(id)).Count(), seen.Where(id => !changed.Contains(id)).Distinct().Count());
        Assert.Subset(seen.ToHashSet(), all.Where(id => !changed.Contains(id)).ToHashSet());
    }

    [Fact]
    public async Task What_was_withdrawn_a_moment_ago_is_not_shown()
    {
        var client = Client();
        var product = Marketplace.Kernel.StableId.From("product:caotang-free-range-eggs");
        Assert.Contains(product, (await All("/api/search?size=100")).Select(Id));
        await host.Execute($"UPDATE search_document SET is_on_sale = false WHERE product_id = '{product}'");
        Assert.DoesNotContain(product, (await All("/api/search?size=100")).Select(Id));
        var before = (await client.Read("/api/search?size=1"))["total"]!.GetValue<long>();
        await Settled();
        Assert.DoesNotContain(product, (await All("/api/search?size=100")).Select(Id));
        await host.Execute($"UPDATE search_document SET is_on_sale = true WHERE product_id = '{product}'");
        await Settled();
        Assert.Contains(product, (await All("/api/search?size=100")).Select(Id));
        Assert.True((await client.Read("/api/search?size=1"))["total"]!.GetValue<long>() >= before);
    }

    [Fact]
    public async Task Any_words_and_any_cursor_are_answered_and_signs_find_nothing()
    {
        var client = Client();
        foreach (var words in new[] { "'", "!!! & | ( ) <-> :*", "*", "?", "\\", "\"", "{\"match_all\":{}}", "_exists_:name", "脐橙 OR *", "\uFFFD", new string('橙', 3000), new string('a', 10_000), string.Concat(Enumerable.Repeat("a ", 3000)) })
        {
            var found = await client.Read("/api/search?size=1&q=" + Uri.EscapeDataString(words));
            if (!words.Any(char.IsLetterOrDigit)) Assert.Equal(0, found["total"]!.GetValue<long>());
            await client.Read("/api/search/suggestions?q=" + Uri.EscapeDataString(words));
        }

        // As many different pairs as a query may have, and bytes that are no text at all: half a surrogate, no UTF-8, signs that steer.
        var everything = string.Join(' ', Enumerable.Range(0, 12).Select(run => string.Concat(Enumerable.Range(0, 30).Select(at => (char)('一' + (run * 30) + at)))));
        foreach (var raw in new[] { Uri.EscapeDataString(everything), "%ED%A0%80", "%F0%9F%98", "%FF%FE", "%C0%AF", "%01%02%7F", "%E2%80%AE%E6%A9%99", "%0D%0A" })
        {
            using var answer = await client.GetAsync(new Uri("/api/search?size=1&q=" + raw, UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, $"{raw}: {answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Search-Fallback"), raw);
        }

        var id = Guid.NewGuid().ToString();
        foreach (var key in new[] { "[1]", "[1e400,\"x\"]", "[{},\"" + id + "\"]", "[1.5,\"" + id + "\"]", "[-9e17,\"" + id + "\"]", "[[1],\"" + id + "\"]", "{\"script\":1}", "[\"1\",\"" + id + "\"]", "[null,null]" })
            Assert.NotNull((await client.Read("/api/search?sort=sales&size=1&cursor=" + Platform.Http.Paging.Cursor("cluster", key, id)))["items"]);
        foreach (var cursor in new[] { "garbage", Platform.Http.Paging.Cursor("NaN", id), Platform.Http.Paging.Cursor("1", id), new string('A', 5000) })
            Assert.NotNull((await client.Read("/api/search?size=1&cursor=" + cursor))["items"]);
        // Whatever was sent, nobody else's searches suffer from it.
        using var plain = await client.GetAsync(new Uri("/api/search", UriKind.Relative));
        Assert.False(plain.Headers.Contains("Search-Fallback"));
    }

    private static Guid Id(JsonNode item) => item["productId"]!.GetValue<Guid>();

    private HttpClient Client()
    {
        if (host is ClusterHost) SearchServers.SkipWithout();
        return host.Stranger();
    }

    private async Task<List<JsonNode>> All(string path)
    {
        var (items, client) = (new List<JsonNode>(), Client());
        string? cursor = null;
        do
        {
            var page = await client.Read(cursor is null ? path : path + "&cursor=" + cursor);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return items;
    }

    private async Task<Guid> Reprice(string order, long fenPerKg)
    {
        await using var command = host.Services.GetRequiredKeyedService<Npgsql.NpgsqlDataSource>("catalog").CreateCommand(
            $"UPDATE search_document SET fen_per_kg = {fenPerKg} WHERE product_id = (SELECT product_id FROM search_document WHERE is_on_sale AND fen_per_kg NOT IN (1, 1000000) ORDER BY {order}, product_id LIMIT 1) RETURNING product_id");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private Task Settled() => host is ClusterHost ? host.ClusterAnswers() : Task.CompletedTask;
}

public sealed class PostgresContract(DemonstrationHost host, ITestOutputHelper output) : SearchContract(host, output), IClassFixture<DemonstrationHost>;

public sealed class ElasticsearchContract(ElasticsearchHost host, ITestOutputHelper output) : SearchContract(host, output), IClassFixture<ElasticsearchHost>;

public sealed class OpenSearchContract(OpenSearchHost host, ITestOutputHelper output) : SearchContract(host, output), IClassFixture<OpenSearchHost>;
