using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Yields;

/// <summary>The host with ceilings: a mu of 脐橙 yields 2,000 kg, a hen 15 kg of eggs, and a kilogram of raw pork 0.7 kg of 腊肉. Ten per cent are tolerated.</summary>
public sealed class YieldWorld : IAsyncLifetime
{
    public CatalogWorld World { get; } = new();

    public HttpClient City => World.As(Role.CityOfficial, region: "500000");

    public string Today => World.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd");

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        await Ceiling("fruit-citrus", "脐橙", "mu", 2_000_000);
        await Ceiling("meat-egg", "鸡蛋", "head", 15_000);
        await Ceiling("meat-cured", "腊肉", "raw-kg", 700);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <returns>The product's id and its only pack's: so many kilograms.</returns>
    public static async Task<(Guid Product, Guid Pack)> List(HttpClient client, string name = "测试脐橙", string category = "fruit-citrus", long massGrams = 10_000, string origin = CatalogWorld.Town)
    {
        var listed = await client.Post("/api/products", new { product = CatalogWorld.Body(name, origin, category: category, massGrams: massGrams) }).Body();
        return (listed["productId"]!.GetValue<Guid>(), listed["packs"]![0]!["id"]!.GetValue<Guid>());
    }

    public Task<JsonNode> Open(HttpClient client, (Guid Product, Guid Pack) goods, int quantity) =>
        client.Post($"/api/products/{goods.Product}/lots", new { packId = goods.Pack, quantity, harvestedOn = Today }, Guid.NewGuid().ToString()).Body();

    /// <summary>Registers a plot, and lets the town check it.</summary>
    public async Task<string> Plot(HttpClient client, long amountHundredths, string crop = "脐橙", string category = "fruit-citrus", string basis = "mu", string village = CatalogWorld.Town)
    {
        var now = World.Clock.GetUtcNow().AddHours(8);
        // The season of 测试 products spans the new year; before April it began last year.
        var season = now.Month <= 3 ? now.Year - 1 : now.Year;
        var plot = await client.Post("/api/plots", new { villageCode = village, name = "后坡", basis, amountHundredths, categoryCode = category, cropName = crop, season }).Body();
        var id = plot["plotId"]!.GetValue<string>();
        var town = World.As(Role.TownOfficial, region: village[..9]);
        await town.Post($"/api/plots/{id}/check", new { version = await VersionOf(town, "/api/plots?size=100", "plotId", id) }).Body();
        return id;
    }

    public static async Task<uint> VersionOf(HttpClient client, string path, string key, string id) =>
        (await client.Read(path))["items"]!.AsArray().Single(row => row![key]!.GetValue<string>() == id)!["version"]!.GetValue<uint>();

    private Task<JsonNode> Ceiling(string categoryCode, string cropName, string basis, long gramsPerUnit) =>
        City.Post("/api/yield-ceilings", new { regionCode = "500000", categoryCode, cropName, basis, gramsPerUnit, source = "测试年鉴", validFrom = "2020-01-01" }).Body();
}

public sealed class YieldTests(YieldWorld yields) : IClassFixture<YieldWorld>
{
    private CatalogWorld World => yields.World;

