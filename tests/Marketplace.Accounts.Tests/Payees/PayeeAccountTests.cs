using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Tests.Households;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Payees;

public sealed class PayeeAccountTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private const string Number = "6222 0200 0000 4321";

    [Fact]
    public async Task The_first_account_may_be_paid_to_at_once_and_a_changed_one_rests_three_days()
    {
        var (supplier, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Put, $"/api/payees/{supplier}/account", Account(Number)).Body();
        var first = await PayeeOf(supplier);
        Assert.Equal("****4321", first.AccountMasked);
        Assert.True(first.UsableFrom <= host.Clock.GetUtcNow());
        await browser.Send(HttpMethod.Put, $"/api/payees/{supplier}/account", Account("6222020000009999")).Body();
        var changed = await PayeeOf(supplier);
        Assert.Equal("****9999", changed.AccountMasked);
        Assert.InRange(changed.UsableFrom - host.Clock.GetUtcNow(), TimeSpan.FromHours(71.9), TimeSpan.FromHours(72));
        Assert.Equal(2L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.payee_account WHERE party_id = $1", supplier));
    }

    [Fact]
    public async Task A_change_is_told_to_the_number_that_was_there_before_it_and_the_first_account_to_nobody()
    {
        var (supplier, personId, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Put, "/api/contact", new { phone = "13900003333" }).Body();
        await browser.Send(HttpMethod.Put, $"/api/payees/{supplier}/account", Account(Number)).Body();
        const string Told = "SELECT count(*) FROM accounts.notice WHERE person_id = $1 AND kind = 'PayeeAccountChanged' AND contact_mask = '****3333'";
        Assert.Equal(0L, await host.Database.Scalar<long>(Told, personId));
        await host.As(Role.Supplier, organisation: supplier).Put($"/api/payees/{supplier}/account", Account("6222020000009999")).Body();
        await browser.Send(HttpMethod.Put, "/api/contact", new { phone = "13900004444" }).Body();
        Assert.Equal(1L, await host.Database.Scalar<long>(Told, personId));
    }

    [Fact]
    public async Task Changes_at_the_same_moment_leave_one_account()
    {
        var (supplier, _, _) = await Browser.Register(host);
        var client = host.As(Role.Supplier, organisation: supplier);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => client.Put($"/api/payees/{supplier}/account", Account("62220200000000" + i + "0"))));
        Assert.Contains(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(409, (int)answer.StatusCode));
        Assert.Equal(1L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.payee_account WHERE party_id = $1 AND superseded_at IS NULL", supplier));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task The_number_is_ciphertext_and_is_revealed_only_with_a_recorded_reason()
    {
        var (supplier, _, _) = await Browser.Register(host);
        await host.As(Role.Supplier, organisation: supplier).Put($"/api/payees/{supplier}/account", Account(Number)).Body();
        foreach (var table in new[] { "payee_account", "audit", "idempotency", "outbox" })
        {
            Assert.Equal(0L, await host.Database.Scalar<long>(
                $"SELECT count(*) FROM accounts.{table} r WHERE to_jsonb(r)::text LIKE '%6222020000004321%' OR to_jsonb(r)::text LIKE '%6222 0200 0000 4321%'"));
        }

        var person = Guid.NewGuid();
        await using var scope = host.Services.CreateAsyncScope();
        var revealed = await scope.ServiceProvider.GetRequiredService<IPayeeDirectory>().Reveal([supplier], person, "付款文件 2026-11-23", CancellationToken.None);
        Assert.Equal(("6222020000004321", "奉节县某合作社"), (Assert.Single(revealed).AccountNumber, revealed[0].Holder));
        Assert.Equal("付款文件 2026-11-23", await host.Database.Scalar<string>(
            "SELECT detail->>'reason' FROM accounts.audit WHERE action = 'payee-accounts-revealed' AND actor_id = $1", person));
    }

    [Fact]
    public async Task An_agent_cannot_move_a_households_money_and_an_official_only_in_the_own_region()
    {
        var household = await Village.Household(host);
        await host.As(Role.VillageAgent, region: Village.Code).Put($"/api/payees/{household}/account", Account(Number)).MustBeProblem(403, "not-allowed");
        await host.As(Role.TownOfficial, region: "500236118").Put($"/api/payees/{household}/account", Account(Number)).MustBeProblem(404, "not-found");
        await host.As(Role.TownOfficial, region: Village.Town).Put($"/api/payees/{household}/account", Account(Number)).Body();
        var (supplier, _, _) = await Browser.Register(host);
        await host.As(Role.TownOfficial, region: Village.Town).Put($"/api/payees/{supplier}/account", Account(Number)).MustBeProblem(404, "not-found");
        var (other, _, _) = await Browser.Register(host);
        await host.As(Role.Supplier, organisation: other).Put($"/api/payees/{supplier}/account", Account(Number)).MustBeProblem(404, "not-found");
        await host.As(Role.Supplier, organisation: other).GetAsync(new Uri($"/api/payees/{household}/account", UriKind.Relative)).MustBeProblem(404, "not-found");
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("6222-0200-abcd")]
    [InlineData("６２２２\u0660\u0661\u0662\u0663")]
    [InlineData("")]
    public async Task A_number_that_is_none_is_refused(string number)
    {
        var (supplier, _, _) = await Browser.Register(host);
        await host.As(Role.Supplier, organisation: supplier).Put($"/api/payees/{supplier}/account", Account(number)).MustBeProblem(422, "account-number-wrong");
    }

    private static object Account(string number) => new { holder = "奉节县某合作社", bankName = "示例银行", accountNumber = number };

    private async Task<PayeeAccount> PayeeOf(Guid party)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IPayeeDirectory>().FindMany([party], CancellationToken.None))[party];
    }
}
