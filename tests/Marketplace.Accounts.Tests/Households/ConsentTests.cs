using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Households;

public sealed class ConsentTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private DateOnly Today => host.Clock.Today();

    [Fact]
    public async Task A_recorded_consent_lets_the_agent_act_from_its_day_to_its_last_day()
    {
        var (agent, agentId) = await Village.Agent(host);
        var household = await Village.Household(host, "向大山");
        var (seller, _, _) = await Browser.Register(host, "service-station");
        await Village.Consent(agent, household, seller, Today, Today.AddDays(30));
        var consent = await ConsentOf(household, agentId, Today.AddDays(30));
        Assert.Equal((seller, "向*山", Today.AddDays(30)), (consent!.SellerOrganisationId, consent.MaskedName, consent.ValidTo));
        Assert.NotNull(await ConsentOf(household, agentId, Today));
        Assert.Null(await ConsentOf(household, agentId, Today.AddDays(31)));
        Assert.Null(await ConsentOf(household, agentId, Today.AddDays(-1)));
        Assert.Null(await ConsentOf(household, Guid.NewGuid(), Today));
    }

    [Fact]
    public async Task A_withdrawn_consent_no_longer_counts_but_stays_on_record()
    {
        var (agent, agentId) = await Village.Agent(host);
        var household = await Village.Household(host);
        var (seller, _, _) = await Browser.Register(host);
        var consent = await Village.Consent(agent, household, seller, Today, Today.AddDays(30));
        await agent.Send(HttpMethod.Post, $"/api/households/{household}/consents/{consent}/revocation", new { reason = "农户要求" }).MustBeDone();
        Assert.Null(await ConsentOf(household, agentId, Today));
        await agent.Send(HttpMethod.Post, $"/api/households/{household}/consents/{consent}/revocation", new { reason = "农户要求" }).MustBeProblem(404, "not-found");
        Assert.Equal("农户要求", await host.Database.Scalar<string>("SELECT revoked_reason FROM accounts.household_consent WHERE id = $1", consent));
    }

    [Fact]
    public async Task The_list_tells_the_agent_which_consents_are_held()
    {
        var (agent, _) = await Village.Agent(host);
        var household = await Village.Household(host);
        var (seller, _, _) = await Browser.Register(host);
        var consent = await Village.Consent(agent, household, seller, Today, Today.AddDays(30));
        var row = (await agent.Get("/api/households?size=100").Body())["items"]!.AsArray().Single(row => row!["id"]!.GetValue<Guid>() == household)!;
        Assert.Equal(consent, row["myConsentId"]!.GetValue<Guid>());
        var (other, _) = await Village.Agent(host);
        var seen = (await other.Get("/api/households?size=100").Body())["items"]!.AsArray().Single(row => row!["id"]!.GetValue<Guid>() == household)!;
        Assert.Null(seen["myConsentId"]);
    }

    [Fact]
    public async Task The_own_list_keeps_a_household_whose_consent_ended_and_says_when()
    {
        var (agent, _) = await Village.Agent(host);
        var (withdrawn, current) = (await Village.Household(host), await Village.Household(host));
        await Village.Household(host);
        var (seller, _, _) = await Browser.Register(host, name: "授权测试合作社");
        var consent = await Village.Consent(agent, withdrawn, seller, Today, Today.AddDays(30));
        await Village.Consent(agent, current, seller, Today, Today.AddDays(20));
        await agent.Send(HttpMethod.Post, $"/api/households/{withdrawn}/consents/{consent}/revocation", new { reason = "农户要求" }).MustBeDone();
        var rows = (await agent.Get("/api/households?mine=true").Body())["items"]!.AsArray();
        Assert.Equal(2, rows.Count);
        var ended = rows.Single(row => row!["id"]!.GetValue<Guid>() == withdrawn)!;
        Assert.Null(ended["myConsentTo"]);
        Assert.Equal(Today.ToString("O"), ended["consentEndedOn"]!.GetValue<string>());
        var held = rows.Single(row => row!["id"]!.GetValue<Guid>() == current)!;
        Assert.Equal(Today.AddDays(20).ToString("O"), held["myConsentTo"]!.GetValue<string>());
        Assert.Equal("授权测试合作社", held["sellerName"]!.GetValue<string>());
        Assert.Null(held["consentEndedOn"]);
    }

    [Fact]
    public async Task An_agent_sees_the_consents_given_to_itself_and_an_official_all_of_them()
    {
        var ((agent, _), (other, _)) = (await Village.Agent(host), await Village.Agent(host));
        var household = await Village.Household(host, "向大山");
        var (seller, _, _) = await Browser.Register(host);
        var first = await Village.Consent(agent, household, seller, Today, Today.AddDays(30));
        await Village.Consent(other, household, seller, Today, Today.AddDays(60));
        var seen = await agent.Get($"/api/households/{household}").Body();
        Assert.Equal("向*山", seen["maskedName"]!.GetValue<string>());
        Assert.Equal(first, Assert.Single(seen["consents"]!.AsArray())!["id"]!.GetValue<Guid>());
        var all = await host.As(Role.TownOfficial, region: Village.Town).Read($"/api/households/{household}");
        Assert.Equal(2, all["consents"]!.AsArray().Count);
        await host.As(Role.TownOfficial, region: "500236118").GetAsync(new Uri($"/api/households/{household}", UriKind.Relative)).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Sellers_are_those_of_the_county_and_a_foreign_county_is_not_shown()
    {
        var (agent, _) = await Village.Agent(host);
        var (near, _, _) = await Browser.Register(host, "service-station", Village.Town);
        var (far, _, _) = await Browser.Register(host, "cooperative", "500235");
        var (buyer, _, _) = await Browser.Register(host, "school", "500236");
        var ids = (await agent.Get($"/api/sellers?region={Village.Code}").Body())["items"]!.AsArray().Select(row => row!["id"]!.GetValue<Guid>()).ToList();
        Assert.Contains(near, ids);
        Assert.DoesNotContain(far, ids);
        Assert.DoesNotContain(buyer, ids);
        await agent.Get("/api/sellers?region=500235").MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task An_official_records_the_consent_for_an_agent_of_the_village_alone()
    {
        var (_, agentId) = await Village.Agent(host);
        var (_, strangerId) = await Village.Agent(host, "500236118");
        var household = await Village.Household(host);
        var (seller, _, _) = await Browser.Register(host);
        var official = host.As(Role.TownOfficial, region: Village.Town);
        object Body(Guid agent) => new { sellerOrganisationId = seller, textVersion = "2026-01", givenOn = Today, validTo = Today.AddDays(10), agentPersonId = agent };
        await official.Post($"/api/households/{household}/consents", Body(agentId)).Body();
        Assert.NotNull(await ConsentOf(household, agentId, Today));
        await official.Post($"/api/households/{household}/consents", Body(strangerId)).MustBeProblem(422, "agent-unknown");
    }

    [Fact]
    public async Task Bad_consents_are_refused()
    {
        var (agent, _) = await Village.Agent(host);
        var household = await Village.Household(host);
        var elsewhere = await Village.Household(host, village: Village.Elsewhere);
        var (seller, _, _) = await Browser.Register(host);
        var (buyer, _, _) = await Browser.Register(host, "school", "500236");
        var (foreignSeller, _, _) = await Browser.Register(host, region: "500235");
        Task<HttpResponseMessage> Try(Guid householdId, Guid sellerId, int from, int to, Guid? evidence = null) =>
            agent.Send(HttpMethod.Post, $"/api/households/{householdId}/consents", new
            {
                sellerOrganisationId = sellerId,
                textVersion = "2026-01",
                givenOn = Today.AddDays(from),
                validTo = Today.AddDays(to),
                evidenceFileId = evidence,
            });
        await Try(elsewhere, seller, 0, 10).MustBeProblem(404, "not-found");
        await Try(household, buyer, 0, 10).MustBeProblem(422, "seller-unknown");
        await Try(household, foreignSeller, 0, 10).MustBeProblem(422, "seller-unknown");
        await Try(household, Guid.NewGuid(), 0, 10).MustBeProblem(422, "seller-unknown");
        await Try(household, seller, 0, -1).MustBeProblem(422, "consent-dates-wrong");
        await Try(household, seller, 0, 4 * 366).MustBeProblem(422, "consent-dates-wrong");
        await Try(household, seller, 1, 10).MustBeProblem(422, "consent-in-future");
        await Try(household, seller, 0, 10, Guid.NewGuid()).MustBeProblem(422, "evidence-unknown");
    }

    private async Task<HouseholdConsent?> ConsentOf(Guid household, Guid agent, DateOnly on)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IHouseholdDirectory>().ConsentOf(household, agent, on, CancellationToken.None);
    }
}
