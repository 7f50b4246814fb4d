using Marketplace.Testing;
using Xunit;

namespace Marketplace.Programme.Tests.Programmes;

public sealed class TargetTests(ProgrammeHost host) : IClassFixture<ProgrammeHost>
{
    [Fact]
    public async Task A_target_can_change_its_amount_its_qualifier_and_its_source()
    {
        var city = host.City();
        async Task Set(long fen, string? qualifier, string? source) =>
            await city.PutAsync(new Uri($"/api/programmes/{ProgrammeHost.LuYu}/targets", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { cut = "total", regionCode = "500000", amountFen = fen, qualifier, source })).Body();
        await Set(1_000_00, "at_least", "某文件");
        await Set(2_000_00, "nearly", "另一份文件");
        var row = Assert.Single((await city.Read($"/api/programmes/{ProgrammeHost.LuYu}/targets"))["targets"]!.AsArray())!;
        Assert.Equal(2_000_00, row["amountFen"]!.GetValue<long>());
        Assert.Equal("nearly", row["qualifier"]!.GetValue<string>());
        Assert.Equal("另一份文件", row["source"]!.GetValue<string>());
        Assert.True(row["isPublished"]!.GetValue<bool>());
        await Set(2_000_00, null, null);
        row = Assert.Single((await city.Read($"/api/programmes/{ProgrammeHost.LuYu}/targets"))["targets"]!.AsArray())!;
        Assert.False(row["isPublished"]!.GetValue<bool>());
        Assert.Null(row["qualifier"]);
    }

    [Fact]
    public async Task The_total_is_split_among_the_counties_in_one_act_or_not_at_all()
    {
        var city = host.City();
        var path = $"/api/programmes/{ProgrammeHost.Year}/allocation";
        await city.Post(path, new { shares = new[] { Share("500236", 600_00), Share("370102", 1_00) } }).MustBeProblem(422, "region-outside-programme");
        await city.Post(path, new { shares = new[] { Share("500236", 600_00), Share("500236", 1_00) } }).MustBeProblem(422, "region-twice");
        await city.Post(path, new { shares = new[] { Share("500236", 600_00), Share("500235", 0) } }).MustBeProblem(422, "amount-out-of-range");
        Assert.Equal(1_000_00, (await city.Read($"/api/programmes/{ProgrammeHost.Year}/targets"))["allocatedFen"]!.GetValue<long>());

        var answer = await city.Post(path, new { shares = new[] { Share("500236", 600_00), Share("500235", 400_00) }, source = "渝乡振发〔2026〕1号" }).Body();

        Assert.Equal(1_000_00, answer["allocatedFen"]!.GetValue<long>());
        Assert.Equal(10_000_00, answer["totalFen"]!.GetValue<long>());
        var county = await host.County(ProgrammeHost.Yunyang).Read($"/api/programmes/{ProgrammeHost.Year}/targets");
        Assert.Equal("500235", Assert.Single(county["targets"]!.AsArray())!["regionCode"]!.GetValue<string>());
        await host.County(ProgrammeHost.Yunyang).Post(path, new { shares = new[] { Share("500235", 1) } }).MustBeProblem(403, "not-allowed");
    }

    private static object Share(string regionCode, long amountFen) => new { regionCode, amountFen };
}
