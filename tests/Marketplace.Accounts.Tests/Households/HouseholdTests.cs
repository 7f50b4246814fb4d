using System.Text;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Households;

public sealed class HouseholdTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task Name_and_identity_number_lie_nowhere_readable_in_the_database()
    {
        var number = Village.IdentityNumber();
        await Village.Household(host, "冉秀芳独", number);
        foreach (var table in new[] { "household", "audit", "outbox", "idempotency" })
        {
            var found = await host.Database.Scalar<long>(
                $"SELECT count(*) FROM accounts.{table} r WHERE to_jsonb(r)::text LIKE '%' || $1 || '%' OR to_jsonb(r)::text LIKE '%' || $2 || '%' OR to_jsonb(r)::text LIKE '%' || $3 || '%'",
                number, "冉秀芳独", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(number)));
            Assert.True(found == 0, $"Personal data lies readable in {table}.");
        }
    }

    [Fact]
    public async Task Lists_show_masks_alone()
    {
        var number = Village.IdentityNumber();
        var id = await Village.Household(host, "冉秀芳", number);
        var official = host.As(Role.TownOfficial, region: Village.Town);
        var listed = (await official.Read($"/api/households?village={Village.Code}&size=100"))["items"]!.AsArray().Single(row => row!["id"]!.GetValue<Guid>() == id)!;
        Assert.Equal("冉*芳", listed["maskedName"]!.GetValue<string>());
        Assert.Equal("****" + number[^4..], listed["maskedIdentity"]!.GetValue<string>());
        Assert.DoesNotContain(number, listed.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officials_and_agents_reach_the_households_of_their_own_region_alone()
    {
        var here = await Village.Household(host);
        var there = await Village.Household(host, village: Village.Elsewhere);
        Assert.Equal((true, false), await Reaches(host.As(Role.CountyOfficial, region: "500236"), here, there));
        Assert.Equal((false, true), await Reaches(host.As(Role.CountyOfficial, region: "500235"), here, there));
        Assert.Equal((true, true), await Reaches(host.As(Role.CityOfficial, region: "500000"), here, there));
        Assert.Equal((true, false), await Reaches(host.As(Role.VillageAgent, region: Village.Code), here, there));
        Assert.Equal((false, false), await Reaches(host.As(Role.VillageAgent, region: "500236117202"), here, there));
        Assert.Equal((false, false), await Reaches(host.As(Role.Supplier, organisation: Guid.NewGuid()), here, there));
        await host.As(Role.Buyer, organisation: Guid.NewGuid()).GetAsync(new Uri("/api/households", UriKind.Relative)).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task An_agent_finds_a_household_by_its_number_in_the_own_region_alone_and_the_search_is_recorded()
    {
        var number = Village.IdentityNumber();
        var id = await Village.Household(host, "冉秀芳", number);
        var agent = host.As(Role.VillageAgent, region: Village.Town);
        var found = await agent.Post("/api/households/search", new { identityNumber = " " + number.ToLowerInvariant() + " " }).Body();
        Assert.Equal((id, "冉*芳"), (found["householdId"]!.GetValue<Guid>(), found["maskedName"]!.GetValue<string>()));
        Assert.DoesNotContain(number, found.ToJsonString(), StringComparison.Ordinal);
        Assert.True(await host.Database.Scalar<long>("SELECT count(*) FROM accounts.audit WHERE action = 'household-found' AND subject = $1", id.ToString()) == 1);
        await host.As(Role.VillageAgent, region: Village.Elsewhere).Post("/api/households/search", new { identityNumber = number }).MustBeProblem(404, "household-unknown");
        await agent.Post("/api/households/search", new { identityNumber = Village.IdentityNumber() }).MustBeProblem(404, "household-unknown");
        await agent.Post("/api/households/search", new { identityNumber = "500236190101010000" }).MustBeProblem(422, "identity-wrong");
        await host.As(Role.Supplier, organisation: Guid.NewGuid()).Post("/api/households/search", new { identityNumber = number }).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task A_household_outside_the_own_region_cannot_be_entered()
    {
        var agent = host.As(Role.VillageAgent, region: Village.Town);
        await agent.Post("/api/households", new { name = "向某", villageCode = Village.Elsewhere }).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task Where_the_list_goes_no_further_a_household_stands_in_its_county()
    {
        var official = host.As(Role.CountyOfficial, region: "420527");
        await official.Post("/api/households", new { name = "向某", villageCode = "420527" }).Body();
        await official.Post("/api/households", new { name = "向某", villageCode = "420500" }).MustBeProblem(422, "village-needed");
    }

    [Fact]
    public async Task One_identity_number_is_one_household_also_when_entered_twice_at_once()
    {
        var number = Village.IdentityNumber();
        var official = host.As(Role.TownOfficial, region: Village.Town);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i =>
            official.Post("/api/households", new { name = "向某", villageCode = Village.Code, identityNumber = i % 2 == 0 ? number : number.ToLowerInvariant() })));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(409, (int)answer.StatusCode));
        await official.Post("/api/households", new { name = "向某", villageCode = Village.Code, identityNumber = number }).MustBeProblem(409, "household-known");
    }

    [Theory]
    [InlineData("identityNumber", "500236190101010019", "identity-wrong")]
    [InlineData("identityNumber", "12345", "identity-wrong")]
    [InlineData("villageCode", "500236117", "village-needed")]
    [InlineData("villageCode", "500236117999", "region-unknown")]
    [InlineData("name", "", "required")]
    public async Task Bad_input_is_refused(string field, string value, string code)
    {
        var body = new Dictionary<string, object> { ["name"] = "向大山", ["villageCode"] = Village.Code, [field] = value };
        await host.As(Role.CountyOfficial, region: "500236").Post("/api/households", body).MustBeProblem(422, code);
    }

    [Fact]
    public async Task Unmasking_needs_a_reason_and_a_second_factor_and_is_recorded_without_the_data()
    {
        var number = Village.IdentityNumber();
        var id = await Village.Household(host, "冉秀芳", number);
        var person = Guid.NewGuid();
        var official = host.As(Role.CountyOfficial, region: "500236", person: person);
        await official.Post($"/api/households/{id}/reveal", new { reason = "" }).MustBeProblem(422, "reason-needed");
        var revealed = await official.Post($"/api/households/{id}/reveal", new { reason = "核对分红名单" }).Body();
        Assert.Equal("冉秀芳", revealed["name"]!.GetValue<string>());
        Assert.Equal(number, revealed["identityNumber"]!.GetValue<string>());
        Assert.Equal("核对分红名单", await host.Database.Scalar<string>(
            "SELECT detail->>'reason' FROM accounts.audit WHERE action = 'household-revealed' AND subject = $1 AND actor_id = $2", id.ToString(), person));
        Assert.Equal(0L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.idempotency WHERE response::text LIKE '%' || $1 || '%'", number));

        await host.As(Role.CountyOfficial, region: "500235").Post($"/api/households/{id}/reveal", new { reason = "核对分红名单" }).MustBeProblem(404, "not-found");
        await host.As(Role.VillageAgent, region: Village.Code).Post($"/api/households/{id}/reveal", new { reason = "核对分红名单" }).MustBeProblem(403, "not-allowed");
        var stale = host.As(new TestActor(person, "官员", [new TestPost(Role.CountyOfficial, Region: "500236")], SecondFactor: false));
        await stale.Post($"/api/households/{id}/reveal", new { reason = "核对分红名单" }).MustBeProblem(403, "second-factor-needed");
    }

    [Fact]
    public async Task A_repeated_unmasking_request_is_not_answered_from_memory()
    {
        var id = await Village.Household(host);
        var official = host.As(Role.CountyOfficial, region: "500236", person: Guid.NewGuid());
        var key = Guid.NewGuid().ToString();
        await official.Post($"/api/households/{id}/reveal", new { reason = "核对分红名单" }, key).Body();
        await official.Post($"/api/households/{id}/reveal", new { reason = "核对分红名单" }, key).MustBeProblem(409, "answer-not-kept");
    }

    private static async Task<(bool Here, bool There)> Reaches(HttpClient client, Guid here, Guid there)
    {
        var seen = new HashSet<Guid>();
        string? cursor = null;
        do
        {
            var page = await client.Read("/api/households?size=2" + (cursor is null ? string.Empty : "&cursor=" + cursor));
            seen.UnionWith(page["items"]!.AsArray().Select(row => row!["id"]!.GetValue<Guid>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        return (seen.Contains(here), seen.Contains(there));
    }
}
