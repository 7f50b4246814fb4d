using Marketplace.Platform.Auth;
using Marketplace.Settlement.Ledger;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Settlement.Tests.HouseholdMoney;

public sealed class HouseholdMoneyTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    [Fact]
    public async Task A_household_sees_its_money_through_its_link_and_says_whether_it_arrived()
    {
        var household = SettlementHost.Consenting;
        var agent = host.As(Role.VillageAgent, Guid.NewGuid(), "500236", SettlementHost.Agent);
        foreach (var amount in (long[])[3_000, 4_000])
        {
            await host.Book([new Posting(AccountId.Custody, amount), new Posting(AccountId.Household(household), -amount)]);
            await host.PayOut(paid: true);
        }

        await host.Book([new Posting(AccountId.Custody, 500), new Posting(AccountId.Household(household), -500)]);
        var seen = await agent.Read($"/api/households/{household}/money");
        Assert.Equal((500, 0, 7_000), (seen["payableFen"]!.GetValue<long>(), seen["inTransitFen"]!.GetValue<long>(), seen["paidFen"]!.GetValue<long>()));
        var items = seen["payments"]!.AsArray().Select(row => row!["itemId"]!.GetValue<Guid>()).ToList();
        Assert.All(seen["payments"]!.AsArray(), row => Assert.Equal("paid-to-household", row!["state"]!.GetValue<string>()));
        var first = await agent.Read($"/api/households/{household}/money?size=1");
        Assert.Equal(items[1], (await agent.Read($"/api/households/{household}/money?size=1&cursor={first["nextCursor"]!.GetValue<string>()}"))["payments"]![0]!["itemId"]!.GetValue<Guid>());

        var token = (await agent.Post($"/api/households/{household}/money-link", new { }).Body())["token"]!.GetValue<string>();
        var link = "/api/household-money/" + token;
        var stranger = host.Stranger();
        Assert.Equal(7_000, (await stranger.Read(link))["paidFen"]!.GetValue<long>());
        await stranger.Post($"{link}/payouts/{items[0]}/answer", new { arrived = false }).MustBeProblem(422, "reason-needed");
        await stranger.Post($"{link}/payouts/{items[0]}/answer", new { arrived = false, note = "没到账" }).Body();
        await stranger.Post($"{link}/payouts/{items[1]}/answer", new { arrived = true }).Body();
        await stranger.Post($"{link}/payouts/{items[1]}/answer", new { arrived = true }).Body();
        await stranger.Post($"{link}/payouts/{items[1]}/answer", new { arrived = false, note = "又说没到" }).MustBeProblem(409, "already-confirmed");
        var dispute = (await host.As(Role.Finance).Read("/api/household-disputes"))["items"]!.AsArray().Single()!;
        Assert.Equal((items[0], "没到账"), (dispute["itemId"]!.GetValue<Guid>(), dispute["note"]!.GetValue<string>()));
        await agent.Post($"/api/households/{household}/payouts/{items[0]}/answer", new { arrived = true, note = "后来到了" }).Body();
        Assert.Empty((await host.As(Role.Finance).Read("/api/household-disputes"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Others_see_nothing_of_a_household_and_links_end_or_cannot_be_made_up()
    {
        var household = SettlementHost.Consenting;
        var agent = host.As(Role.VillageAgent, Guid.NewGuid(), "500236", SettlementHost.Agent);
        await host.As(Role.VillageAgent, Guid.NewGuid(), "500236").GetAsync(new Uri($"/api/households/{household}/money", UriKind.Relative)).MustBeProblem(404, "not-found");
        await agent.GetAsync(new Uri($"/api/households/{SettlementHost.FirstHousehold}/money", UriKind.Relative)).MustBeProblem(404, "not-found");
        await host.As(Role.VillageAgent, Guid.NewGuid(), "500236").Post($"/api/households/{household}/money-link", new { }).MustBeProblem(404, "not-found");
        var token = (await agent.Post($"/api/households/{household}/money-link", new { }).Body())["token"]!.GetValue<string>();
        foreach (var wrong in (string[])["abc", token[..^4], token[..^1] + (token[^1] == 'A' ? 'B' : 'A') + "A"])
            await host.Stranger().GetAsync(new Uri("/api/household-money/" + wrong, UriKind.Relative)).MustBeProblem(404, "not-found");

        var other = Guid.NewGuid();
        await host.Book([new Posting(AccountId.Custody, 900), new Posting(AccountId.Household(other), -900)]);
        await host.PayOut(paid: true);
        var item = await host.Database.Scalar<Guid>("SELECT id FROM settlement.payout_item WHERE party_id = $1", other);
        await host.Stranger().Post($"/api/household-money/{token}/payouts/{item}/answer", new { arrived = true }).MustBeProblem(404, "not-found");
        host.Clock.Advance(TimeSpan.FromDays(31));
        await host.Stranger().GetAsync(new Uri("/api/household-money/" + token, UriKind.Relative)).MustBeProblem(404, "not-found");
    }
}
