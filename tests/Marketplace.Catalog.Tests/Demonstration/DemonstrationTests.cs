using System.Text.Json.Nodes;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Demonstration;

/// <summary>The host with the catalogue's demonstration loaded, on the day the demonstration is of.</summary>
public class DemonstrationHost : MarketplaceHost
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Clock.MoveTo(new DateOnly(2026, 11, 23));
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetServices<IDemonstration>().Single(part => part.Order == 20).Load(Services.GetRequiredService<DemonstrationFiles>(), CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}

public sealed class DemonstrationTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private static readonly Guid Oranges = StableId.From("product:fengjie-navel-oranges");

    [Theory]
    [InlineData("脐橙")]
    [InlineData("奉节")]
    [InlineData("奉节脐橙")]
    [InlineData("奉節臍橙")]
    [InlineData("qicheng")]
    [InlineData("fjqc")]
    [InlineData("fengjie")]
    [InlineData("FengJie QiCheng")]
    [InlineData("fèngjié qíchéng")]
    [InlineData("脐")]
    [InlineData("甜橙")]
    [InlineData("奉节的脐橙")]
    public async Task Fengjie_oranges_are_found_as_people_write_them(string words)
    {
        var found = await host.Stranger().Read($"/api/search?size=100&q={Uri.EscapeDataString(words)}");
        Assert.Contains(Oranges, Ids(found));
    }

    [Theory]
    [InlineData("脐橙")]
    [InlineData("fjqc")]
    [InlineData("奉节脐橙")]
    public async Task Fengjie_oranges_come_first_where_their_name_is_meant(string words)
    {
        var found = await host.Stranger().Read($"/api/search?q={Uri.EscapeDataString(words)}");
        Assert.Contains(Oranges, Ids(found).Take(5));
    }

    [Theory]
    [InlineData("洋芋", "马铃薯", "土豆")]
    [InlineData("番茄", "西红柿", "番茄")]
    [InlineData("chongqing", "重庆", "重庆")]
    [InlineData("zhacai", "榨菜", "榨菜")]
    [InlineData("flzc", "榨菜", "榨菜")]
    [InlineData("涪陵zhacai", "榨菜", "榨菜")]
    public async Task Synonyms_and_other_readings_lead_to_the_goods(string words, string either, string or)
    {
        var found = await host.Stranger().Read($"/api/search?size=100&q={Uri.EscapeDataString(words)}");
        Assert.Contains(found["items"]!.AsArray(), item => Has(item!, either) || Has(item!, or));

        static bool Has(JsonNode item, string text) => item.ToJsonString(HttpAnswers.Json).Contains(text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_product_is_found_by_its_own_name_pinyin_and_initials()
    {
        var found = await All("/api/search?size=100");
        Assert.True(found.Count >= 300, $"{found.Count} products are on sale.");
        var misses = new List<string>();
        foreach (var item in found.Where((_, at) => at % 3 == 0))
        {
            var name = item["name"]!.GetValue<string>();
            var han = string.Concat(name.TakeWhile(c => c is >= '一' and <= '鿿')).Normalize();
            if (han.Length < 2) continue;
            han = han[..Math.Min(han.Length, 12)];
            var full = string.Concat(han.Select(c => Catalog.Search.Pinyin.ReadingsOf(c)[0]));
            var initials = string.Concat(han.Select(c => Catalog.Search.Pinyin.ReadingsOf(c)[0][0]));
            foreach (var words in new[] { name, full, initials })
            {
                var result = await host.Stranger().Read($"/api/search?size=100&q={Uri.EscapeDataString(words)}");
                if (!Ids(result).Contains(item["productId"]!.GetValue<Guid>())) misses.Add($"{name}: {words}");
            }
        }

        Assert.Empty(misses);
    }

    [Fact]
    public async Task Filters_narrow_and_facets_tell_what_each_choice_leads_to()
    {
        var all = await host.Stranger().Read("/api/search?size=1");
        foreach (var (facet, parameter) in new[] { ("county", "county"), ("category", "category"), ("supplierKind", "supplierKind"), ("recognised", "recognised"), ("inSeason", "inSeason"), ("inStock", "inStock") })
        {
            var choices = all["facets"]![facet]!.AsArray();
            Assert.Equal(all["total"]!.GetValue<long>(), choices.Sum(choice => choice!["count"]!.GetValue<long>()));
            var choice = choices[0]!;
            var narrowed = await host.Stranger().Read($"/api/search?size=1&{parameter}={choice["value"]!.GetValue<string>()}");
            Assert.Equal(choice["count"]!.GetValue<long>(), narrowed["total"]!.GetValue<long>());
            // The filter's own facet still tells the other choices.
            Assert.Equal(choices.Count, narrowed["facets"]![facet]!.AsArray().Count);
        }

        var dear = await All("/api/search?size=100&minPriceFen=10000");
        Assert.NotEmpty(dear);
        Assert.All(dear, item => Assert.True(item["fenPerKg"]!.GetValue<long>() >= 10000));
        Assert.Equal(dear.Count, all["facets"]!["price"]!.AsArray().Single(choice => choice!["value"]!.GetValue<string>() == "10000-")!["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("relevance")]
    [InlineData("price-per-kg")]
    [InlineData("sales")]
    [InlineData("newest")]
    public async Task Paging_by_cursor_gives_each_product_once_in_order(string sort)
    {
        var items = await All($"/api/search?size=37&sort={sort}");
        var first = await host.Stranger().Read("/api/search?size=1");
        Assert.Equal(first["total"]!.GetValue<int>(), items.Select(item => item["productId"]!.GetValue<Guid>()).Distinct().Count());
        Assert.Equal(items.Count, items.Select(item => item["productId"]!.GetValue<Guid>()).Distinct().Count());
        if (sort == "price-per-kg") Assert.Equal(items.Select(item => item["fenPerKg"]!.GetValue<long>()).Order(), items.Select(item => item["fenPerKg"]!.GetValue<long>()));
    }

    [Fact]
    public async Task The_product_page_the_hall_the_campaign_and_the_trace_page_open()
    {
        var page = await host.Stranger().Read($"/api/products/{Oranges}");
        Assert.Equal("重庆市奉节县白帝镇", page["originName"]!.GetValue<string>());
        Assert.Equal(1160, page["packs"]![0]!["fenPerKg"]!.GetValue<long>());
        Assert.Equal(580, page["packs"]![0]!["fenPer500g"]!.GetValue<long>());
        Assert.True(page["recognition"]!["isRecognised"]!.GetValue<bool>());
        Assert.Equal("/produce/navel-orange-sand.svg", page["pictures"]![0]!["url"]!.GetValue<string>());
        Assert.Equal(4, page["packs"]![0]!["tiers"]!.AsArray().Count);

        var hall = await host.Stranger().Read("/api/halls/500236");
        Assert.Equal("奉节县", hall["name"]!.GetValue<string>());
        Assert.True(hall["products"]!.GetValue<int>() > 3);
        Assert.True((await host.Stranger().Read("/api/halls"))["items"]!.AsArray().Count >= 18);

        var campaign = (await host.Stranger().Read("/api/campaigns?running=true"))["items"]![0]!;
        var detail = await host.Stranger().Read($"/api/campaigns/{campaign["campaignId"]!.GetValue<Guid>()}?size=10");
        Assert.Equal(10, detail["products"]!["items"]!.AsArray().Count);

        var trace = await host.Stranger().Read($"/api/trace/{StableId.From("lot:caotang-free-range-eggs-lot-1")}");
        Assert.EndsWith("农户", trace["producer"]!.GetValue<string>());
        Assert.DoesNotContain("示例户", trace.ToJsonString(HttpAnswers.Json));
    }

    [Fact]
    public async Task The_register_shows_recognitions_with_their_dates()
    {
        var register = await host.Stranger().Read("/api/recognitions?q=" + Uri.EscapeDataString("奉节脐橙"));
        var row = Assert.Single(register["items"]!.AsArray(), item => item!["productId"]!.GetValue<Guid>() == Oranges)!;
        Assert.Equal("2026-12-31", row["validTo"]!.GetValue<string>());
        Assert.True(row["isRecognised"]!.GetValue<bool>());
        var underReview = await host.Stranger().Read("/api/recognitions?state=town-reviewed");
        Assert.Empty(underReview["items"]!.AsArray());
    }

    [Fact]
    public async Task The_desk_holds_the_price_against_the_market_and_renewals_beside_what_they_renew()
    {
        var county = host.As(Marketplace.Platform.Auth.Role.CountyOfficial, region: "500236");
        var queue = (await county.Read("/api/recognitions/queue?size=100"))["items"]!.AsArray();
        var files = new List<JsonNode>();
        foreach (var item in queue) files.Add(await county.Read($"/api/recognitions/{item!["recognitionId"]}"));
        Assert.Contains(files, file => file["checks"]!.AsArray().Any(check => check!["check"]!.GetValue<string>() == "price" && check["isMet"] is not null));
        Assert.Equal(2, files.Count(file => file["renews"] is not null));
        Assert.Equal(3, queue.Count(item => item!["grade"]!.GetValue<string>() == "county-produce"));
    }

    [Fact]
    public async Task Suggestions_come_while_typing()
    {
        var found = await host.Stranger().Read("/api/search/suggestions?q=fj");
        Assert.Contains(found["items"]!.AsArray(), name => name!.GetValue<string>().Contains("奉节", StringComparison.Ordinal));
        Assert.Empty((await host.Stranger().Read("/api/search/suggestions?q="))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("'")]
    [InlineData("' | 'qqqqx':*")]
    [InlineData("!!! & | ( ) <-> :*")]
    [InlineData("%_%")]
    [InlineData("\\")]
    [InlineData("*")]
    [InlineData("'; DROP TABLE product; --")]
    [InlineData("\uFFFD\uFFFE")]
    public async Task Operators_and_wildcards_are_only_signs(string words)
    {
        var found = await host.Stranger().Read("/api/search?q=" + Uri.EscapeDataString(words));
        Assert.True(found["total"]!.GetValue<long>() < 50, $"{words} found {found["total"]}");
        await host.Stranger().Read("/api/search/suggestions?q=" + Uri.EscapeDataString(words));
        await host.Stranger().Read("/api/recognitions?q=" + Uri.EscapeDataString(words));
    }

    [Fact]
    public async Task A_search_of_ten_thousand_characters_is_answered()
    {
        foreach (var words in new[] { string.Concat(Enumerable.Repeat("橙", 3000)), new string('a', 10_000), string.Concat(Enumerable.Repeat("a ", 3000)) })
        {
            using var answer = await host.Stranger().GetAsync("/api/search?q=" + Uri.EscapeDataString(words));
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Broken_cursors_and_unknown_choices_are_no_faults()
    {
        await host.Stranger().Read("/api/search?cursor=garbage");
        await host.Stranger().Read("/api/search?cursor=" + Platform.Http.Paging.Cursor("NaN", Guid.NewGuid().ToString()));
        await host.Stranger().GetAsync("/api/search?sort=cheapest").MustBeProblem(422, "unknown-choice");
        await host.Stranger().GetAsync("/api/search?county=9x").MustBeProblem(422, "region-unknown");
        await host.Stranger().GetAsync("/api/search?minPriceFen=-1").MustBeProblem(422, "too-small");
    }

    private async Task<List<JsonNode>> All(string path)
    {
        var items = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await host.Stranger().Read(cursor is null ? path : path + "&cursor=" + cursor);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return items;
    }

    private static IEnumerable<Guid> Ids(JsonNode result) => result["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>());
}
