using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Marketplace.Programme.Tests.ReportUnsold;

public sealed class ReportUnsoldTests(ReportUnsoldTests.WithSuppliers host) : IClassFixture<ReportUnsoldTests.WithSuppliers>
{
    private static readonly Guid Cooperative = StableId.From("test:cooperative");

    public sealed class WithSuppliers : MarketplaceHost
    {
        public WithSuppliers() => With(services =>
        {
            services.RemoveAll<IOrganisationDirectory>();
            services.AddSingleton<IOrganisationDirectory, OneCooperative>();
        });
    }

    [Fact]
    public async Task A_notice_reaches_the_officials_of_its_place_and_nobody_elses()
    {
        var notice = await Supplier().Post("/api/unsold", Request()).Body();
        foreach (var (role, region, sees) in ((Role, string, bool)[])[(Role.CountyOfficial, "500236", true), (Role.CityOfficial, "500000", true), (Role.TownOfficial, "500236117", true), (Role.CountyOfficial, "500235", false)])
        {
            var rows = (await host.As(role, region: region).Read("/api/unsold?size=100"))["items"]!.AsArray();
            Assert.Equal(sees, rows.Any(row => row!["id"]!.GetValue<Guid>() == notice["id"]!.GetValue<Guid>()));
        }

        await host.As(Role.CountyOfficial, region: "500235").Post($"/api/unsold/{notice["id"]}/closing", new { note = "已售" }).MustBeProblem(404, "not-found");
        await host.As(Role.CountyOfficial, region: "500236").Post($"/api/unsold/{notice["id"]}/closing", new { note = "已由某单位购买" }).Body();
        await host.As(Role.CountyOfficial, region: "500236").Post($"/api/unsold/{notice["id"]}/closing", new { note = "再来" }).MustBeProblem(409, "notice-closed");
    }

    [Fact]
    public async Task No_more_is_matched_than_lies_there_even_by_two_at_once()
    {
        var notice = await Supplier().Post("/api/unsold", Request(grams: 1_000_000)).Body();
        var county = host.As(Role.CountyOfficial, region: "500236");
        var path = $"/api/unsold/{notice["id"]}/matches";
        await county.Post(path, new { buyerName = "示例学校", massGrams = 400_000, priceFen = 300 }).Body();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => county.Post(path, new { buyerName = "示例工会", massGrams = 600_000 })));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        await county.Post(path, new { buyerName = "示例工会", massGrams = 1 }).MustBeProblem(422, "more-than-left");
        var row = (await county.Read("/api/unsold?open=true&size=100"))["items"]!.AsArray().Single(row => row!["id"]!.GetValue<Guid>() == notice["id"]!.GetValue<Guid>())!;
        Assert.Equal(1_000_000, row["matches"]!.AsArray().Sum(match => match!["massGrams"]!.GetValue<long>()));
        await host.As(Role.CountyOfficial, region: "500235").Post(path, new { buyerName = "某单位", massGrams = 1 }).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Nobody_reports_for_another_organisation_or_place()
    {
        await host.As(Role.Supplier, Guid.NewGuid()).Post("/api/unsold", Request()).MustBeProblem(404, "not-found");
        await Supplier().Post("/api/unsold", Request(origin: "500235100")).MustBeProblem(404, "not-found");
        await host.As(Role.Buyer, Cooperative).Post("/api/unsold", Request()).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task Wrong_masses_and_days_are_named()
    {
        await Supplier().Post("/api/unsold", Request(grams: 0)).MustBeProblem(422, "mass-out-of-range");
        await Supplier().Post("/api/unsold", Request(days: -1)).MustBeProblem(422, "spoils-by-wrong");
        await Supplier().Post("/api/unsold", Request(origin: "abc")).MustBeProblem(422, "region-unknown");
    }

    private HttpClient Supplier() => host.As(Role.Supplier, Cooperative);

    private object Request(string origin = "500236117", long grams = 5_000_000, int days = 10) =>
        new { supplierId = Cooperative, originRegion = origin, productName = "萝卜", massGrams = grams, spoilsBy = ChinaTime.Today(host.Clock).AddDays(days) };

    private sealed class OneCooperative : IOrganisationDirectory
    {
        private static readonly OrganisationCard Card = new(Cooperative, "示例合作社", null, OrganisationKind.Cooperative, RegionCode.Parse("500236117"), null, true);

        public Task<OrganisationCard?> Find(Guid organisationId, CancellationToken cancellation) => Task.FromResult(organisationId == Cooperative ? Card : null);

        public Task<IReadOnlyDictionary<Guid, OrganisationCard>> FindMany(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, OrganisationCard>>(organisationIds.Where(id => id == Cooperative).ToDictionary(id => id, _ => Card));
    }
}
