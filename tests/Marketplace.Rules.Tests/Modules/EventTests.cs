using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Kernel;
using Marketplace.Platform.Messaging;
using Marketplace.Rules.Tests.Source;
using Xunit;

namespace Marketplace.Rules.Tests.Modules;

/// <summary>
/// <c>Events/NAME.json</c> lists every shape a fact was ever published in, oldest first. A shape is added when fields are added; none is
/// ever changed or removed, because rows of that shape may still wait in an outbox.
/// </summary>
public sealed partial class EventTests
{
    private static readonly string[] Contracts = ["Accounts", "Catalog", "Ordering", "Settlement", "Programme"];

    public static TheoryData<string> Names => [.. Types.Select(EventNames.Of)];

    private static IEnumerable<Type> Types => Contracts.SelectMany(module => Assembly.Load($"Marketplace.{module}.Contracts").GetTypes())
        .Where(type => typeof(IntegrationEvent).IsAssignableFrom(type) && !type.IsAbstract);

    [Fact]
    public void Events_are_named_after_their_module_and_numbered()
    {
        Assert.All(Types, type => Assert.StartsWith(type.Assembly.GetName().Name!.Split('.')[1].ToLowerInvariant() + ".", EventNames.Of(type), StringComparison.Ordinal));
        Assert.All(Types, type => Assert.Matches(EventName(), EventNames.Of(type)));
        Assert.Equal(Types.Count(), Types.Select(EventNames.Of).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_event_changes_only_by_addition(string name)
    {
        var type = Types.Single(candidate => EventNames.Of(candidate) == name);
        var path = Path.Combine(Repository.Root, "tests", "Marketplace.Rules.Tests", "Events", name + ".json");
        var now = JsonNode.Parse(JsonSerializer.Serialize(Sample.Of(type), type, EventJson.Options))!;
        if (Environment.GetEnvironmentVariable("MARKETPLACE_WRITE_EVENTS") == "1") GoldenShapes.Append(path, now);
        Assert.True(File.Exists(path), $"{name} has no golden file. Run this test once with MARKETPLACE_WRITE_EVENTS=1 and commit Events/{name}.json.");
        var shapes = JsonNode.Parse(File.ReadAllText(path))!.AsArray();
        Assert.All(shapes, shape => Assert.NotNull(JsonSerializer.Deserialize(shape, type, EventJson.Options)));
        Assert.All(shapes.Zip(shapes.Skip(1)), pair => Assert.Empty(GoldenShapes.Lost(pair.First, pair.Second)));
        Assert.Empty(GoldenShapes.Lost(shapes[^1], now));
        Assert.True(JsonNode.DeepEquals(shapes[^1], now), $"{name} has new fields. Run this test once with MARKETPLACE_WRITE_EVENTS=1: a shape is appended.");
    }

    [Fact]
    public void No_golden_event_is_left_without_its_type() =>
        Assert.Equal(Types.Select(EventNames.Of).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Marketplace.Rules.Tests", "Events"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(-[a-z]+)+\.v[1-9][0-9]*$")]
    private static partial Regex EventName();
}
