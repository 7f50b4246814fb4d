using Marketplace.Accounts.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Households;

public sealed class LinkageTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private static readonly DateOnly NewYear = new(2026, 1, 1);

    private HttpClient Official => host.As(Role.CountyOfficial, region: "500236");

    [Fact]
    public async Task Links_count_between_their_dates_and_a_supplier_sees_its_own_masked()
    {
        var (supplier, _, userName) = await Browser.Register(host);
        var household = await Village.Household(host, "冉秀芳");
        await Link(supplier, household, 3000, NewYear, NewYear.AddDays(99)).Body();
        var linked = Assert.Single(await LinkedTo(supplier, NewYear.AddDays(99)));
        Assert.Equal((household, "冉*芳", 3000), (linked.HouseholdId, linked.MaskedName, linked.ShareBasisPoints));
        Assert.Empty(await LinkedTo(supplier, NewYear.AddDays(100)));
        Assert.Empty(await LinkedTo(supplier, NewYear.AddDays(-1)));

        var browser = await Browser.SignedIn(host, userName);
        var own = (await browser.Get("/api/households").Body())["items"]!.AsArray();
        Assert.Equal("冉*芳", Assert.Single(own)!["maskedName"]!.GetValue<string>());
        Assert.Single((await browser.Get($"/api/suppliers/{supplier}/linkages").Body())["items"]!.AsArray());
        var (_, _, otherName) = await Browser.Register(host);
        var other = await Browser.SignedIn(host, otherName);
        await other.Get($"/api/suppliers/{supplier}/linkages").MustBeProblem(404, "not-found");
        Assert.Empty((await other.Get("/api/households").Body())["items"]!.AsArray());
    }

    [Fact]
    public async Task The_parts_of_one_supplier_never_exceed_the_whole_on_any_day()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var household = await Village.Household(host);
        var second = await Village.Household(host);
        await Link(supplier, household, 6000, NewYear, NewYear.AddDays(99)).Body();
        await Link(supplier, household, 6000, NewYear.AddDays(100), null).Body();
        await Link(supplier, second, 4001, NewYear.AddDays(50), NewYear.AddDays(60)).MustBeProblem(422, "shares-exceed-whole");
        await Link(supplier, second, 4001, NewYear.AddDays(50), null).MustBeProblem(422, "shares-exceed-whole");
        await Link(supplier, second, 4000, NewYear, null).Body();
        await Link(supplier, second, 1, NewYear.AddDays(1000), null).MustBeProblem(422, "shares-exceed-whole");
    }

    [Fact]
    public async Task The_list_pages_filters_and_sorts_and_exports_only_masks()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var shares = new[] { 500, 1500, 1000 };
        foreach (var share in shares) await Link(supplier, await Village.Household(host, "冉秀芳"), share, NewYear, share == 500 ? NewYear.AddDays(1) : null).Body();
        var path = $"/api/suppliers/{supplier}/linkages";
        var first = await Official.Read(path + "?sort=share&size=2");
        var second = await Official.Read($"{path}?sort=share&size=2&cursor={first["nextCursor"]!.GetValue<string>()}");
        Assert.Equal([1500, 1000, 500], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(row => row!["shareBasisPoints"]!.GetValue<int>()));
        Assert.Equal(3, first["total"]!.GetValue<long>());
        Assert.Equal([500], (await Official.Read(path + "?inForce=false"))["items"]!.AsArray().Select(row => row!["shareBasisPoints"]!.GetValue<int>()));
        Assert.Empty((await Official.Read(path + "?village=500235"))["items"]!.AsArray());
        using var table = new Platform.Tables.TableFile(new MemoryStream(await Official.GetByteArrayAsync(new Uri(path + ".xlsx?inForce=true", UriKind.Relative), TestContext.Current.CancellationToken)));
        var cells = table.Rows().SelectMany(row => row.Cells).Select(cell => cell.Text).ToList();
        Assert.Equal(2, cells.Count(text => text == "冉*芳"));
        Assert.DoesNotContain("冉秀芳", cells);
        await host.As(Role.CountyOfficial, region: "500235").GetAsync(new Uri(path + ".xlsx", UriKind.Relative)).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Links_at_the_same_moment_do_not_exceed_the_whole_together()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var households = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Village.Household(host)));
        var answers = await Task.WhenAll(households.Select(household => Link(supplier, household, 3000, NewYear, null)));
        Assert.Equal(3, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.Equal(9000, (await LinkedTo(supplier, NewYear)).Sum(linked => linked.ShareBasisPoints));
    }

    [Fact]
    public async Task Two_links_of_one_household_are_one_part()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var household = await Village.Household(host);
        await Link(supplier, household, 1000, NewYear, null).Body();
        await Link(supplier, household, 500, NewYear, null, "land-rent").Body();
        Assert.Equal(1500, Assert.Single(await LinkedTo(supplier, NewYear)).ShareBasisPoints);
    }

    [Fact]
    public async Task An_ended_link_frees_its_part_after_its_last_day()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var household = await Village.Household(host);
        var id = (await Link(supplier, household, 10_000, NewYear, null).Body())["linkageId"]!.GetValue<Guid>();
        await host.As(Role.CountyOfficial, region: "500235").Post($"/api/linkages/{id}/end", new { lastDay = NewYear.AddDays(9) }).MustBeProblem(404, "not-found");
        await Official.Post($"/api/linkages/{id}/end", new { lastDay = NewYear.AddDays(-1) }).MustBeProblem(422, "linkage-day-wrong");
        await Official.Post($"/api/linkages/{id}/end", new { lastDay = NewYear.AddDays(9) }).MustBeDone();
        await Link(supplier, household, 1, NewYear.AddDays(9), null).MustBeProblem(422, "shares-exceed-whole");
        await Link(supplier, household, 10_000, NewYear.AddDays(10), null).Body();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public async Task A_part_lies_between_one_and_ten_thousand(int share)
    {
        var (supplier, _, _) = await Browser.Register(host);
        var household = await Village.Household(host);
        using var answer = await Link(supplier, household, share, NewYear, null);
        Assert.Equal(422, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Neither_a_foreign_household_nor_a_foreign_supplier_can_be_linked()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var (foreign, _, _) = await Browser.Register(host, region: "500235");
        var household = await Village.Household(host);
        var elsewhere = await Village.Household(host, village: Village.Elsewhere);
        await Link(supplier, elsewhere, 100, NewYear, null).MustBeProblem(404, "not-found");
        await Link(foreign, household, 100, NewYear, null).MustBeProblem(404, "not-found");
        await host.As(Role.Supplier, organisation: supplier).Post("/api/linkages",
            new { supplierId = supplier, householdId = household, kind = "contract", shareBasisPoints = 100, validFrom = NewYear }).MustBeProblem(403, "not-allowed");
    }

    private Task<HttpResponseMessage> Link(Guid supplier, Guid household, int share, DateOnly from, DateOnly? to, string kind = "contract") =>
        Official.Post("/api/linkages", new { supplierId = supplier, householdId = household, kind, shareBasisPoints = share, validFrom = from, validTo = to });

    private async Task<IReadOnlyList<LinkedHousehold>> LinkedTo(Guid supplier, DateOnly on)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IHouseholdDirectory>().LinkedTo(supplier, on, CancellationToken.None);
    }
}
