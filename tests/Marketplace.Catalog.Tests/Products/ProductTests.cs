using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.UpdateAvailability;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Products;

public sealed class ProductTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Theory]
    [InlineData(0, "price-too-small")]
    [InlineData(-5, "price-too-small")]
    [InlineData(100_000_001, "price-too-large")]
    [InlineData(long.MaxValue, "price-too-large")]
    public async Task Impossible_prices_are_refused(long priceFen, string code)
    {
        var (_, client) = await world.ActiveSupplier();
        var product = new
        {
            name = "橙",
            categoryCode = "fruit-citrus",
            originCode = CatalogWorld.Town,
            seasonFrom = 11,
            seasonTo = 3,
            packs = new[] { new { name = "箱", massGrams = 5000, tiers = new[] { new { minQuantity = 1, priceFen } } } },
        };
        await client.Post("/api/products", new { product }).MustBeProblem(422, code);
    }

    [Fact]
    public async Task A_price_of_a_thousandth_of_a_yuan_cannot_even_be_written()
    {
        var (_, client) = await world.ActiveSupplier();
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new { product = CatalogWorld.Body() }))!;
        body["product"]!["packs"]![0]!["tiers"]![0]!["priceFen"] = 0.1;
        await client.Post("/api/products", body).MustBeProblem(422, "unreadable-field");
    }

    [Fact]
    public async Task Goods_come_from_the_county_their_supplier_is_registered_in()
    {
        var (_, client) = await world.ActiveSupplier();
        await client.Post("/api/products", new { product = CatalogWorld.Body(origin: "500235") }).MustBeProblem(422, "origin-outside-county");
        await client.Post("/api/products", new { product = CatalogWorld.Body(origin: "500236999") }).MustBeProblem(422, "region-unknown");
        await client.Post("/api/products", new { product = CatalogWorld.Body(origin: "x") }).MustBeProblem(422, "region-unknown");
        await client.Post("/api/products", new { product = CatalogWorld.Body(category: "fruit") }).MustBeProblem(422, "category-unknown");
        await client.Post("/api/products", new { product = CatalogWorld.Body(massGrams: 1_000_001) }).MustBeProblem(422, "mass-out-of-range");
        await client.Post("/api/products", new { product = CatalogWorld.Body(pictures: new[] { new { path = "produce/../../etc.svg" } }) }).MustBeProblem(422, "picture-wrong");
        await client.Post("/api/products", new { product = CatalogWorld.Body(pictures: new[] { new { fileId = Guid.NewGuid() } }) }).MustBeProblem(422, "file-unknown");
    }

    [Fact]
    public async Task Prices_that_rise_with_quantity_are_refused()
    {
        var (_, client) = await world.ActiveSupplier();
        var product = new
        {
            name = "橙",
            categoryCode = "fruit-citrus",
            originCode = CatalogWorld.Town,
            seasonFrom = 11,
            seasonTo = 3,
            packs = new[] { new { name = "箱", massGrams = 5000, tiers = new[] { new { minQuantity = 1, priceFen = 100 }, new { minQuantity = 10, priceFen = 101 } } } },
        };
        await client.Post("/api/products", new { product }).MustBeProblem(422, "tiers-not-a-ladder");
    }

    [Fact]
    public async Task Text_stays_text()
    {
        const string Nasty = "<img src=x onerror=alert(1)>\"'&脐橙";
        var (_, client) = await world.ActiveSupplier();
        var id = (await client.Post("/api/products", new { product = CatalogWorld.Body(Nasty) }).Body())["productId"]!.GetValue<Guid>();
        Assert.Equal(Nasty, (await world.Stranger().Read($"/api/products/{id}"))["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_on_an_old_version_is_refused_and_packs_keep_their_ids()
    {
        var (_, client) = await world.ActiveSupplier();
        var listed = await CatalogWorld.List(client);
        var (id, version, pack) = (listed["productId"]!.GetValue<Guid>(), listed["version"]!.GetValue<uint>(), listed["packs"]![0]!["id"]!.GetValue<Guid>());
        object Change(long priceFen) => new
        {
            name = "改名脐橙",
            categoryCode = "fruit-citrus",
            originCode = CatalogWorld.Town,
            seasonFrom = 11,
            seasonTo = 3,
            packs = new object[]
            {
                new { name = "10公斤箱", massGrams = 10000, tiers = new[] { new { minQuantity = 1, priceFen = 11600 } } },
                new { packId = pack, name = "5公斤箱", massGrams = 5000, tiers = new[] { new { minQuantity = 1, priceFen } } },
            },
        };
        var changed = await client.Put($"/api/products/{id}", new { version, product = Change(5700) }).Body();
        Assert.Equal(pack, changed["packs"]![1]!["id"]!.GetValue<Guid>());
        await client.Put($"/api/products/{id}", new { version, product = Change(1) }).MustBeProblem(409, "changed-meanwhile");
        var page = await world.Stranger().Read($"/api/products/{id}");
        Assert.Equal(5700, page["packs"]![1]!["tiers"]![0]!["priceFen"]!.GetValue<long>());
        Assert.Single(page["packs"]![1]!["tiers"]!.AsArray());
        await client.Put($"/api/products/{id}", new { version = changed["version"]!.GetValue<uint>(), product = CatalogWorld.Body("只剩一种") }).Body();
        Assert.Single((await world.Stranger().Read($"/api/products/{id}"))["packs"]!.AsArray());
        await using var scope = world.Services.CreateAsyncScope();
        var offer = Assert.Single(await scope.ServiceProvider.GetRequiredService<IOfferLookup>().FindOffers([pack, Guid.NewGuid()], CancellationToken.None));
        Assert.False(offer.IsOnSale);
        Assert.Equal(5700, offer.PriceFenFor(300));
    }

    [Fact]
    public async Task Anothers_product_cannot_be_touched_or_seen_when_withdrawn()
    {
        var (_, owner) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        var listed = await CatalogWorld.List(owner);
        var (id, version) = (listed["productId"]!.GetValue<Guid>(), listed["version"]!.GetValue<uint>());
        await other.Put($"/api/products/{id}", new { version, product = CatalogWorld.Body() }).MustBeProblem(404, "not-found");
        await other.Post($"/api/products/{id}/lots", new { packId = listed["packs"]![0]!["id"]!.GetValue<Guid>(), quantity = 1, harvestedOn = "2026-01-01" }).MustBeProblem(404, "not-found");
        await owner.Post($"/api/products/{id}/shelf", new { version, isPublic = false }).Body();
        await other.GetAsync($"/api/products/{id}").MustBeProblem(404, "not-found");
        await owner.Read($"/api/products/{id}");
        Assert.DoesNotContain((await other.Read("/api/products/mine"))["items"]!.AsArray(), item => item!["productId"]!.GetValue<Guid>() == id);
        Assert.Contains((await owner.Read("/api/products/mine?state=withdrawn"))["items"]!.AsArray(), item => item!["productId"]!.GetValue<Guid>() == id);
    }

    [Fact]
    public async Task An_agent_lists_for_a_household_only_while_its_consent_holds()
    {
        var (seller, _) = await world.ActiveSupplier(kind: OrganisationKind.ServiceStation, name: "白帝村服务站");
        var (household, person) = (Guid.NewGuid(), Guid.NewGuid());
        var agent = world.As(Role.VillageAgent, seller, "500236", person);
        var body = new { product = CatalogWorld.Body("土鸡蛋", "500236117201", category: "meat-egg"), householdId = household };
        await agent.Post("/api/products", body).MustBeProblem(422, "consent-missing");
        world.Consent(household, person, seller, new DateOnly(2099, 1, 1));
        var listed = await agent.Post("/api/products", body).Body();
        var id = listed["productId"]!.GetValue<Guid>();
        var page = (await world.Stranger().Read($"/api/products/{id}")).ToJsonString(HttpAnswers.Json);
        Assert.Contains("白帝村服务站代", page, StringComparison.Ordinal);
        Assert.DoesNotContain("王*芳", page, StringComparison.Ordinal);
        world.Withdraw(household, person);
        await agent.Put($"/api/products/{id}", new { version = listed["version"]!.GetValue<uint>(), product = CatalogWorld.Body() }).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task A_lot_is_opened_once_and_tells_Ordering()
    {
        var (_, client) = await world.ActiveSupplier();
        var listed = await CatalogWorld.List(client);
        var (id, pack) = (listed["productId"]!.GetValue<Guid>(), listed["packs"]![0]!["id"]!.GetValue<Guid>());
        var harvested = DateOnly.FromDateTime(world.Clock.GetUtcNow().Date.AddDays(-2)).ToString("O");
        var body = new { packId = pack, quantity = 2000, harvestedOn = harvested };
        var first = await client.Post($"/api/products/{id}/lots", body, "same-key-for-lot-1").Body();
        var again = await client.Post($"/api/products/{id}/lots", body, "same-key-for-lot-1").Body();
        var lot = first["lotId"]!.GetValue<Guid>();
        Assert.Equal(lot, again["lotId"]!.GetValue<Guid>());
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.lot-opened.v1' AND payload->>'productId' = $1", id.ToString()));
        Assert.Equal("测试脐橙", (await world.Stranger().Read($"/api/trace/{lot}"))["productName"]!.GetValue<string>());
        await client.Post($"/api/products/{id}/lots", new { packId = pack, quantity = 0, harvestedOn = harvested }).MustBeProblem(422, "quantity-out-of-range");
        await client.Post($"/api/products/{id}/lots", new { packId = pack, quantity = 1_000_001, harvestedOn = harvested }).MustBeProblem(422, "quantity-out-of-range");
        await client.Post($"/api/products/{id}/lots", new { packId = pack, quantity = 1, harvestedOn = "2190-01-01" }).MustBeProblem(422, "harvest-in-future");
        await client.Post($"/api/products/{id}/lots", new { packId = pack, quantity = 1, harvestedOn = "2020-01-01" }).MustBeProblem(422, "lot-past-best-before");
        await client.Post($"/api/products/{id}/lots", new { packId = Guid.NewGuid(), quantity = 1, harvestedOn = harvested }).MustBeProblem(422, "pack-unknown");
    }

    [Fact]
    public async Task Stock_told_late_does_not_overwrite_what_is_newer()
    {
        var (_, client) = await world.ActiveSupplier();
        var listed = await CatalogWorld.List(client);
        var (id, pack) = (listed["productId"]!.GetValue<Guid>(), listed["packs"]![0]!["id"]!.GetValue<Guid>());
        foreach (var (version, available) in new[] { (1L, 2000), (3L, 1500), (2L, 1700) })
        {
            await using var scope = world.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<UpdateAvailabilityWhenStockChanged>(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<CatalogDb>())
                .Handle(new StockChanged { OccurredAt = world.Clock.GetUtcNow(), PackId = pack, ProductId = id, Available = available, Sold = 3, Version = version + 1000 }, CancellationToken.None);
        }

        Assert.Equal(1500, (await world.Stranger().Read($"/api/products/{id}"))["packs"]![0]!["available"]!.GetValue<int>());
        Assert.Equal(1500, await world.Database.Scalar<long>("SELECT available FROM catalog.search_document WHERE product_id = $1", id));
    }
}
