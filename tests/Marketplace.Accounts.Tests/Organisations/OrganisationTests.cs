using System.Net;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Organisations;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Accounts.Tests.Organisations;

public sealed class OrganisationTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task A_registration_tells_the_other_modules_and_answers_their_questions()
    {
        var (id, personId, _) = await Browser.Register(host, name: "云上合作社");
        await using var scope = host.Services.CreateAsyncScope();
        var card = await scope.ServiceProvider.GetRequiredService<IOrganisationDirectory>().Find(id, CancellationToken.None);
        Assert.Equal(("云上合作社", OrganisationKind.Cooperative, "500236117"), (card!.Name, card.Kind, card.Region.Value));
        var names = await scope.ServiceProvider.GetRequiredService<IPersonDirectory>().NamesOf([personId, Guid.NewGuid()], CancellationToken.None);
        Assert.Equal("陈大山", Assert.Single(names).Value);
        Assert.Equal(1L, await host.Database.Scalar<long>(
            "SELECT count(*) FROM accounts.outbox WHERE name = 'accounts.organisation-registered.v1' AND payload::text LIKE '%' || $1 || '%'", id.ToString()));
    }

    [Theory]
    [InlineData("regionCode", "509999", "region-unknown")]
    [InlineData("regionCode", "奉节", "region-unknown")]
    [InlineData("regionCode", "500000", "region-not-county")]
    [InlineData("creditCode", "91500000MA5U00000X", "credit-code-wrong")]
    [InlineData("kind", "authority", "kind-not-open")]
    [InlineData("userName", "a b", "user-name-wrong")]
    [InlineData("password", "short", "password-too-short")]
    [InlineData("name", "", "required")]
    public async Task Bad_input_is_refused_and_leaves_nothing(string field, string value, string code)
    {
        var body = Valid();
        body[field] = value;
        await host.Stranger().Post("/api/organisations", body).MustBeProblem(422, code);
        Assert.Equal(0L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.person WHERE user_name = $1", body["userName"]!));
    }

    [Fact]
    public async Task The_problem_of_an_unknown_region_names_the_code()
    {
        var body = Valid();
        body["regionCode"] = "509999";
        var problem = await host.Stranger().Post("/api/organisations", body).MustBeProblem(422, "region-unknown");
        Assert.Contains("509999", problem["zh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("509999", problem["en"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_registrations_of_one_name_at_once_make_one_person()
    {
        var body = Valid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Stranger().Post("/api/organisations", body)));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_credit_code_registers_once()
    {
        var code = "91500236MA5U" + Random.Shared.Next(10_000, 99_999);
        code += CreditCode.CheckOf(code);
        var first = Valid();
        first["creditCode"] = code;
        await host.Stranger().Post("/api/organisations", first).Body();
        var second = Valid();
        second["creditCode"] = code.ToLowerInvariant();
        await host.Stranger().Post("/api/organisations", second).MustBeProblem(409, "credit-code-taken");
    }

    [Fact]
    public async Task Another_organisation_answers_as_if_it_did_not_exist()
    {
        var (own, _, userName) = await Browser.Register(host);
        var (foreign, _, _) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Get($"/api/organisations/{own}").Body();
        var answer = await browser.Get($"/api/organisations/{foreign}").MustBeProblem(404, "not-found");
        var unknown = await browser.Get($"/api/organisations/{Guid.NewGuid()}").MustBeProblem(404, "not-found");
        answer["reference"] = unknown["reference"]?.DeepClone();
        Assert.Equal(unknown.ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task An_official_lists_the_organisations_of_the_own_region_alone()
    {
        var (fengjie, _, _) = await Browser.Register(host, region: "500236117");
        var (yunyang, _, _) = await Browser.Register(host, region: "500235");
        var seen = await AllSeenBy(host.As(Role.CountyOfficial, region: "500236"));
        Assert.Contains(fengjie, seen);
        Assert.DoesNotContain(yunyang, seen);
        var city = await AllSeenBy(host.As(Role.CityOfficial, region: "500000"));
        Assert.Contains(fengjie, city);
        Assert.Contains(yunyang, city);
        await host.As(Role.Supplier, organisation: fengjie).GetAsync(new Uri("/api/organisations", UriKind.Relative)).MustBeProblem(403, "not-allowed");
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("a\\")]
    [InlineData("'; DROP TABLE accounts.person; --")]
    public async Task Search_takes_wildcards_and_quotes_as_text(string text)
    {
        await Browser.Register(host);
        var found = await host.As(Role.Operator).Read("/api/organisations?q=" + Uri.EscapeDataString(text));
        Assert.Empty(found["items"]!.AsArray());
    }

    [Fact]
    public async Task The_invoice_profile_is_the_own_organisations_and_its_tax_number_is_checked()
    {
        var (id, _, userName) = await Browser.Register(host, "government-unit", "500112");
        var (foreign, _, _) = await Browser.Register(host, "school", "370102");
        var browser = await Browser.SignedIn(host, userName);
        var number = "11500112MB1234567";
        number += CreditCode.CheckOf(number);
        var profile = new { invoiceTitle = "渝北区后勤中心", invoiceTaxNumber = number, invoiceAddress = "双凤路1号" };
        using (var saved = await browser.Send(HttpMethod.Put, $"/api/organisations/{id}/invoice-profile", profile)) Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        Assert.Equal(number, (await browser.Get($"/api/organisations/{id}").Body())["invoice"]!["invoiceTaxNumber"]!.GetValue<string>());
        await browser.Send(HttpMethod.Put, $"/api/organisations/{foreign}/invoice-profile", profile).MustBeProblem(404, "not-found");
        await browser.Send(HttpMethod.Put, $"/api/organisations/{id}/invoice-profile", profile with { invoiceTaxNumber = "123" }).MustBeProblem(422, "tax-number-wrong");
    }

    [Fact]
    public async Task A_supervising_unit_sees_the_units_below_it_and_never_itself_above_itself()
    {
        var (bureau, _, bureauName) = await Browser.Register(host, "government-unit", "500103");
        var (unit, _, _) = await Browser.Register(host, "government-unit", "500112");
        var (supplier, _, _) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, bureauName);
        await browser.Get($"/api/organisations/{unit}").MustBeProblem(404, "not-found");
        var platform = host.As(Role.Operator);
        await platform.Put($"/api/organisations/{unit}/supervising-unit", new { supervisingUnitId = supplier }).MustBeProblem(422, "supervising-unit-unknown");
        using (var named = await platform.Put($"/api/organisations/{unit}/supervising-unit", new { supervisingUnitId = bureau })) Assert.Equal(HttpStatusCode.NoContent, named.StatusCode);
        await browser.Get($"/api/organisations/{unit}").Body();
        await platform.Put($"/api/organisations/{bureau}/supervising-unit", new { supervisingUnitId = unit }).MustBeProblem(422, "supervision-circle");
        await platform.Put($"/api/organisations/{bureau}/supervising-unit", new { supervisingUnitId = bureau }).MustBeProblem(422, "supervision-circle");
    }

    private static async Task<IReadOnlyList<Guid>> AllSeenBy(HttpClient client)
    {
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await client.Read("/api/organisations?size=3" + (cursor is null ? string.Empty : "&cursor=" + cursor));
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        return seen;
    }

    private static Dictionary<string, object> Valid() => new()
    {
        ["name"] = "测试合作社",
        ["kind"] = "cooperative",
        ["regionCode"] = "500236117",
        ["personName"] = "陈大山",
        ["userName"] = "u" + Guid.NewGuid().ToString("N")[..12],
        ["password"] = Browser.Password,
    };
}
