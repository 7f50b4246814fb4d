using System.Diagnostics;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Demonstration;
using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Demonstration;

public sealed class DemonstrationTests(DemonstrationTests.Loaded host) : IClassFixture<DemonstrationTests.Loaded>
{
    /// <summary>A host with this module's part of the demonstration.</summary>
    public sealed class Loaded : MarketplaceHost
    {
        public TimeSpan Took { get; private set; }

        public bool LoadedTwice { get; private set; }

        public Loaded() => With(services =>
        {
            foreach (var other in services.Where(service => service.ServiceType == typeof(IDemonstration) && service.ImplementationType != typeof(AccountsDemonstration)).ToList())
                services.Remove(other);
        });

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var loader = Services.GetRequiredService<DemonstrationLoader>();
            var watch = Stopwatch.StartNew();
            Assert.True(await loader.LoadOnce(CancellationToken.None));
            Took = watch.Elapsed;
            LoadedTwice = await loader.LoadOnce(CancellationToken.None);
        }
    }

    [Fact]
    public void It_loads_once_and_quickly()
    {
        Assert.False(host.LoadedTwice);
        Assert.True(host.Took < TimeSpan.FromSeconds(10), $"Loading took {host.Took}.");
    }

    [Fact]
    public async Task Every_account_it_tells_signs_in_and_holds_its_post()
    {
        var accounts = (await host.Stranger().GetAsync(new Uri("/api/demonstration", UriKind.Relative)).Body()).AsArray();
        Assert.True(accounts.Count >= 18);
        foreach (var account in accounts)
        {
            var browser = await Browser.SignedIn(host, account!["userName"]!.GetValue<string>(), account["password"]!.GetValue<string>());
            var session = await browser.Session();
            Assert.Single(session["posts"]!.AsArray());
            Assert.True(session["secondFactor"]!.GetValue<bool>());
            Assert.Contains(account["audience"]!.GetValue<string>(), new[] { "supplier", "buyer", "official", "operator" });
        }
    }

    [Fact]
    public async Task The_journeys_suppliers_are_linked_to_masked_households_that_can_be_paid()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var supplier = StableId.From("organisation:fengjie-orange-coop");
        var linked = await scope.ServiceProvider.GetRequiredService<IHouseholdDirectory>().LinkedTo(supplier, new DateOnly(2026, 11, 23), CancellationToken.None);
        Assert.Equal([3000, 2000], linked.Select(household => household.ShareBasisPoints).OrderDescending());
        Assert.Contains(linked, household => household is { MaskedName: "向*甲" } && household.HouseholdId == StableId.From("household:household-fj-1"));
        var payees = await scope.ServiceProvider.GetRequiredService<IPayeeDirectory>().FindMany([supplier, .. linked.Select(household => household.HouseholdId)], CancellationToken.None);
        Assert.Equal(3, payees.Count);
        Assert.All(payees.Values, payee => Assert.True(payee.UsableFrom <= host.Clock.GetUtcNow()));
        var consent = await scope.ServiceProvider.GetRequiredService<IHouseholdDirectory>()
            .ConsentOf(StableId.From("household:household-fj-egg"), StableId.From("person:agent"), new DateOnly(2026, 11, 23), CancellationToken.None);
        Assert.Equal(StableId.From("organisation:fengjie-egg-agent"), consent!.SellerOrganisationId);
    }

    [Fact]
    public async Task Everything_it_loads_is_marked_and_lies_in_divisions_that_exist()
    {
        var regions = host.Services.GetRequiredService<IRegionDirectory>();
        Assert.Equal(0L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.organisation WHERE NOT is_demonstration"));
        Assert.Equal(0L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.person WHERE NOT is_demonstration"));
        Assert.Equal(304L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.household WHERE is_demonstration"));
        var codes = await host.Database.Scalar<string[]>(
            "SELECT array_agg(DISTINCT region_code) FROM (SELECT region_code FROM accounts.organisation UNION SELECT region_code FROM accounts.household UNION SELECT region_code FROM accounts.post WHERE region_code IS NOT NULL) r");
        Assert.All(codes!, code => Assert.NotNull(regions.Find(RegionCode.Parse(code))));
    }

    [Fact]
    public async Task Without_the_data_no_account_is_told()
    {
        await using var empty = new MarketplaceHost();
        await empty.InitializeAsync();
        Assert.Empty((await empty.Stranger().GetAsync(new Uri("/api/demonstration", UriKind.Relative)).Body()).AsArray());
    }
}
