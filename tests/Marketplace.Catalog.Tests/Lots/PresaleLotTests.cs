using System.Net;
using System.Text.Json.Nodes;
using Marketplace.Catalog.Tests.Products;
using Marketplace.Catalog.Tests.Yields;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Lots;

/// <summary>预售与认领: a lot that is sold before its harvest, what is told of it while it grows, and what the harvest makes of it.</summary>
public sealed class PresaleLotTests(YieldWorld yields) : IClassFixture<YieldWorld>
{
    private readonly CatalogWorld world = yields.World;

    [Fact]
    public async Task A_pre_sale_names_a_harvest_to_come_and_a_day_of_dispatch_soon_after_it()
    {
        var (client, goods) = await Listed();
        await Open(client, goods, Day(0), Day(5)).MustBeProblem(422, "presale-dates");
        await Open(client, goods, Day(367), Day(370)).MustBeProblem(422, "presale-dates");
        await Open(client, goods, Day(20), Day(19)).MustBeProblem(422, "presale-dates");
        await Open(client, goods, Day(20), Day(51)).MustBeProblem(422, "presale-dates");
        await Open(client, goods, Day(20), Day(25), terms: new string('树', 501)).MustBeProblem(422, "too-long");
        await client.Post($"/api/products/{goods.Product}/lots", new { packId = goods.Pack, quantity = 10, harvestedOn = Day(20) }).MustBeProblem(422, "harvest-in-future");
        await client.Post($"/api/products/{goods.Product}/lots", new { packId = goods.Pack, quantity = 10, harvestedOn = Day(20), bestBefore = Day(24), presale = new { shipBy = Day(25) } }).MustBeProblem(422, "presale-keeps-too-short");
        var lot = await Opened(client, goods, "每件认领一棵树，挂牌写名");
        var shown = (await world.Stranger().Read($"/api/products/{goods.Product}"))["lots"]![0]!["presale"]!;
        Assert.Equal((true, 10, Day(20), Day(30), "每件认领一棵树，挂牌写名"), (shown["isExpected"]!.GetValue<bool>(), shown["expectedQuantity"]!.GetValue<int>(),
            shown["expectedOn"]!.GetValue<string>(), shown["shipBy"]!.GetValue<string>(), shown["adoptionTerms"]!.GetValue<string>()));
        var fact = await Fact("catalog.lot-opened.v1", lot);
        Assert.Equal((true, Day(30)), (fact["isExpected"]!.GetValue<bool>(), fact["shipBy"]!.GetValue<string>()));
        using var page = await world.Stranger().GetAsync(new Uri($"/trace/{lot}", UriKind.Relative));
        Assert.Contains("还没采收", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_harvest_takes_the_place_of_the_promise_once()
    {
        var (client, goods) = await Listed();
        var (_, other) = await world.ActiveSupplier();
        var lot = await Opened(client, goods);
        await Harvest(other, goods, lot, 8).MustBeProblem(404, "not-found");
        await Harvest(client, goods, lot, 11).MustBeProblem(422, "harvest-above-promise");
        await Harvest(client, goods, lot, 8, Day(1)).MustBeProblem(422, "harvest-day-wrong");
        await Harvest(client, goods, lot, 8, Day(-1)).MustBeProblem(422, "harvest-day-wrong");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(packs => Harvest(client, goods, lot, packs + 5)));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        var fact = await Fact("catalog.lot-harvested.v1", lot);
        var shown = (await world.Stranger().Read($"/api/products/{goods.Product}"))["lots"]![0]!;
        Assert.Equal(fact["quantity"]!.GetValue<int>(), shown["quantity"]!.GetValue<int>());
        Assert.Equal((Day(0), false, 10), (shown["harvestedOn"]!.GetValue<string>(), shown["presale"]!["isExpected"]!.GetValue<bool>(), shown["presale"]!["expectedQuantity"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_lot_of_a_harvest_that_was_never_expected_has_none_to_record()
    {
        var (client, goods) = await Listed();
        var lot = (await yields.Open(client, goods, 10))["lotId"]!.GetValue<Guid>();
        await Harvest(client, goods, lot, 8).MustBeProblem(409, "harvest-recorded");
        await client.Post($"/api/products/{goods.Product}/lots/{lot}/growth", new { words = "开花了" }, Key()).MustBeProblem(409, "not-presold");
    }

    [Fact]
    public async Task What_is_told_while_it_grows_is_read_by_everybody_newest_first()
    {
        var (client, goods) = await Listed();
        var (_, other) = await world.ActiveSupplier();
        var lot = await Opened(client, goods);
        var path = $"/api/products/{goods.Product}/lots/{lot}/growth";
        var photo = await ProductDepthTests.Upload(client);
        await client.Post(path, new { words = "开花了<b>", photos = new[] { photo } }, Key()).Body();
        world.Clock.MoveTo(DateOnly.Parse(Day(3), System.Globalization.CultureInfo.InvariantCulture));
        await client.Post(path, new { words = "挂果了" }, Key()).Body();
        await client.Post(path, new { words = " " }, Key()).MustBeProblem(422, "growth-words");
        await client.Post(path, new { words = "照片", photos = new[] { await ProductDepthTests.Upload(other) } }, Key()).MustBeProblem(422, "file-unknown");
        await other.Post(path, new { words = "别人写的" }, Key()).MustBeProblem(404, "not-found");
        var growth = (await world.Stranger().Read($"/api/products/{goods.Product}"))["lots"]![0]!["presale"]!["growth"]!.AsArray();
        Assert.Equal(["挂果了", "开花了<b>"], growth.Select(note => note!["words"]!.GetValue<string>()));
        using var picture = await world.Stranger().GetAsync(new Uri(growth[1]!["photoUrls"]![0]!.GetValue<string>(), UriKind.Relative));
        Assert.True(picture.IsSuccessStatusCode);
        using var page = await world.Stranger().GetAsync(new Uri($"/trace/{lot}", UriKind.Relative));
        Assert.Contains("开花了&lt;b&gt;", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_grow_is_free_again_in_the_balance_of_the_season()
    {
        var (client, goods) = await Listed();
        // One mu yields 2,000 kg, and ten per cent are tolerated: 220 packs of 10 kg.
        await yields.Plot(client, 100);
        var lot = await Opened(client, goods, quantity: 200, harvest: Day(1), shipBy: Day(10));
        var second = await yields.Open(client, goods, 30);
        Assert.Equal("marked", second["standing"]!.GetValue<string>());
        world.Clock.MoveTo(DateOnly.Parse(Day(1), System.Globalization.CultureInfo.InvariantCulture));
        await Harvest(client, goods, lot, 50).Body();
        Assert.Equal("within", (await yields.Open(client, goods, 100))["standing"]!.GetValue<string>());
    }

    private string Day(int away) => DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).Date.AddDays(away)).ToString("O");

    private static string Key() => Guid.NewGuid().ToString();

    private async Task<(HttpClient Client, (Guid Product, Guid Pack) Goods)> Listed()
    {
        var (_, client) = await world.ActiveSupplier();
        return (client, await YieldWorld.List(client));
    }

    private async Task<Guid> Opened(HttpClient client, (Guid Product, Guid Pack) goods, string? terms = null, int quantity = 10, string? harvest = null, string? shipBy = null) =>
        (await Open(client, goods, harvest ?? Day(20), shipBy ?? Day(30), terms, quantity).Body())["lotId"]!.GetValue<Guid>();

    private static Task<HttpResponseMessage> Open(HttpClient client, (Guid Product, Guid Pack) goods, string harvest, string shipBy, string? terms = null, int quantity = 10) =>
        client.Post($"/api/products/{goods.Product}/lots", new { packId = goods.Pack, quantity, harvestedOn = harvest, presale = new { shipBy, adoptionTerms = terms } }, Key());

    private Task<HttpResponseMessage> Harvest(HttpClient client, (Guid Product, Guid Pack) goods, Guid lot, int packs, string? on = null) =>
        client.Post($"/api/products/{goods.Product}/lots/{lot}/harvest", new { quantity = packs, harvestedOn = on ?? Day(0) }, Key());

    private async Task<JsonNode> Fact(string name, Guid lot) => JsonNode.Parse(
        await world.Database.Scalar<string>("SELECT payload::text FROM catalog.outbox WHERE name = $1 AND payload->>'lotId' = $2", name, lot.ToString()) ?? "null")!;
}
