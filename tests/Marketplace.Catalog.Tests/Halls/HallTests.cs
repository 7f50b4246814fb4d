using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Halls;

public sealed class HallTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private static readonly byte[] Dot = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task What_a_county_saves_is_seen_by_itself_alone_until_it_is_published_and_an_earlier_state_comes_back_whole()
    {
        var (_, client) = await world.ActiveSupplier();
        var (one, two) = (await Listed(client), await Listed(client));
        var first = await Saved(world.County, new { intro = "橙乡", productIds = new[] { two, one } });
        await Publish(world.County, first);
        var second = await Saved(world.County, new { intro = "新话", notice = "开园了", productIds = new[] { one }, stories = new[] { new { title = "一户", text = "<b>坡地</b>", productId = two } } });
        Assert.Equal("橙乡", (await Page())["intro"]!.GetValue<string>());
        Assert.Equal([two, one], Featured(await Page()));
        var preview = await world.County.Read($"/api/halls/500236/page?versionId={second}");
        Assert.Equal(("新话", "<b>坡地</b>", true), (preview["intro"]!.GetValue<string>(), preview["stories"]![0]!["text"]!.GetValue<string>(), preview["isPreview"]!.GetValue<bool>()));
        foreach (var other in new[] { world.Stranger(), world.As(Role.CountyOfficial, region: "500235"), client })
            await other.GetAsync($"/api/halls/500236/page?versionId={second}").MustBeProblem(404, "not-found");
        await Publish(world.County, second);
        Assert.Equal([one], Featured(await Page()));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Publish(world.County, first);
        Assert.Equal([two, one], Featured(await Page()));
        Assert.Null((await Page())["notice"]);
        var shown = Assert.Single((await world.County.Read("/api/halls/500236/versions"))["items"]!.AsArray(), row => row!["isShown"]!.GetValue<bool>());
        Assert.Equal(first, shown!["versionId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Only_the_countys_own_official_curates_and_only_with_its_own_goods()
    {
        var (_, near) = await world.ActiveSupplier("500235002");
        var foreign = (await CatalogWorld.List(near, "测试脐橙", "500235002"))["productId"]!.GetValue<Guid>();
        await world.County.Post("/api/halls/500236/versions", new { intro = "橙乡", productIds = new[] { foreign } }).MustBeProblem(422, "goods-outside-county");
        await world.County.Post("/api/halls/500236/versions", new { intro = "橙乡", stories = new[] { new { title = "一户", text = "坡地", productId = foreign } } }).MustBeProblem(422, "goods-outside-county");
        await world.County.Post("/api/halls/500236/versions", new { intro = "橙乡", stories = new[] { new { title = "一户", text = "" } } }).MustBeProblem(422, "invalid-fields");
        var version = await Saved(world.County, new { intro = "橙乡" });
        var neighbour = world.As(Role.CountyOfficial, region: "500235");
        await neighbour.Post("/api/halls/500236/versions", new { intro = "抢馆" }).MustBeProblem(404, "not-found");
        await neighbour.Post($"/api/halls/500236/versions/{version}/publication", new { }).MustBeProblem(404, "not-found");
        await neighbour.Post($"/api/halls/500235/versions/{version}/publication", new { }).MustBeProblem(404, "not-found");
        await neighbour.GetAsync("/api/halls/500236/versions").MustBeProblem(404, "not-found");
        await world.As(Role.CityOfficial, region: "500000").Post("/api/halls/500236/versions", new { intro = "市里" }).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task A_picture_is_ones_own_upload_or_stood_in_the_hall_before()
    {
        var (colleague, owner) = (world.As(Role.CountyOfficial, region: "500240"), world.As(Role.CountyOfficial, region: "500240"));
        var file = await Picture(owner);
        await colleague.Post("/api/halls/500240/versions", new { intro = "山城", bannerFileId = file }).MustBeProblem(422, "file-unknown");
        var version = await Saved(owner, new { intro = "山城", bannerFileId = file }, "500240");
        await Publish(owner, version, "500240");
        await Saved(colleague, new { intro = "山城二", bannerFileId = file }, "500240");
        using var shown = await world.Stranger().GetAsync(new Uri((await world.Stranger().Read("/api/halls/500240/page"))["bannerUrl"]!.GetValue<string>(), UriKind.Relative));
        Assert.True(shown.IsSuccessStatusCode);
        await owner.Post("/api/halls/500240/versions", new { intro = "山城", bannerFileId = await Products.ProductDepthTests.Upload(owner) }).MustBeProblem(422, "file-unknown");
    }

    [Fact]
    public async Task Versions_page_without_gap_and_two_that_save_at_once_never_share_a_number()
    {
        var county = world.As(Role.CountyOfficial, region: "500241");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(at => county.Post("/api/halls/500241/versions", new { intro = "第" + at })));
        await Saved(county, new { intro = "再" }, "500241");
        var numbers = new List<int>();
        string? cursor = null;
        do
        {
            var page = await county.Read($"/api/halls/500241/versions?size=2&cursor={cursor}");
            numbers.AddRange(page["items"]!.AsArray().Select(row => row!["number"]!.GetValue<int>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(1, numbers.Count).Reverse(), numbers);
    }

    private Task<JsonNode> Page() => world.Stranger().Read("/api/halls/500236/page");

    private static List<Guid> Featured(JsonNode page) => [.. page["featured"]!.AsArray().Select(row => row!["productId"]!.GetValue<Guid>())];

    private static async Task<Guid> Saved(HttpClient who, object content, string county = "500236") =>
        (await who.Post($"/api/halls/{county}/versions", content).Body())["versionId"]!.GetValue<Guid>();

    private static async Task Publish(HttpClient who, Guid version, string county = "500236")
    {
        using var answer = await who.Post($"/api/halls/{county}/versions/{version}/publication", new { });
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<Guid> Listed(HttpClient client) => (await CatalogWorld.List(client))["productId"]!.GetValue<Guid>();

    private static async Task<Guid> Picture(HttpClient who)
    {
        using var content = new ByteArrayContent(Dot);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return (await who.PostAsync(new Uri("/api/files?name=banner.png", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }
}
