using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Programme.Tests.Claims;

public sealed partial class ClaimTests
{
    [Fact]
    public async Task A_returned_claim_gets_further_papers_of_its_own_clerk_only()
    {
        var (claim, clerk) = await Entered();
        await Act(TownOfficial(), claim, "return", "照片看不清").Body();
        var somebodys = await Upload(host.County(ProgrammeHost.Fengjie));
        await clerk.Post($"/api/claims/{Id(claim)}/acts", new { act = "evidence", evidence = new[] { new { fileId = somebodys, kind = "photo" } } }).MustBeProblem(422, "evidence-unknown");
        var own = await Upload(clerk);
        await clerk.Post($"/api/claims/{Id(claim)}/acts", new { act = "evidence", evidence = new[] { new { fileId = own, kind = "photo" } } }).Body();
        Assert.Equal(2, (await clerk.Read($"/api/claims/{Id(claim)}"))["evidence"]!.AsArray().Count);
        await Act(TownOfficial(), claim, "check-in-town").Body();
    }

    [Fact]
    public async Task The_rule_in_force_says_whether_the_village_checks_what_the_county_enters()
    {
        var fengdu = host.County("500230");
        const string origin = "500230001";
        await host.City().Post("/api/claim-rules", new { regionCode = "500230", validFrom = "2026-11-20", townNeedsVillageCheck = false, countyNeedsVillageCheck = true }).Body();
        var claim = await Post(fengdu, (await Request(fengdu)).With("originRegion", origin)).Body();
        await Act(host.As(Role.TownOfficial, region: origin), claim, "check-in-town").MustBeProblem(409, "transition-not-allowed");
        await host.County("500230").Post("/api/claim-rules", new { regionCode = "500230", validFrom = "2026-11-21", townNeedsVillageCheck = false, countyNeedsVillageCheck = false }).MustBeProblem(403, "not-allowed");
        await host.City().Post("/api/claim-rules", new { regionCode = "500230", validFrom = "2026-11-19", townNeedsVillageCheck = false, countyNeedsVillageCheck = false }).MustBeProblem(422, "rule-date-wrong");
    }

    [Fact]
    public async Task Look_alikes_that_wait_for_a_decision_have_a_list_of_their_own()
    {
        var amount = Random.Shared.Next(10_000_000, 90_000_000);
        var (first, _) = await Entered(change: request => request.With("amountFen", amount));
        var (second, clerk) = await Entered(change: request => request.With("amountFen", amount));
        async Task<List<Guid>> Doubles() => [.. (await clerk.Read("/api/claims?double=true&size=100"))["items"]!.AsArray().Select(row => row!["id"]!.GetValue<Guid>())];
        var doubles = await Doubles();
        Assert.Contains(Id(second), doubles);
        Assert.DoesNotContain(Id(first), doubles);
        await Act(clerk, second, "withdraw").Body();
        Assert.DoesNotContain(Id(second), await Doubles());
    }
}
