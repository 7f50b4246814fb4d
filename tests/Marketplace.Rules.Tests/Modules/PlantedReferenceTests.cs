using System.Text.Json.Nodes;
using Xunit;

namespace Marketplace.Rules.Tests.Modules;

public sealed class PlantedReferenceTests
{
    [Theory]
    [InlineData("Marketplace.Ordering", "Marketplace.Catalog", true)]
    [InlineData("Marketplace.Ordering", "Marketplace.Catalog.Contracts", false)]
    [InlineData("Marketplace.Ordering", "Marketplace.Server", true)]
    [InlineData("Marketplace.Catalog.Contracts", "Marketplace.Ordering.Contracts", true)]
    [InlineData("Marketplace.Catalog.Contracts", "Marketplace.Platform", true)]
    [InlineData("Marketplace.Platform", "Marketplace.Accounts.Contracts", true)]
    [InlineData("Marketplace.Kernel", "Marketplace.Platform", true)]
    public void A_forbidden_reference_is_found(string project, string other, bool isForbidden) =>
        Assert.Equal(isForbidden, References.Forbidden(project, [other]).Any());

    [Fact]
    public void Circles_are_found_once_each_however_long()
    {
        var asks = new Dictionary<string, List<string>> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A", "B"], ["D"] = ["A"] };
        Assert.Equal(["A → B → C → A", "B → C → B"], References.Circles(asks).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_field_that_was_removed_renamed_or_given_another_meaning_is_found()
    {
        var before = JsonNode.Parse("""{"a":1,"b":{"c":"x"},"d":[{"e":1}]}""");
        Assert.Empty(GoldenShapes.Lost(before, JsonNode.Parse("""{"a":1,"b":{"c":"x","new":2},"d":[{"e":1,"f":2}],"g":null}""")));
        Assert.Equal(["$.a is gone"], GoldenShapes.Lost(before, JsonNode.Parse("""{"b":{"c":"x"},"d":[{"e":1}]}""")));
        Assert.Single(GoldenShapes.Lost(before, JsonNode.Parse("""{"a":"1","b":{"c":"x"},"d":[{"e":1}]}""")));
        Assert.Single(GoldenShapes.Lost(before, JsonNode.Parse("""{"a":1,"b":{"c":"x"},"d":{"e":1}}""")));
    }
}
