using System.Text.Json.Nodes;
using Marketplace.Catalog.RenewSearchDocuments;
using Marketplace.Catalog.Search.Synonyms;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

/// <summary>Words that the operator says mean the same food.</summary>
public sealed class SynonymTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private DateOnly Today => DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).DateTime);

    [Fact]
    public async Task A_product_is_found_by_a_new_word_its_pinyin_and_its_traditional_form_and_no_more_once_the_word_has_ended()
    {
        var (_, client) = await world.ActiveSupplier();
        var product = await Listed(client, "高山毛叶瓜参");
        Assert.DoesNotContain(product, await Found("猪鼻果"));
        var group = await Add("毛叶瓜参", "豬鼻果", "猪屁股草");
        Assert.False(group["isApplied"]!.GetValue<bool>());
        await Apply();
        foreach (var words in new[] { "猪鼻果", "豬鼻果", "zhubiguo", "zbg", "猪屁股草", "高山猪鼻果" }) Assert.Contains(product, await Found(words));
        Assert.Contains("高山毛叶瓜参", (await world.Stranger().Read("/api/search/suggestions?q=" + Uri.EscapeDataString("猪鼻")))["items"]!.AsArray().Select(item => item!.GetValue<string>()));
        // Who lists afterwards is found too.
        var later = await Listed(client, "凉拌毛叶瓜参");
        Assert.Contains(later, await Found("猪鼻果"));
        await world.Operator.Post($"/api/synonyms/{group["groupId"]}/end", new { version = await VersionOf(group), lastDay = Today.AddDays(-1), reason = "写错了" }).Body();
        await Apply();
        Assert.Empty(await Found("猪鼻果"));
        Assert.Contains(product, await Found("毛叶瓜参"));
    }

    [Fact]
    public async Task A_group_holds_from_its_first_day_to_its_last_and_what_replaces_it_takes_over_without_gap()
    {
        var (_, client) = await world.ActiveSupplier();
        var product = await Listed(client, "示范红心白玉苦茄");
        var group = await Add("白玉苦茄", "仙蜜茄", from: 3, to: 30);
        await Apply();
        Assert.Empty(await Found("仙蜜茄"));
        world.Clock.Advance(TimeSpan.FromDays(3));
        await Apply();
        Assert.Contains(product, await Found("仙蜜茄"));
        var next = await world.Operator.Post($"/api/synonyms/{group["groupId"]}/replacement", new { version = await VersionOf(group), group = Body(["白玉苦茄", "玉龙茄"], 2, null) }).Body();
        Assert.Equal(group["seriesId"]!.GetValue<Guid>(), next["seriesId"]!.GetValue<Guid>());
        world.Clock.Advance(TimeSpan.FromDays(1));
        await Apply();
        Assert.Contains(product, await Found("仙蜜茄"));
        Assert.Empty(await Found("玉龙茄"));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await Apply();
        Assert.Empty(await Found("仙蜜茄"));
        Assert.Contains(product, await Found("玉龙茄"));
        var history = (await world.Operator.Read($"/api/synonyms?series={group["seriesId"]}"))["items"]!.AsArray();
        Assert.Equal(["valid", "ended"], history.Select(row => row!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Products_that_are_written_while_the_list_changes_have_the_new_words()
    {
        var (_, client) = await world.ActiveSupplier();
        var listing = Enumerable.Range(0, 12).Select(number => Listed(client, $"同时上架的魔芋豆腐{number}")).ToList();
        await Add("魔芋豆腐", "黑玉豆腐");
        await using var second = world.Services.CreateAsyncScope();
        await Task.WhenAll([Apply(), second.ServiceProvider.GetRequiredService<ApplySynonyms>().Run(default), .. listing]);
        await Apply();
        var found = await Found("黑玉豆腐");
        foreach (var product in listing) Assert.Contains(await product, found);
    }

    [Fact]
    public async Task Wrong_words_and_words_of_another_group_are_refused_and_only_the_operator_may_set_any()
    {
        foreach (var words in new[] { new[] { "一个" }, ["两个", "两個"], ["有 空格", "两个"], ["a|b", "两个"], [new string('长', 21), "两个"], ["甲", "乙"], [.. Enumerable.Range(0, 13).Select(number => "词语" + (char)('一' + number))] })
            await world.Operator.Post("/api/synonyms", Body(words, 0, null)).MustBeProblem(422, "synonyms-wrong");
        await world.Operator.Post("/api/synonyms", Body(["甲词", "乙词"], -1, null)).MustBeProblem(422, "synonyms-in-past");
        await world.Operator.Post("/api/synonyms", Body(["甲词", "乙词"], 5, 4)).MustBeProblem(422, "synonyms-end-first");
        await world.Operator.Post("/api/synonyms", Body(["土豆", "地蛋"], 0, null)).MustBeProblem(409, "synonym-in-two-groups");
        await world.Operator.Post("/api/synonyms", new { words = new[] { "土豆", "地蛋" }, validFrom = Today, reason = "两边都用", shares = true }).Body();
        await world.County.Post("/api/synonyms", Body(["甲词", "乙词"], 0, null)).MustBeProblem(403, "not-allowed");
        await world.Stranger().Send(HttpMethod.Get, "/api/synonyms").MustBeProblem(401, "not-signed-in");
        var group = await Add("丙词", "丁词");
        await world.Operator.Post($"/api/synonyms/{group["groupId"]}/end", new { version = 1, lastDay = Today, reason = "旧页面" }).MustBeProblem(409, "changed-meanwhile");
        var file = await world.Operator.Send(HttpMethod.Get, "/api/synonyms.xlsx?q=" + Uri.EscapeDataString("土豆"));
        Assert.True(file.IsSuccessStatusCode);
        Assert.Equal(2, (await world.Operator.Read("/api/synonyms?q=" + Uri.EscapeDataString("土豆")))["total"]!.GetValue<long>());
    }

    private async Task Apply()
    {
        await using var scope = world.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ApplySynonyms>().Run(default);
        await scope.ServiceProvider.GetRequiredService<RenewSearchDocuments.RenewSearchDocuments>().Run(default);
    }

    private object Body(string[] words, int from, int? to) => new { words, validFrom = Today.AddDays(from), validTo = to is { } days ? Today.AddDays(days) : (DateOnly?)null, reason = "方言" };

    private Task<JsonNode> Add(string first, string second, string? third = null, int from = 0, int? to = null) =>
        world.Operator.Post("/api/synonyms", Body(third is null ? [first, second] : [first, second, third], from, to)).Body();

    private async Task<uint> VersionOf(JsonNode group) => (await world.Operator.Read($"/api/synonyms?series={group["seriesId"]}"))["items"]!.AsArray()
        .Single(row => row!["groupId"]!.GetValue<Guid>() == group["groupId"]!.GetValue<Guid>())!["version"]!.GetValue<uint>();

    private static async Task<Guid> Listed(HttpClient client, string name) => (await CatalogWorld.List(client, name))["productId"]!.GetValue<Guid>();

    private async Task<List<Guid>> Found(string words) =>
        [.. (await world.Stranger().Read("/api/search?size=50&q=" + Uri.EscapeDataString(words)))["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>())];
}