    [Fact]
    public async Task Lots_fit_up_to_the_ceiling_with_its_tolerance_and_the_next_pack_goes_to_the_authority_with_its_numbers()
    {
        var (supplier, client) = await World.ActiveSupplier();
        var goods = await YieldWorld.List(client);
        await yields.Plot(client, 50);
        // Half a mu yields 1,000 kg, and 1,100 with the tolerance.
        Assert.Equal("within", Standing(await yields.Open(client, goods, 100)));
        Assert.Equal("within", Standing(await yields.Open(client, goods, 10)));
        Assert.Equal("marked", Standing(await yields.Open(client, goods, 1)));
        var breach = await Breach(supplier);
        Assert.Equal((10_000, 1_100_000, 1_000_000, 10, 10_000), (Long(breach, "lotGrams"), Long(breach, "usedGrams"), Long(breach, "capacityGrams"), Long(breach, "tolerancePercent"), Long(breach, "overGrams")));
        var detail = await World.County.Read("/api/yield-breaches/" + breach["breachId"]);
        Assert.Equal("后坡", detail["plots"]![0]!["name"]!.GetValue<string>());
        var balance = await client.Read($"/api/products/{goods.Product}/yield");
        Assert.Equal((1_110_000, 0), (Long(balance, "usedGrams"), Long(balance, "leftGrams")));
        Assert.Equal(0, (await World.As(Role.CountyOfficial, region: "500235").Read($"/api/yield-breaches?supplier={supplier}"))["total"]!.GetValue<long>());
        Assert.True((await World.County.Send(HttpMethod.Get, $"/api/yield-breaches.xlsx?supplier={supplier}")).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("测试土鸡蛋", "meat-egg", "鸡蛋", "head", 1000, 16, "within", 17)]
    [InlineData("测试腊肉", "meat-cured", "腊肉", "raw-kg", 10000, 7, "within", 8)]
    public async Task Eggs_are_reckoned_by_hens_and_cured_meat_by_raw_meat(string name, string category, string crop, string basis, long amountHundredths, int fits, string standing, int tooMany)
    {
        var (_, client) = await World.ActiveSupplier();
        var goods = await YieldWorld.List(client, name, category);
        await yields.Plot(client, amountHundredths, crop, category, basis);
        Assert.Equal(standing, Standing(await yields.Open(client, goods, fits)));
        Assert.Equal("marked", Standing(await yields.Open(client, goods, tooMany - fits)));
    }

    [Fact]
    public async Task Only_plots_that_the_town_checked_count_and_only_for_their_crop_and_household()
    {
        var (_, client) = await World.ActiveSupplier();
        var goods = await YieldWorld.List(client);
        Assert.Equal("unmeasured", Standing(await yields.Open(client, goods, 1)));
        await yields.Plot(client, 100_000, "柠檬");
        Assert.Equal("unmeasured", Standing(await yields.Open(client, goods, 1)));
        var id = await yields.Plot(client, 10);
        // What was opened before the plot was known takes its place too: 20 of 220 kg.
        Assert.Equal("within", Standing(await yields.Open(client, goods, 20)));
        Assert.Equal("marked", Standing(await yields.Open(client, goods, 1)));
        var town = World.As(Role.TownOfficial, region: CatalogWorld.Town);
        await town.Post($"/api/plots/{id}/return", new { version = await YieldWorld.VersionOf(client, "/api/plots", "plotId", id) }).MustBeProblem(422, "reason-needed");
        await World.As(Role.TownOfficial, region: "500236118").Post($"/api/plots/{id}/return", new { version = 1, opinion = "不是" }).MustBeProblem(404, "not-found");
        var (_, other) = await World.ActiveSupplier();
        await other.Post($"/api/plots/{id}/withdrawal", new { version = 1 }).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Two_lots_opened_at_once_do_not_both_slip_under_the_ceiling()
    {
        var (_, client) = await World.ActiveSupplier();
        var goods = await YieldWorld.List(client);
        await yields.Plot(client, 10);
        for (var round = 0; round < 3; round++)
        {
            // Room for 220 kg in the first round: one lot of 150 kg fits, two do not. Later rounds have no room at all.
            var standings = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => yields.Open(client, goods, 15)))).Select(Standing).ToList();
            Assert.Equal(round == 0 ? 1 : 0, standings.Count(standing => standing == "within"));
        }
    }

    [Fact]
    public async Task Where_the_region_stops_a_lot_waits_until_it_is_accepted_and_can_be_blocked_and_come_back()
    {
        await yields.City.Post("/api/yield-rules", new { regionCode = "500230", validFrom = yields.Today, tolerancePercent = 0, stops = true, needsPlots = true }).Body();
        var (supplier, client) = await World.ActiveSupplier("500230100");
        var goods = await YieldWorld.List(client, origin: "500230");
        var county = World.As(Role.CountyOfficial, region: "500230");
        var lot = await yields.Open(client, goods, 5);
        Assert.Equal("held", Standing(lot));
        var id = lot["lotId"]!.GetValue<Guid>();
        Assert.Equal((0, ""), await Told(id));
        var path = "/api/yield-breaches/" + (await county.Read($"/api/yield-breaches?supplier={supplier}"))["items"]![0]!["breachId"];
        async Task Act(HttpClient who, string act) => await who.Post(path + "/" + act, new { version = (await who.Read(path))["breach"]!["version"]!.GetValue<uint>(), opinion = "理由" }).Body();
        await client.Post(path + "/acceptance", new { version = 1, opinion = "自己认可" }).MustBeProblem(403, "not-allowed");
        await county.Post(path + "/acceptance", new { version = (await county.Read(path))["breach"]!["version"]!.GetValue<uint>() }).MustBeProblem(422, "reason-needed");
        await Act(client, "explanation");
        await Act(county, "check");
        await Act(county, "acceptance");
        Assert.Equal((1, ""), await Told(id));
        await Act(county, "block");
        Assert.Equal((1, "stopped"), await Told(id));
        await Act(county, "acceptance");
        Assert.Equal((1, "stopped, back"), await Told(id));
        Assert.Equal(["open", "explained", "check-opened", "accepted", "blocked", "accepted"], (await client.Read(path))["steps"]!.AsArray().Select(step => step!["toState"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_recalled_lot_is_not_accepted_back()
    {
        var (supplier, client) = await World.ActiveSupplier();
        var goods = await YieldWorld.List(client);
        await yields.Plot(client, 10);
        var lot = await yields.Open(client, goods, 30);
        var breach = await Breach(supplier);
        await World.County.Post($"/api/yield-breaches/{breach["breachId"]}/block", new { version = breach["version"]!.GetValue<uint>(), opinion = "停" }).Body();
        await client.Post($"/api/lots/{lot["lotId"]}/recall", new { reason = "检测不合格" }).Body();
        await World.County.Post($"/api/yield-breaches/{breach["breachId"]}/acceptance", new { version = (await Breach(supplier))["version"]!.GetValue<uint>(), opinion = "认可" })
            .MustBeProblem(409, "lot-recalled");
        Assert.Equal((1, "stopped"), await Told(lot["lotId"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_lot_that_was_held_back_is_recalled_without_a_word_to_who_never_heard_of_it()
    {
        await yields.City.Post("/api/yield-rules", new { regionCode = "500237", validFrom = yields.Today, tolerancePercent = 0, stops = true, needsPlots = true }).Body();
        var (_, client) = await World.ActiveSupplier("500237100");
        var lot = (await yields.Open(client, await YieldWorld.List(client, origin: "500237"), 5))["lotId"]!.GetValue<Guid>();
        await client.Post($"/api/lots/{lot}/recall", new { reason = "检测不合格" }).Body();
        Assert.Equal(0, await World.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.lot-recalled.v1' AND payload->>'lotId' = $1", lot.ToString()));
        Assert.Equal((0, ""), await Told(lot));
    }

    /// <summary>A lot counts packs; a pack that grew heavier would sell more than was harvested.</summary>
    [Fact]
    public async Task A_pack_that_has_lots_keeps_its_mass()
    {
        var (_, client) = await World.ActiveSupplier();
        var listed = await client.Post("/api/products", new { product = CatalogWorld.Body() }).Body();
        var goods = (Product: listed["productId"]!.GetValue<Guid>(), Pack: listed["packs"]![0]!["id"]!.GetValue<Guid>());
        object Heavier() => new { version = listed["version"]!.GetValue<uint>(), product = Changed(CatalogWorld.Body(), goods.Pack, 50_000) };
        await yields.Open(client, goods, 1);
        await client.Put($"/api/products/{goods.Product}", Heavier()).MustBeProblem(409, "pack-mass-fixed");
    }

    /// <summary>Whatever the order of openings, acceptances, blocks and returns to sale.</summary>
    [Fact]
    public async Task Mass_on_sale_without_a_mark_or_an_acceptance_never_exceeds_the_ceiling()
    {
        var acts = Gen.Choose(0, 5).Zip(Gen.Choose(1, 9)).ListOf(12).Sample(3, 3);
        foreach (var sequence in acts)
        {
            var (supplier, client) = await World.ActiveSupplier();
            var goods = await YieldWorld.List(client);
            await yields.Plot(client, 10);
            foreach (var (act, quantity) in sequence)
            {
                if (act <= 2) await yields.Open(client, goods, quantity);
                else if ((await World.County.Read($"/api/yield-breaches?supplier={supplier}"))["items"]!.AsArray().ElementAtOrDefault(quantity % 3) is { } breach)
                    await World.County.Post($"/api/yield-breaches/{breach["breachId"]}/{(act == 3 ? "acceptance" : "block")}", new { version = breach["version"]!.GetValue<uint>(), opinion = "核过" });
                Assert.True(await World.Database.Scalar<decimal>(
                    "SELECT coalesce(sum(mass_grams), 0) FROM catalog.lot_yield JOIN catalog.yield_account ON id = account_id WHERE supplier_id = $1 AND standing = 'Within'", supplier) <= 220_000);
                // Each lot above has a breach, and what was accepted has a step that says by whom and why.
                Assert.Equal(0, await World.Database.Scalar<long>(
                    """
                    SELECT count(*) FROM catalog.lot_yield JOIN catalog.yield_account ON id = account_id LEFT JOIN catalog.yield_breach USING (lot_id)
                    WHERE yield_account.supplier_id = $1 AND standing <> 'Within' AND (yield_breach.id IS NULL OR (standing = 'Accepted' AND NOT EXISTS (
                        SELECT FROM catalog.yield_breach_step step WHERE step.breach_id = yield_breach.id AND step.to_state = 'Accepted' AND step.opinion IS NOT NULL)))
                    """, supplier));
            }
        }
    }

    private static object Changed(object body, Guid pack, long massGrams)
    {
        var product = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body, HttpAnswers.Json))!;
        product["packs"]![0]!["packId"] = pack;
        product["packs"]![0]!["massGrams"] = massGrams;
        return product;
    }

    private static string Standing(JsonNode lot) => lot["standing"]!.GetValue<string>();

    private static long Long(JsonNode node, string name) => node[name]!.GetValue<long>();

    private async Task<JsonNode> Breach(Guid supplier) => (await World.County.Read($"/api/yield-breaches?supplier={supplier}"))["items"]!.AsArray().Single()!;

    /// <returns>How often Ordering was told of the lot, and what of its sale since, by version.</returns>
    private async Task<(long Opened, string Sale)> Told(Guid lot) => (
        await World.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.lot-opened.v1' AND payload->>'lotId' = $1", lot.ToString()),
        await World.Database.Scalar<string>(
            """
            SELECT coalesce(string_agg(CASE WHEN (payload->>'isStopped')::bool THEN 'stopped' ELSE 'back' END, ', ' ORDER BY (payload->>'version')::bigint), '')
            FROM catalog.outbox WHERE name = 'catalog.lot-sale-changed.v1' AND payload->>'lotId' = $1
            """, lot.ToString()) ?? "none");
}
