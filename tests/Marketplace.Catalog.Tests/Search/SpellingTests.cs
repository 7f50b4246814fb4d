using Marketplace.Catalog.Tests.Demonstration;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

/// <summary>Slips of the finger in Latin letters, at the front door.</summary>
public sealed class SpellingTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    [Theory]
    [InlineData("zhacia", "zhacai")]
    [InlineData("qichng", "qicheng")]
    [InlineData("tudoo", "tudou")]
    [InlineData("fengmii", "fengmi")]
    [InlineData("wallnut", "walnut")]
    [InlineData("奉节 qichebg", "奉节 qicheng")]
    public async Task One_slip_is_put_right_and_said(string typed, string meant)
    {
        var asTyped = await host.Stranger().Read($"/api/search?size=20&q={Uri.EscapeDataString(typed)}");
        var asMeant = await host.Stranger().Read($"/api/search?size=20&q={Uri.EscapeDataString(meant)}");
        Assert.Equal(meant, asTyped["correctedTo"]!.GetValue<string>());
        Assert.Null(asMeant["correctedTo"]);
        Assert.NotEmpty(asMeant["items"]!.AsArray());
        Assert.Subset(
            asTyped["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>()).ToHashSet(),
            asMeant["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>()).ToHashSet());
    }

    [Theory]
    [InlineData("fjqc")]
    [InlineData("qichen")]
    [InlineData("qicheng")]
    [InlineData("navel")]
    [InlineData("脐橙")]
    public async Task What_leads_somewhere_is_taken_as_typed(string typed)
    {
        var found = await host.Stranger().Read($"/api/search?q={Uri.EscapeDataString(typed)}");
        Assert.Null(found["correctedTo"]);
        Assert.NotEmpty(found["items"]!.AsArray());
    }

    [Theory]
    [InlineData("zhciaa")]
    [InlineData("xxxxxxxx")]
    [InlineData("qzx")]
    public async Task Two_slips_and_nonsense_find_nothing_rather_than_anything(string typed)
    {
        var found = await host.Stranger().Read($"/api/search?q={Uri.EscapeDataString(typed)}");
        Assert.Null(found["correctedTo"]);
        Assert.Empty(found["items"]!.AsArray());
    }

    [Fact]
    public async Task A_slip_is_put_right_while_words_are_suggested()
    {
        var found = await host.Stranger().Read("/api/search/suggestions?q=zhacia");
        Assert.Contains(found["items"]!.AsArray(), name => name!.GetValue<string>().Contains("榨菜", StringComparison.Ordinal));
    }
}
