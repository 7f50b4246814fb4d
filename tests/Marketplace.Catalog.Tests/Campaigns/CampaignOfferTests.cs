using System.Text.Json.Nodes;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Campaigns;

public sealed class CampaignOfferTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task A_suppliers_offer_counts_once_the_curator_approved_it_and_until_it_is_withdrawn()
    {
        var (_, client) = await world.ActiveSupplier();
        var (city, campaign) = await Campaign();
        var pack = (await CatalogWorld.List(client))["packs"]![0]!["id"]!.GetValue<Guid>();
        var joined = await client.Post($"/api/campaigns/{campaign}/offers", new { packId = pack, discount = "percent", value = 1_001, floorFen = 5_000, mostPerBuyer = 30 }).Body();
        Assert.Equal(5_800 - 580, joined["campaignPriceFen"]!.GetValue<long>());
        await client.Post($"/api/campaigns/{campaign}/offers", new { packId = pack, discount = "percent", value = 1_000, floorFen = 5_000 }).MustBeProblem(409, "already-joined");
        Assert.Empty((await Offer(pack)).Campaigns!);
        var row = await RowOf(city, campaign);
        await city.Post($"/api/campaign-offers/{row["offerId"]}/approval", new { version = row["version"]!.GetValue<uint>(), paidBy = "city" }).Body();
        var terms = Assert.Single((await Offer(pack)).Campaigns!);
        Assert.Equal((DifferencePayer.City, 30, 5_000), (terms.PaidBy, terms.MostPerBuyer, terms.FloorFen));
        var shown = await world.Stranger().Read($"/api/campaigns/{campaign}");
        Assert.Equal((5_800, 5_220), (shown["prices"]![0]!["usualFen"]!.GetValue<long>(), shown["prices"]![0]!["campaignPriceFen"]!.GetValue<long>()));
        await city.Post($"/api/campaign-offers/{row["offerId"]}/approval", new { version = row["version"]!.GetValue<uint>(), paidBy = "partner" }).MustBeProblem(409, "offer-decided");
        row = await RowOf(client, campaign);
        await client.Post($"/api/campaign-offers/{row["offerId"]}/withdrawal", new { version = row["version"]!.GetValue<uint>() }).Body();
        Assert.Empty((await Offer(pack)).Campaigns!);
    }

    [Fact]
    public async Task A_products_card_shows_the_price_of_a_campaign_only_while_it_runs_and_the_offer_stands()
    {
        var (_, client) = await world.ActiveSupplier();
        var (city, campaign) = await Campaign();
        var (later, coming) = await Campaign(5, 20);
        var name = "卡片活动橙" + Guid.NewGuid().ToString("N")[..6];
        var pack = (await CatalogWorld.List(client, name))["packs"]![0]!["id"]!.GetValue<Guid>();
        Assert.Null((await Card(name))["campaign"]);
        foreach (var (official, one, value) in new[] { (city, campaign, 800), (later, coming, 2_000) })
        {
            await client.Post($"/api/campaigns/{one}/offers", new { packId = pack, discount = "fixed", value, floorFen = 3_000 }).Body();
            var row = await RowOf(official, one);
            await official.Post($"/api/campaign-offers/{row["offerId"]}/approval", new { version = row["version"]!.GetValue<uint>(), paidBy = "city" }).Body();
        }

        var card = (await Card(name))["campaign"]!;
        Assert.Equal((campaign, 5_000, 5_800), (card["campaignId"]!.GetValue<Guid>(), card["priceFen"]!.GetValue<long>(), card["usualFen"]!.GetValue<long>()));
        var offer = await RowOf(client, campaign);
        await client.Post($"/api/campaign-offers/{offer["offerId"]}/withdrawal", new { version = offer["version"]!.GetValue<uint>() }).Body();
        Assert.Null((await Card(name))["campaign"]);
    }

    [Fact]
    public async Task What_does_not_lower_the_price_or_is_not_ones_own_cannot_join()
    {
        var (_, client) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        var (_, campaign) = await Campaign();
        var pack = (await CatalogWorld.List(client))["packs"]![0]!["id"]!.GetValue<Guid>();
        Task<HttpResponseMessage> Join(HttpClient who, object body) => who.Post($"/api/campaigns/{campaign}/offers", body);
        await Join(other, new { packId = pack, discount = "percent", value = 1_000, floorFen = 5_000 }).MustBeProblem(422, "pack-unknown");
        await Join(client, new { packId = pack, discount = "percent", value = 1_000, floorFen = 5_801 }).MustBeProblem(422, "floor-above-price");
        await Join(client, new { packId = pack, discount = "percent", value = 1_000, floorFen = 5_800 }).MustBeProblem(422, "discount-without-effect");
        await Join(client, new { packId = pack, discount = "percent", value = 9_001, floorFen = 1 }).MustBeProblem(422, "discount-out-of-range");
        await Join(client, new { packId = pack, discount = "fixed", value = -1, floorFen = 1 }).MustBeProblem(422, "discount-out-of-range");
        var (_, over) = await Campaign(-10, -1);
        await client.Post($"/api/campaigns/{over}/offers", new { packId = pack, discount = "fixed", value = 100, floorFen = 5_000 }).MustBeProblem(409, "campaign-over");
    }

    [Fact]
    public async Task Another_citys_official_and_another_supplier_see_and_decide_nothing()
    {
        var (_, client) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        var (city, campaign) = await Campaign();
        var pack = (await CatalogWorld.List(client))["packs"]![0]!["id"]!.GetValue<Guid>();
        await client.Post($"/api/campaigns/{campaign}/offers", new { packId = pack, discount = "fixed", value = 300, floorFen = 5_000 }).Body();
        var row = await RowOf(city, campaign);
        var elsewhere = world.As(Role.CityOfficial, region: "370000");
        foreach (var stranger in new[] { elsewhere, other }) Assert.Empty((await stranger.Read($"/api/campaign-offers?campaignId={campaign}"))["items"]!.AsArray());
        var version = row["version"]!.GetValue<uint>();
        await elsewhere.Post($"/api/campaign-offers/{row["offerId"]}/approval", new { version, paidBy = "city" }).MustBeProblem(404, "not-found");
        await other.Post($"/api/campaign-offers/{row["offerId"]}/withdrawal", new { version }).MustBeProblem(404, "not-found");
        var decided = await Task.WhenAll(
            city.Post($"/api/campaign-offers/{row["offerId"]}/approval", new { version, paidBy = "city" }), city.Post($"/api/campaign-offers/{row["offerId"]}/refusal", new { version, reason = "太贵" }));
        Assert.Equal([204, 409], decided.Select(answer => (int)answer.StatusCode).Order());
    }

    [Fact]
    public async Task The_old_price_beside_a_campaigns_is_the_lowest_of_thirty_days()
    {
        var (_, client) = await world.ActiveSupplier();
        var (city, campaign) = await Campaign();
        var pack = (await CatalogWorld.List(client))["packs"]![0]!["id"]!.GetValue<Guid>();
        foreach (var (daysAgo, fen) in new[] { (60, 4_000L), (40, 5_500L), (5, 5_600L) })
            await world.Database.Scalar<long>("INSERT INTO catalog.price_history (pack_id, min_quantity, price_fen, at) VALUES ($1, 1, $2, now() - make_interval(days => $3)) RETURNING id", pack, fen, daysAgo);
        await client.Post($"/api/campaigns/{campaign}/offers", new { packId = pack, discount = "fixed", value = 700, floorFen = 5_000 }).Body();
        // 40 days ago 55.00 came into force and still was 30 days ago; the 40.00 before it no longer counts.
        Assert.Equal(5_500, (await RowOf(city, campaign))["usualFen"]!.GetValue<long>());
    }

    private async Task<(HttpClient City, Guid Campaign)> Campaign(int from = -1, int to = 10)
    {
        var city = world.As(Role.CityOfficial, region: "500000");
        var today = world.Clock.Today();
        var started = await city.Post("/api/campaigns", new { name = "渝货进山东", startsOn = today.AddDays(from), endsOn = today.AddDays(to), productIds = Array.Empty<Guid>(), partnerProvince = "370000" }).Body();
        return (city, started["campaignId"]!.GetValue<Guid>());
    }

    private static async Task<JsonNode> RowOf(HttpClient who, Guid campaign) => Assert.Single((await who.Read($"/api/campaign-offers?campaignId={campaign}"))["items"]!.AsArray())!;

    private async Task<JsonNode> Card(string name) => Assert.Single((await world.Stranger().Read("/api/search?q=" + Uri.EscapeDataString(name)))["items"]!.AsArray())!;

    private async Task<PackOffer> Offer(Guid pack)
    {
        await using var scope = world.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<IOfferLookup>().FindOffers([pack], CancellationToken.None));
    }
}
