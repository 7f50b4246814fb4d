using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Zones;

public sealed class ZoneTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task A_zone_holds_what_its_rule_finds_pinned_first_and_excluded_never()
    {
        var (_, client) = await world.ActiveSupplier();
        var dear = await Listed(client, 9_000);
        var cheap = await Listed(client, 2_000);
        var left = await Listed(client, 2_100);
        var outside = await Listed(client, 8_000);
        var body = Zone(new { category = "fruit", regions = new[] { "500236" }, minFenPerKg = 300, maxFenPerKg = 500 }, pinned: [dear], excluded: [left]);
        var found = await world.Operator.Post("/api/zones/trial", body).Body();
        var ids = Ids(found);
        Assert.Equal(dear, ids[0]);
        Assert.Contains(cheap, ids);
        Assert.DoesNotContain(left, ids);
        Assert.DoesNotContain(outside, ids);
        Assert.Equal(ids.Count, found["total"]!.GetValue<int>());
        var zone = (await world.Operator.Post("/api/zones", body).Body())["zoneId"]!.GetValue<Guid>();
        Assert.Equal(ids, Ids((await world.Stranger().Read($"/api/zones/{zone}"))["products"]!));
    }

    [Fact]
    public async Task Pages_of_a_zone_follow_each_other_without_gap_or_double()
    {
        var (_, client) = await world.ActiveSupplier("500235002");
        for (var i = 0; i < 5; i++) await Listed(client, 3_000 + i, "500235002");
        var zone = (await world.Operator.Post("/api/zones", Zone(new { regions = new[] { "500235" } }, order: "price-per-kg")).Body())["zoneId"]!.GetValue<Guid>();
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await world.Stranger().Read($"/api/zones/{zone}?size=2&cursor={cursor}"))["products"]!;
            seen.AddRange(Ids(page));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(5, seen.Count);
        Assert.Equal(5, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_zone_for_trade_unions_is_not_there_for_others_nor_outside_its_dates()
    {
        var union = world.As(Role.Buyer, world.Organisation("370102", OrganisationKind.TradeUnion));
        var school = world.As(Role.Buyer, world.Organisation("370102", OrganisationKind.School));
        var welfare = (await world.Operator.Post("/api/zones", Zone(new { }, audience: ["trade-union"])).Body())["zoneId"]!.GetValue<Guid>();
        Assert.Contains(welfare, await Listed(union));
        foreach (var other in new[] { school, world.Stranger() })
        {
            Assert.DoesNotContain(welfare, await Listed(other));
            await other.GetAsync($"/api/zones/{welfare}").MustBeProblem(404, "not-found");
        }

        var later = (await world.Operator.Post("/api/zones", Zone(new { }, from: 3)).Body())["zoneId"]!.GetValue<Guid>();
        Assert.DoesNotContain(later, await Listed(world.Stranger()));
        await world.Operator.Read($"/api/zones/{later}");
    }

    [Fact]
    public async Task A_citys_zone_is_its_officials_alone()
    {
        var city = world.As(Role.CityOfficial, region: "500000");
        var made = await city.Post("/api/zones", Zone(new { })).Body();
        var change = new { version = made["version"]!.GetValue<uint>(), zone = Zone(new { }) };
        await world.As(Role.CityOfficial, region: "370000").Put($"/api/zones/{made["zoneId"]}", change).MustBeProblem(404, "not-found");
        await world.Operator.Put($"/api/zones/{made["zoneId"]}", change).MustBeProblem(404, "not-found");
        await city.Put($"/api/zones/{made["zoneId"]}", change).Body();
        await city.Put($"/api/zones/{made["zoneId"]}", change).MustBeProblem(409, "changed-meanwhile");
        await city.Post("/api/zones", Zone(new { regions = new[] { "999999" } })).MustBeProblem(422, "region-unknown");
        await city.Post("/api/zones", Zone(new { minFenPerKg = 5, maxFenPerKg = 4 })).MustBeProblem(422, "price-range-wrong");
    }

    private object Zone(object rule, Guid[]? pinned = null, Guid[]? excluded = null, string order = "sales", string[]? audience = null, int from = 0) => new
    {
        name = "学校食堂专区",
        startsOn = world.Clock.Today().AddDays(from),
        rule,
        pinnedIds = pinned ?? [],
        excludedIds = excluded ?? [],
        order,
        audience = audience ?? [],
        isPublic = true,
    };

    private static async Task<Guid> Listed(HttpClient client, long priceFen, string origin = CatalogWorld.Town) =>
        (await CatalogWorld.List(client, "测试脐橙", origin, priceFen))["productId"]!.GetValue<Guid>();

    private static async Task<List<Guid>> Listed(HttpClient who) => [.. (await who.Read("/api/zones"))["items"]!.AsArray().Select(row => row!["zoneId"]!.GetValue<Guid>())];

    private static List<Guid> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(row => row!["productId"]!.GetValue<Guid>())];
}
