using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Regions;

public sealed class RegionTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private static readonly RegionCode Chongqing = RegionCode.Parse("500000");

    private IRegionDirectory Directory => host.Services.GetRequiredService<IRegionDirectory>();

    [Fact]
    public void There_are_31_provinces_and_38_counties_in_Chongqing()
    {
        Assert.Equal(31, Directory.ChildrenOf(null).Count);
        Assert.Equal(38, Directory.CountiesOf(Chongqing).Count);
        Assert.Equal("奉节县", Directory.Find(RegionCode.Parse("500236"))!.Name);
    }

    [Fact]
    public void Chongqing_has_14_national_and_4_municipal_formerly_poor_counties()
    {
        var marks = Directory.CountiesOf(Chongqing).Where(county => county.Relief is not null).ToList();
        Assert.Equal(18, marks.Count);
        Assert.Equal(14, marks.Count(county => county.Relief!.IsNational));
        Assert.Equal(4, marks.Count(county => !county.Relief!.IsNational));
        Assert.Contains(marks, county => county.Name == "奉节县");
        Assert.DoesNotContain(marks, county => county.Name == "渝北区");
    }

    [Fact]
    public void The_national_list_of_832_stands_for_831_counties_of_today()
    {
        var counties = Directory.ChildrenOf(null).SelectMany(province => Directory.CountiesOf(province.Code));
        Assert.Equal(831, counties.Count(county => county.Relief is { IsNational: true }));
    }

    [Fact]
    public void Full_names_leave_out_what_nobody_says()
    {
        Assert.Equal("重庆市奉节县", Directory.Find(RegionCode.Parse("500236"))!.FullName);
        Assert.Equal("山东省济南市历下区", Directory.Find(RegionCode.Parse("370102"))!.FullName);
    }

    [Fact]
    public void Every_division_but_a_province_lies_in_one_that_exists()
    {
        var all = Walk(null).ToList();
        Assert.Equal(15_649, all.Count);
        Assert.All(all, region => Assert.True(region.Code.Parent is not { } parent || Directory.Find(parent)!.Code.Contains(region.Code)));
    }

    [Fact]
    public async Task Children_are_listed_and_names_are_found()
    {
        var client = host.Stranger();
        var towns = (await client.Read("/api/regions?parent=500236"))["items"]!.AsArray();
        Assert.Contains(towns, town => town!["code"]!.GetValue<string>() == "500236117");
        var found = (await client.Read("/api/regions?q=奉节"))["items"]!.AsArray();
        Assert.Equal("500236", found[0]!["code"]!.GetValue<string>());
        var one = await client.Read("/api/regions/500236");
        Assert.Equal("county", one["level"]!.GetValue<string>());
        Assert.True(one["relief"]!["isNational"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_municipality_shows_its_counties_and_never_its_statistical_prefectures()
    {
        var below = (await host.Stranger().Read("/api/regions?parent=500000"))["items"]!.AsArray();
        Assert.Equal(38, below.Count);
        Assert.All(below, row => Assert.Equal("county", row!["level"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_division_called_so_comes_before_those_that_only_lie_in_one_called_so()
    {
        var found = (await host.Stranger().Read("/api/regions?q=白帝"))["items"]!.AsArray();
        Assert.Equal("白帝镇", found[0]!["name"]!.GetValue<string>());
        var names = found.Select(row => row!["name"]!.GetValue<string>()).ToList();
        Assert.Equal(names.OrderBy(name => !name.Contains("白帝", StringComparison.Ordinal)), names);
    }

    [Theory]
    [InlineData("/api/regions?parent=509999")]
    [InlineData("/api/regions?parent=abc")]
    [InlineData("/api/regions?parent=500236%01")]
    public async Task An_unknown_parent_is_named_in_the_problem(string path)
    {
        var problem = await host.Stranger().GetAsync(new Uri(path, UriKind.Relative)).MustBeProblem(422, "region-unknown");
        var code = Uri.UnescapeDataString(path[(path.IndexOf('=', StringComparison.Ordinal) + 1)..]).TrimEnd('\u0001');
        Assert.Contains(code, problem["zh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private IEnumerable<Region> Walk(RegionCode? parent) => Directory.ChildrenOf(parent).SelectMany(region => Walk(region.Code).Prepend(region));
}
