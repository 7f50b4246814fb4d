using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Programme.Tests.Dashboard;

public sealed class DashboardTests : IAsyncLifetime
{
    private readonly ProgrammeHost host = new();

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_sale_to_Shandong_counts_once_in_the_total_and_once_in_its_nested_programme()
    {
        var luyu = host.Order(ProgrammeHost.Fengjie, 290 * 9900, channel: "luyu", buyerRegion: "370102");
        var share = host.Order(ProgrammeHost.Fengjie, 200 * 9900, channel: "reserved-share", buyerRegion: "500103", quantity: 200, accepted: 200);
        await host.Count(luyu, share);

        var view = await host.Dashboard(host.County(ProgrammeHost.Fengjie));

        Assert.Equal(490 * 9900, Gross(view["total"]!));
        Assert.Equal(290 * 9900, Gross(Row(view["nested"]!, "key", "test-2026-luyu")));
        Assert.Equal(200 * 9900, Gross(Row(view["nested"]!, "key", "test-2026-reserved-share")));
        Assert.Equal(290 * 9900, Gross(Row(view["channels"]!, "code", "luyu")));
        Assert.Equal(290 * 9900, view["shandong"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(490 * 9900, Gross(Row(view["modes"]!, "code", "department-matched")));
    }

    [Fact]
    public async Task The_city_sees_every_county_and_a_county_only_itself()
    {
        await host.Count(host.Order(ProgrammeHost.Fengjie, 100_00), host.Order(ProgrammeHost.Yunyang, 40_00));

        Assert.Equal(140_00, Gross((await host.Dashboard(host.City()))["total"]!));
        Assert.Equal(100_00, Gross((await host.Dashboard(host.City(), ProgrammeHost.Fengjie))["total"]!));
        var yunyang = await host.Dashboard(host.County(ProgrammeHost.Yunyang));
        Assert.Equal(40_00, Gross(yunyang["total"]!));
        Assert.DoesNotContain(yunyang["counties"]!.AsArray(), row => row!["code"]!.GetValue<string>() == ProgrammeHost.Fengjie);
    }

    [Theory]
    [InlineData(ProgrammeHost.Fengjie)]
    [InlineData(ProgrammeHost.Chongqing)]
    [InlineData("370000")]
    [InlineData("50023")]
    [InlineData("5002350000000")]
    [InlineData("%25")]
    public async Task A_county_cannot_ask_beyond_itself(string region)
    {
        using var answer = await host.County(ProgrammeHost.Yunyang).GetAsync(new Uri($"/api/dashboard?programme={ProgrammeHost.Year}&region={region}", UriKind.Relative));
        Assert.Contains((int)answer.StatusCode, (int[])[404, 422]);
    }

    [Theory]
    [InlineData(Role.Supplier)]
    [InlineData(Role.Buyer)]
    [InlineData(Role.Finance)]
    [InlineData(Role.VillageAgent)]
    public async Task Who_is_no_official_has_no_dashboard(Role role) =>
        await host.As(role, Guid.NewGuid(), ProgrammeHost.Chongqing).GetAsync(new Uri("/api/dashboard", UriKind.Relative)).MustBeProblem(403, "not-allowed");

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in() =>
        await host.Stranger().GetAsync(new Uri("/api/dashboard", UriKind.Relative)).MustBeProblem(401, "not-signed-in");

    [Fact]
    public async Task An_unknown_programme_is_not_found() =>
        await host.City().GetAsync(new Uri($"/api/dashboard?programme={Guid.NewGuid()}", UriKind.Relative)).MustBeProblem(404, "not-found");

    [Fact]
    public async Task Completion_is_never_clamped_and_gross_and_recognised_stay_apart()
    {
        var product = Guid.CreateVersion7();
        host.Recognise(product, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        await host.Count(host.Order(ProgrammeHost.Fengjie, 2000_00, product: product), host.Order(ProgrammeHost.Fengjie, 673_40));

        var total = (await host.Dashboard(host.County(ProgrammeHost.Fengjie)))["total"]!;

        Assert.Equal(267.34m, total["completionPercent"]!.GetValue<decimal>());
        Assert.Equal(2673_40, Gross(total));
        Assert.Equal(2000_00, total["amounts"]!["recognisedFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_sale_outside_the_period_is_in_the_ledger_but_not_in_the_programme()
    {
        await host.Count(host.Order(ProgrammeHost.Fengjie, 500_00, acceptedOn: new DateOnly(2025, 12, 31)), host.Order(ProgrammeHost.Fengjie, 1_00, acceptedOn: new DateOnly(2026, 1, 1)));
        Assert.Equal(1_00, Gross((await host.Dashboard(host.City()))["total"]!));
    }

    private static JsonNode Row(JsonNode list, string key, string code) => list.AsArray().Single(row => row![key]!.GetValue<string>() == code)!;

    private static long Gross(JsonNode row) => row["amounts"]!["grossFen"]!.GetValue<long>();
}
