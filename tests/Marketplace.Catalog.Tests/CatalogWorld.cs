using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Catalog.Tests;

/// <summary>The whole host, with organisations and consents that a test makes up as it goes.</summary>
public sealed class CatalogWorld : MarketplaceHost
{
    public const string Town = "500236117";

    private readonly Directory directory = new();

    public CatalogWorld() => With(services =>
    {
        services.RemoveAll<IOrganisationDirectory>();
        services.AddSingleton<IOrganisationDirectory>(directory);
        services.RemoveAll<IHouseholdDirectory>();
        services.AddSingleton<IHouseholdDirectory>(directory);
    });

    public HttpClient County { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        County = As(Role.CountyOfficial, region: "500236");
        Operator = As(Role.Operator);
    }

    public Guid Organisation(string region = "500236117201", OrganisationKind kind = OrganisationKind.Cooperative, string? name = null)
    {
        var id = Guid.CreateVersion7();
        directory.Cards[id] = new OrganisationCard(id, name ?? "测试合作社" + id.ToString()[..8], "Test co-op", kind, RegionCode.Parse(region), null, false);
        return id;
    }

    public void Consent(Guid household, Guid agent, Guid seller, DateOnly validTo) =>
        directory.Consents[(household, agent)] = new HouseholdConsent(Guid.CreateVersion7(), household, "王*芳", RegionCode.Parse("500236117201"), seller, validTo);

    public void Withdraw(Guid household, Guid agent) => directory.Consents.TryRemove((household, agent), out _);

    /// <summary>An organisation that may sell, with a client of its own.</summary>
    public async Task<(Guid Id, HttpClient Client)> ActiveSupplier(string region = "500236117201", string? name = null, OrganisationKind kind = OrganisationKind.Cooperative)
    {
        var id = Organisation(region, kind, name);
        var client = As(Role.Supplier, id);
        await Apply(client);
        await As(Role.CountyOfficial, region: region[..6]).Post($"/api/suppliers/{id}/recommendation", new { version = await VersionOf(id) }).Body();
        await Operator.Post($"/api/suppliers/{id}/approval", new { version = await VersionOf(id) }).Body();
        return (id, client);
    }

    /// <summary>Applies with every paper that today's rules need of the client's organisation.</summary>
    public static async Task Apply(HttpClient supplier) => await supplier.Post("/api/suppliers/applications", new { papers = await Papers(supplier) }).Body();

    public static async Task<IReadOnlyList<object>> Papers(HttpClient supplier)
    {
        var file = await Products.ProductDepthTests.Upload(supplier);
        return [.. (await supplier.Read("/api/suppliers/asked-papers"))["items"]!.AsArray().Where(asked => asked!["need"]!.GetValue<string>() == "needed")
            .Select(asked => (object)new { kind = asked!["kind"]!.GetValue<string>(), number = "JY0001", issuer = "测试局", validTo = "2099-12-31", fileIds = new[] { file } })];
    }

    public async Task<uint> VersionOf(Guid supplier) => (await Operator.Read($"/api/suppliers/{supplier}"))["version"]!.GetValue<uint>();

    public static object Body(string name = "测试脐橙", string origin = Town, long priceFen = 5800, long massGrams = 5000, string category = "fruit-citrus", object? pictures = null) => new
    {
        name,
        categoryCode = category,
        originCode = origin,
        seasonFrom = 11,
        seasonTo = 3,
        description = "果肉细。",
        shelfLifeDays = 30,
        pictures = pictures ?? Array.Empty<object>(),
        packs = new object[] { new { name = "5公斤箱", unit = "箱", massGrams, tiers = new object[] { new { minQuantity = 1, priceFen }, new { minQuantity = 20, priceFen = Math.Max(1, priceFen - 200) } } } },
    };

    /// <returns>The answer of a successful listing: productId, version, packs.</returns>
    public static Task<JsonNode> List(HttpClient supplier, string name = "测试脐橙", string origin = Town, long priceFen = 5800) =>
        supplier.Post("/api/products", new { product = Body(name, origin, priceFen) }).Body();

    private sealed class Directory : IOrganisationDirectory, IHouseholdDirectory
    {
        public ConcurrentDictionary<Guid, OrganisationCard> Cards { get; } = [];

        public ConcurrentDictionary<(Guid Household, Guid Agent), HouseholdConsent> Consents { get; } = [];

        public Task<OrganisationCard?> Find(Guid organisationId, CancellationToken cancellation) => Task.FromResult(Cards.GetValueOrDefault(organisationId));

        public Task<IReadOnlyDictionary<Guid, OrganisationCard>> FindMany(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, OrganisationCard>>(organisationIds.Distinct().Where(Cards.ContainsKey).ToDictionary(id => id, id => Cards[id]));

        public Task<IReadOnlyList<LinkedHousehold>> LinkedTo(Guid supplierId, DateOnly on, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<LinkedHousehold>>([]);

        public Task<HouseholdConsent?> ConsentOf(Guid householdId, Guid agentPersonId, DateOnly on, CancellationToken cancellation) =>
            Task.FromResult(Consents.GetValueOrDefault((householdId, agentPersonId)) is { } consent && consent.ValidTo >= on ? consent : null);
    }
}
