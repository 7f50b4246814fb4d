using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Catalog.Tests.Recognitions;

/// <summary>Leads recognitions of a county of their own, without notice and with dated rules, through their course.</summary>
internal sealed class RecognitionCourse(CatalogWorld world, string county, string town)
{
    public HttpClient Town { get; } = world.As(Role.TownOfficial, region: town);

    public HttpClient County { get; } = world.As(Role.CountyOfficial, region: county);

    public Task Rule(int validityMonths = 12, int noticeDays = 0, int renewalDays = 90, bool isRenewalShort = false, int hearingDays = 7) => County.Post(
        "/api/recognition-rules",
        new { regionCode = county, validFrom = world.Clock.Today().ToString("O"), needsSector = false, noticeDays, validityMonths, renewalDays, isRenewalShort, hearingDays }).Body();

    public async Task<(Guid Product, HttpClient Supplier)> Product()
    {
        var (_, client) = await world.ActiveSupplier(county);
        return ((await CatalogWorld.List(client, origin: town))["productId"]!.GetValue<Guid>(), client);
    }

    public static async Task<Guid> Apply(HttpClient supplier, Guid product) =>
        (await supplier.Post("/api/recognitions", new { productId = product }).Body())["recognitionId"]!.GetValue<Guid>();

    public async Task<Guid> Listed(HttpClient supplier, Guid product)
    {
        var id = await Apply(supplier, product);
        await Town.Post($"/api/recognitions/{id}/town-review", new { version = await Version(id) }).Body();
        await County.Post($"/api/recognitions/{id}/county-decision", new { version = await Version(id) }).Body();
        return id;
    }

    public async Task<uint> Version(Guid id) => (await world.Operator.Read($"/api/recognitions/{id}"))["version"]!.GetValue<uint>();

    public Task<string?> State(Guid id) => world.Database.Scalar<string>("SELECT state FROM catalog.recognition WHERE id = $1", id);

    public async Task<int> Remind()
    {
        await using var scope = world.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Catalog.RemindOfDeadlines.RemindOfDeadlines>().Run(CancellationToken.None);
    }

    /// <summary>A product that an agent lists for a household, sold by an organisation of the kind.</summary>
    public async Task<(Guid Product, HttpClient Agent)> HouseholdProduct(OrganisationKind seller)
    {
        var (household, person) = (Guid.NewGuid(), Guid.NewGuid());
        var (organisation, _) = await world.ActiveSupplier(county, kind: seller);
        world.Consent(household, person, organisation, new DateOnly(2099, 1, 1));
        var agent = world.As(Role.VillageAgent, person: person);
        return ((await agent.Post("/api/products", new { product = CatalogWorld.Body("草堂土鸡蛋", town), householdId = household }).Body())["productId"]!.GetValue<Guid>(), agent);
    }

    public async Task RunJob()
    {
        await using var scope = world.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Catalog.PublishRecognitions.PublishRecognitions>().Run(CancellationToken.None);
    }

    public async Task<bool> IsRecognised(Guid product, DateOnly on)
    {
        await using var scope = world.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IRecognitionRegister>().On([product], on, CancellationToken.None)).Single().IsRecognised;
    }

    public async Task<bool> IsFoundAsRecognised(Guid product) => await world.Database.Scalar<bool>(
        "SELECT COALESCE($2::date BETWEEN recognised_from AND recognised_to, false) FROM catalog.search_document WHERE product_id = $1", product, world.Clock.Today());
}
