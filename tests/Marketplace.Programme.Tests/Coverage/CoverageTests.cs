using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Programme.ComputeCoverage;
using Marketplace.Programme.Data;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Programme.Tests.Coverage;

public sealed class CoverageTests(ProgrammeHost host) : IClassFixture<ProgrammeHost>
{
    [Fact]
    public async Task A_county_enters_its_own_figure_alone_and_everybody_reads_it_beside_the_target()
    {
        var county = host.County(ProgrammeHost.Fengjie);
        var answer = await county.Post("/api/coverage-figures", Figure("logistics", "2025", 298, 314)).Body();
        Assert.Equal(9490, answer["basisPoints"]!.GetValue<int>());
        await county.Post("/api/coverage-figures", Figure("logistics", "2025", 1, 2, ProgrammeHost.Yunyang)).MustBeProblem(404, "not-found");
        await host.As(Role.TownOfficial, region: "500236117").Post("/api/coverage-figures", Figure("logistics", "2025", 1, 2)).MustBeProblem(403, "not-allowed");
        await host.As(Role.CityOfficial, region: "420000").Post("/api/coverage-figures", Figure("logistics", "2025", 1, 2)).MustBeProblem(404, "not-found");
        var table = await host.Stranger().Read("/api/coverage");
        Assert.Equal(9490, CellOf(table, ProgrammeHost.Fengjie, "logistics")!["basisPoints"]!.GetValue<int>());
        Assert.Null(CellOf(table, ProgrammeHost.Yunyang, "logistics"));
        var indicator = table["indicators"]!.AsArray().Single(one => one!["code"]!.GetValue<string>() == "logistics")!;
        Assert.Equal((10_000, "basically_full", 1, 0), (indicator["targetBasisPoints"]!.GetValue<int>(), indicator["qualifier"]!.GetValue<string>(), indicator["counties"]!.GetValue<int>(), indicator["full"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Impossible_figures_are_refused()
    {
        var county = host.County(ProgrammeHost.Fengjie);
        await county.Post("/api/coverage-figures", Figure("logistics", "2024", 3, 2)).MustBeProblem(422, "covered-exceeds-total");
        await county.Post("/api/coverage-figures", Figure("logistics", "2024", 0, 0)).MustBeProblem(422, "invalid-fields");
        foreach (var period in (string[])["2027", "2026-12", "2026-13", "今年", "2026-1", " 2026"]) await county.Post("/api/coverage-figures", Figure("logistics", period, 1, 2)).MustBeProblem(422, "period-wrong");
        await county.Post("/api/coverage-figures", Figure("tested-lots", "2025", 1, 2)).MustBeProblem(422, "indicator-unknown");
        await county.Post("/api/coverage-figures", Figure("nothing", "2025", 1, 2)).MustBeProblem(422, "indicator-unknown");
    }

    [Fact]
    public async Task A_correction_counts_from_then_on_and_what_was_said_before_stays_to_be_read()
    {
        var county = host.County(ProgrammeHost.Yunyang);
        await county.Post("/api/coverage-figures", Figure("ecommerce-leaders", "2024", 50, 100, ProgrammeHost.Yunyang)).Body();
        var corrected = await county.Post("/api/coverage-figures", Figure("ecommerce-leaders", "2024", 60, 100, ProgrammeHost.Yunyang)).Body();
        var again = await county.Post("/api/coverage-figures", Figure("ecommerce-leaders", "2024", 60, 100, ProgrammeHost.Yunyang)).Body();
        Assert.Equal((true, false), (corrected["isChanged"]!.GetValue<bool>(), again["isChanged"]!.GetValue<bool>()));
        var list = $"/api/coverage-figures?indicator=ecommerce-leaders&region={ProgrammeHost.Yunyang}";
        Assert.Equal(60, Assert.Single((await host.Stranger().Read(list))["items"]!.AsArray())!["covered"]!.GetValue<int>());
        var all = (await host.Stranger().Read(list + "&corrections=true"))["items"]!.AsArray();
        Assert.Equal([50, 60], all.Select(item => item!["covered"]!.GetValue<int>()).Order());
        Assert.Equal(50, all.Single(item => item!["correctedAt"] is not null)!["covered"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_who_enter_at_once_leave_one_figure_that_counts()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(covered => host.County(ProgrammeHost.Yunyang).Post("/api/coverage-figures", Figure("collection-centres", "2023", covered, 10, ProgrammeHost.Yunyang))));
        Assert.Contains(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers, answer => Assert.True((int)answer.StatusCode < 500));
        Assert.Equal(1, await host.Database.Scalar<long>("SELECT count(*) FROM programme.coverage_figure WHERE indicator = 'collection-centres' AND period = '2023' AND superseded_at IS NULL"));
    }

    [Fact]
    public async Task The_list_pages_from_the_least_covered_and_exports_what_is_filtered()
    {
        var city = host.City();
        foreach (var (code, covered) in new[] { ("500101", 30), ("500102", 10), ("500114", 20) }) await city.Post("/api/coverage-figures", Figure("traceability", "2022", covered, 100, code)).Body();
        var first = await host.Stranger().Read("/api/coverage-figures?indicator=traceability&year=2022&sort=lowest&size=2");
        var second = await host.Stranger().Read($"/api/coverage-figures?indicator=traceability&year=2022&sort=lowest&size=2&cursor={first["nextCursor"]!.GetValue<string>()}");
        Assert.Equal(["500102", "500114", "500101"], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!["countyCode"]!.GetValue<string>()));
        Assert.Equal("PK"u8.ToArray(), (await host.Stranger().GetByteArrayAsync(new Uri("/api/coverage-figures.xlsx?year=2022", UriKind.Relative)))[..2]);
    }

    [Fact]
    public async Task The_computed_share_is_renewed_within_its_month_and_kept_when_the_month_is_over()
    {
        await Compute(new TestedLots(RegionCode.Parse("500237"), 10, 4));
        await Compute(new TestedLots(RegionCode.Parse("500237"), 12, 9));
        var rows = (await host.Stranger().Read("/api/coverage-figures?indicator=tested-lots&region=500237"))["items"]!.AsArray();
        Assert.Equal(("2026-11", 9, 12), (Assert.Single(rows)!["period"]!.GetValue<string>(), rows[0]!["covered"]!.GetValue<int>(), rows[0]!["total"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_table_is_imported_with_its_wrong_rows_named_and_changes_nothing_the_second_time()
    {
        const string Table = "区县,指标,期间,已覆盖,总数,来源\n奉节县,电商公共服务体系,2021,200,300,统计表\n奉节县,电商公共服务体系,2022年,310,300,统计表\n云阳县,电商公共服务体系,2021,1,2,统计表\n奉节县,产地集配中心,2021-05,3,4,统计表\n";
        var county = host.County(ProgrammeHost.Fengjie);
        var done = await Import(county, Table);
        Assert.Equal((2, 2), (done["new"]!.GetValue<int>(), done["wrong"]!.GetValue<int>()));
        Assert.Equal(2, await host.Database.Scalar<long>("SELECT count(*) FROM programme.coverage_figure WHERE source = '统计表'"));
        var again = await Import(county, Table);
        Assert.Equal((0, 2), (again["new"]!.GetValue<int>(), again["unchanged"]!.GetValue<int>()));
    }

    private static JsonNode? CellOf(JsonNode table, string county, string indicator) =>
        table["counties"]!.AsArray().Single(row => row!["countyCode"]!.GetValue<string>() == county)!["figures"]!.AsArray().SingleOrDefault(cell => cell!["indicator"]!.GetValue<string>() == indicator);

    private static object Figure(string indicator, string period, int covered, int total, string county = ProgrammeHost.Fengjie) =>
        new { indicator, countyCode = county, period, covered, total, source = "县商务委统计表" };

    private static async Task<JsonNode> Import(HttpClient client, string table)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/coverage-imports?name=figures.csv") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(table)) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content.Headers.ContentType = new("application/octet-stream");
        var id = (await client.SendAsync(request, TestContext.Current.CancellationToken).Body())["importId"]!.GetValue<string>();
        var seen = await Until(client, id, "checked");
        if (seen["new"]!.GetValue<int>() == 0) return seen;
        await client.Post($"/api/coverage-imports/{id}/start").Body();
        return await Until(client, id, "done");
    }

    private static async Task<JsonNode> Until(HttpClient client, string id, string state)
    {
        JsonNode view = null!;
        await MarketplaceHost.Eventually(async () => (view = await client.Read($"/api/coverage-imports/{id}"))["state"]!.GetValue<string>() is var now && (now == state || now == "failed"), $"the import is {state}");
        Assert.True(view["state"]!.GetValue<string>() == state, view.ToJsonString());
        return view;
    }

    private async Task Compute(params TestedLots[] shares)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await new ComputeCoverage.ComputeCoverage(scope.ServiceProvider.GetRequiredService<ProgrammeDb>(), new Invented(shares), host.Clock).Run(CancellationToken.None);
    }

    private sealed class Invented(IReadOnlyList<TestedLots> shares) : ITraceability
    {
        public Task<IReadOnlyList<TestedLots>> TestedLots(DateOnly from, DateOnly to, CancellationToken cancellation) => Task.FromResult(shares);
    }
}
