using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>The main job from the registration of a co-operative to the payout, undisturbed.</summary>
public sealed class WholeJourneyTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private static readonly Guid Programme = StableId.From("programme:demo-2026");

    [Fact]
    public async Task From_registration_to_payout_each_step_by_whom_it_belongs_to()
    {
        var door = new HostDoor(host);
        var journey = new Journey(door) { BeforeConsent = eggs => door.Refused("agent", "/api/products", eggs, 422, "consent-missing") };
        var before = await Figures(door, "fengjie");
        foreach (var (_, walk) in journey.Steps) await walk();
        await JourneySums.MustBeThoseOf(journey, host.Database);

        Assert.Equal(
            (before.Total + (490 * Journey.UnitFen), before.Luyu + (290 * Journey.UnitFen), before.Reserved + (200 * Journey.UnitFen)), await Figures(door, "fengjie"));
        var counted = (await door.Read("fengjie", $"/api/sales?programme={Programme}&latest=true&size=2"))["items"]!.AsArray();
        Assert.Equal([200 * Journey.UnitFen, 290 * Journey.UnitFen], counted.Select(row => row!["amountFen"]!.GetValue<long>()).Order());
        Assert.All(counted, row => Assert.True(row!["isRecognised"]!.GetValue<bool>()));
        Assert.Equal(journey.Orders.Order(), counted.Select(row => row!["orderId"]!.GetValue<Guid>()).Order());
        var elsewhere = await door.Read("yunyang", $"/api/sales?programme={Programme}&latest=true&size=100");
        Assert.DoesNotContain(elsewhere["items"]!.AsArray(), row => row!["originCounty"]!.GetValue<string>() == "500236");
        await door.Refused("yunyang", $"/api/dashboard?region=500236", 404, "not-found");
        var verdict = await door.Read("finance", "/api/ledger/verification");
        Assert.Null(verdict["brokenAt"]);
        Assert.Equal(0, verdict["sumFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task Nobody_takes_a_step_that_is_anothers()
    {
        var door = new HostDoor(host);
        var journey = new Journey(door);
        var steps = journey.Steps;
        await steps[0].Walk();
        var seen = await door.Read("fengjie", $"/api/suppliers/{journey.Supplier}");
        var decision = new { version = seen["version"]!.GetValue<uint>() };
        await door.Refused("yunyang", $"/api/suppliers/{journey.Supplier}/recommendation", decision, 404, "not-found");
        await door.Refused("town", $"/api/suppliers/{journey.Supplier}/recommendation", decision, 403, "not-allowed");
        await door.Refused("operator", $"/api/suppliers/{journey.Supplier}/approval", decision, 409, "transition-not-allowed");
        Assert.Null(await door.TryRead("yubei", $"/api/suppliers/{journey.Supplier}"));
    }

    private static async Task<(long Total, long Luyu, long Reserved)> Figures(HostDoor door, string userName)
    {
        var shown = await door.Read(userName, $"/api/dashboard?programme={Programme}");
        long Nested(string key) => shown["nested"]!.AsArray().Single(row => row!["key"]!.GetValue<string>() == key)!["amounts"]!["grossFen"]!.GetValue<long>();
        JsonNode total = shown["total"]!["amounts"]!["grossFen"]!;
        return (total.GetValue<long>(), Nested("luyu-2026"), Nested("reserved-share-2026"));
    }
}
