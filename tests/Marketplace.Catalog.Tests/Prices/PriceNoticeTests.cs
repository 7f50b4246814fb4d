using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Prices;

/// <summary>The host with one reference: 小米 costs ¥18.00 to ¥20.00 a kilogram, so that more than ¥26.00 needs a reason.</summary>
public sealed class PricedWorld : IAsyncLifetime
{
    public CatalogWorld World { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        var today = DateOnly.FromDateTime(World.Clock.GetUtcNow().AddHours(8).DateTime).ToString("yyyy-MM-dd");
        await World.Operator.Post("/api/price-references", new { text = $"日期,市场,品类,品名,最低价,平均价,最高价\n{today},测试市场,杂粮,小米,18.00,19.80,20.00\n" }).Body();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

public sealed class PriceNoticeTests(PricedWorld priced) : IClassFixture<PricedWorld>
{
    private CatalogWorld World => priced.World;

    private HttpClient City => World.As(Role.CityOfficial, region: "500000");

    [Theory]
    [InlineData(2600, false)]
    [InlineData(2601, true)]
    [InlineData(3500, true)]
    public async Task A_price_needs_a_reason_just_above_the_threshold(long fenPerKg, bool needsReason)
    {
        var (_, client) = await World.ActiveSupplier();
        var listing = client.Post("/api/products", new { product = Millet(fenPerKg) });
        if (!needsReason)
        {
            await listing.Body();
            return;
        }

        var problem = await listing.MustBeProblem(422, "price-reason-needed");
        Assert.Equal((1800, 2000, 2600, fenPerKg), (problem["lowFen"]!.GetValue<long>(), problem["highFen"]!.GetValue<long>(), problem["limitFen"]!.GetValue<long>(), problem["fenPerKg"]!.GetValue<long>()));
        Assert.Contains("¥18.00–20.00", problem["zh"]!.GetValue<string>(), StringComparison.Ordinal);
        await client.Post("/api/products", new { product = Millet(fenPerKg, reason: "   ") }).MustBeProblem(422, "price-reason-needed");
    }

    [Fact]
    public async Task The_threshold_is_that_of_the_region_and_the_day()
    {
        var (_, client) = await World.ActiveSupplier("500230100");
        await World.County.Post("/api/price-rules", new { regionCode = "500230", validFrom = World.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd"), abovePercent = 80 }).MustBeProblem(403, "not-allowed");
        await World.As(Role.CityOfficial, region: "510000").Post("/api/price-rules", new { regionCode = "500230", validFrom = Today(), abovePercent = 80 }).MustBeProblem(422, "region-unknown");
        await City.Post("/api/price-rules", new { regionCode = "500230", validFrom = Today(), abovePercent = 80 }).Body();
        await client.Post("/api/products", new { product = Millet(3500, origin: "500230") }).Body();
        await client.Post("/api/products", new { product = Millet(3601, origin: "500230") }).MustBeProblem(422, "price-reason-needed");
    }

    [Fact]
    public async Task The_reason_is_kept_with_its_figures_and_the_authority_of_the_origin_alone_decides()
    {
        var (supplier, client) = await World.ActiveSupplier(name: "高价小米合作社");
        await client.Post("/api/products", new { product = Millet(3500, reason: "有机认证，小包装") }).Body();
        var found = (await World.County.Read($"/api/price-notices?supplier={supplier}"))["items"]!.AsArray().Single()!;
        Assert.Equal(("有机认证，小包装", 7500L, "open"), (found["reason"]!.GetValue<string>(), found["aboveBasisPoints"]!.GetValue<long>(), found["state"]!.GetValue<string>()));
        var path = "/api/price-notices/" + found["noticeId"]!.GetValue<string>();

        // A neighbour county, another supplier and a stranger reach nothing.
        var neighbour = World.As(Role.CountyOfficial, region: "500235");
        Assert.Equal(0, (await neighbour.Read($"/api/price-notices?supplier={supplier}"))["total"]!.GetValue<long>());
        await neighbour.Post(path + "/acceptance", new { version = Version(found) }).MustBeProblem(404, "not-found");
        var (_, other) = await World.ActiveSupplier();
        await other.Send(HttpMethod.Get, path).MustBeProblem(404, "not-found");
        await other.Post(path + "/answer", new { version = Version(found), opinion = "我的" }).MustBeProblem(404, "not-found");
        await client.Post(path + "/acceptance", new { version = Version(found) }).MustBeProblem(403, "not-allowed");

        await World.County.Post(path + "/proof-request", new { version = Version(found) }).MustBeProblem(422, "reason-needed");
        await World.County.Post(path + "/proof-request", new { version = Version(found), opinion = "请补有机证书" }).Body();
        await World.County.Post(path + "/acceptance", new { version = Version(found) }).MustBeProblem(409, "changed-meanwhile");
        var told = await client.Read(path);
        Assert.Equal("请补有机证书", told["steps"]!.AsArray()[^1]!["opinion"]!.GetValue<string>());
        Assert.Contains("answer", told["acts"]!.AsArray().Select(act => act!.GetValue<string>()));
        await client.Post(path + "/answer", new { version = Version(told["notice"]!), opinion = "证书已附" }).Body();
        await World.County.Post(path + "/escalation", new { version = Version((await World.County.Read(path))["notice"]!), opinion = "请市里定" }).Body();
        var escalated = (await World.County.Read(path))["notice"]!;
        await World.County.Post(path + "/acceptance", new { version = Version(escalated) }).MustBeProblem(409, "transition-not-allowed");
        await City.Post(path + "/acceptance", new { version = Version(escalated) }).Body();
        Assert.Equal(["open", "proof-asked", "answered", "escalated", "accepted"], (await City.Read(path))["steps"]!.AsArray().Select(step => step!["toState"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_change_that_keeps_the_explained_price_asks_nothing_a_higher_one_asks_again_and_a_fair_one_ends_the_notice()
    {
        var (supplier, client) = await World.ActiveSupplier();
        var listed = await client.Post("/api/products", new { product = Millet(3000, reason: "石碾小米") }).Body();
        var path = $"/api/products/{listed["productId"]}";
        var packId = listed["packs"]![0]!["id"]!.GetValue<Guid>();
        var same = await client.Put(path, new { version = Version(listed), product = Millet(3000, packId: packId) }).Body();
        await client.Put(path, new { version = Version(same), product = Millet(3200, packId: packId) }).MustBeProblem(422, "price-reason-needed");
        var higher = await client.Put(path, new { version = Version(same), product = Millet(3200, reason: "人工涨了", packId: packId) }).Body();
        Assert.Equal(["open", "replaced"], await States(supplier));
        await client.Put(path, new { version = Version(higher), product = Millet(2500, packId: packId) }).Body();
        Assert.Equal(["corrected", "replaced"], await States(supplier));
    }

    [Fact]
    public async Task Who_was_asked_for_another_price_cannot_keep_the_old_one_by_silence()
    {
        var (supplier, client) = await World.ActiveSupplier();
        var listed = await client.Post("/api/products", new { product = Millet(4000, reason: "好吃") }).Body();
        var notice = (await World.County.Read($"/api/price-notices?supplier={supplier}"))["items"]![0]!;
        await World.County.Post($"/api/price-notices/{notice["noticeId"]}/correction-request", new { version = Version(notice), opinion = "请降到合理价格" }).Body();
        await client.Put($"/api/products/{listed["productId"]}", new { version = Version(listed), product = Millet(4000, packId: listed["packs"]![0]!["id"]!.GetValue<Guid>()) })
            .MustBeProblem(422, "price-reason-needed");
    }

    [Fact]
    public async Task The_list_narrows_sorts_pages_and_goes_out_as_xlsx()
    {
        var (supplier, client) = await World.ActiveSupplier();
        foreach (var price in new[] { 2700, 5000, 3000 }) await client.Post("/api/products", new { product = Millet(price, reason: "理由" + price) }).Body();
        Assert.Equal([5000, 3000], await Prices($"supplier={supplier}&abovePercent=40&sort=above"));
        var first = await World.County.Read($"/api/price-notices?supplier={supplier}&sort=above&size=2");
        Assert.Equal([2700], await Prices($"supplier={supplier}&sort=above&size=2&cursor={first["nextCursor"]}"));
        Assert.Empty(await Prices($"supplier={supplier}&to=2020-01-01"));
        Assert.Empty(await Prices($"supplier={supplier}&state=accepted"));
        Assert.Equal(3, (await Prices($"supplier={supplier}&state=waiting&county=500236")).Count);
        await World.County.Send(HttpMethod.Get, "/api/price-notices?state=none").MustBeProblem(422, "invalid-fields");
        var file = await World.County.Send(HttpMethod.Get, $"/api/price-notices.xlsx?supplier={supplier}");
        Assert.StartsWith("PK", System.Text.Encoding.ASCII.GetString((await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buyers_see_the_band_on_the_product()
    {
        var (_, client) = await World.ActiveSupplier();
        var listed = await client.Post("/api/products", new { product = Millet(1900) }).Body();
        var band = (await World.Stranger().Read($"/api/products/{listed["productId"]}/price-band"))["band"]!;
        Assert.Equal((1800, 2000), (band["lowFen"]!.GetValue<int>(), band["highFen"]!.GetValue<int>()));
        await World.Stranger().Send(HttpMethod.Get, $"/api/products/{Guid.CreateVersion7()}/price-band").MustBeProblem(404, "not-found");
    }

    private string Today() => World.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd");

    private static uint Version(JsonNode node) => node["version"]!.GetValue<uint>();

    private async Task<IReadOnlyList<int>> Prices(string query) =>
        [.. (await World.County.Read("/api/price-notices?" + query))["items"]!.AsArray().Select(row => row!["fenPerKg"]!.GetValue<int>())];

    private async Task<IReadOnlyList<string>> States(Guid supplier) =>
        [.. (await World.County.Read($"/api/price-notices?supplier={supplier}"))["items"]!.AsArray().Select(row => row!["state"]!.GetValue<string>())];

    private static object Millet(long fenPerKg, string? reason = null, string origin = CatalogWorld.Town, Guid? packId = null) => new
    {
        name = "测试黄小米",
        categoryCode = "grain-coarse",
        originCode = origin,
        seasonFrom = 9,
        seasonTo = 11,
        priceReason = reason,
        packs = new[] { new { packId, name = "1公斤袋", unit = "袋", massGrams = 1000, tiers = new[] { new { minQuantity = 1, priceFen = fenPerKg } } } },
    };
}
