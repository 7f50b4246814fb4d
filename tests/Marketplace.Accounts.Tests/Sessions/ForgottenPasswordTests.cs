using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Accounts.Tests.Households;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Sessions;

public sealed partial class ForgottenPasswordTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private const string NewPassword = "a-long-new-phrase-2026";

    [Fact]
    public async Task A_link_sets_a_new_password_once_and_ends_every_session()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var open = await Browser.SignedIn(host, userName);
        var token = await Ask(userName, personId);
        await host.Stranger().Post("/api/password", new { token, password = NewPassword }).MustBeDone();
        using (var ended = await open.Get("/api/session")) Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        await new Browser(host.Stranger()).SignIn(userName).MustBeProblem(401, "sign-in-refused");
        await new Browser(host.Stranger()).SignIn(userName, NewPassword).Body();
        await host.Stranger().Post("/api/password", new { token, password = "another-long-phrase-2026" }).MustBeProblem(409, "password-link-over");
        Assert.Equal(1, await Notices(personId, "PasswordChanged"));
    }

    [Fact]
    public async Task Of_many_who_hold_the_link_at_once_one_sets_the_password()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var token = await Ask(userName, personId);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.Stranger().Post("/api/password", new { token, password = $"phrase-number-{i}-of-eight" })));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(409, (int)answer.StatusCode));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_link_is_over_after_half_an_hour_and_when_a_later_one_was_used()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var first = await Ask(userName, personId);
        var second = await Ask(userName, personId);
        await host.Stranger().Post("/api/password", new { token = second, password = NewPassword }).MustBeDone();
        await host.Stranger().Post("/api/password", new { token = first, password = NewPassword }).MustBeProblem(409, "password-link-over");
        var third = await Ask(userName, personId);
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.Stranger().Post("/api/password", new { token = third, password = NewPassword }).MustBeProblem(409, "password-link-over");
        await host.Stranger().Post("/api/password", new { token = new string('0', 64), password = NewPassword }).MustBeProblem(409, "password-link-over");
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_does_not_use_the_link_up()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var token = await Ask(userName, personId);
        await host.Stranger().Post("/api/password", new { token, password = "short" }).MustBeProblem(422, "password-too-short");
        await host.Stranger().Post("/api/password", new { token, password = "woaini5201314" }).MustBeProblem(422, "password-guessed");
        await host.Stranger().Post("/api/password", new { token, password = "xx" + userName + "xx" }).MustBeProblem(422, "password-holds-user-name");
        await host.Stranger().Post("/api/password", new { token, password = NewPassword }).MustBeDone();
    }

    [Fact]
    public async Task A_password_that_is_changed_holds_no_user_name_is_told_of_and_ends_every_session()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Put, "/api/password", new { current = Browser.Password, @new = "xx" + userName + "xx" }).MustBeProblem(422, "password-holds-user-name");
        Assert.Equal(0, await Notices(personId, "PasswordChanged"));
        await browser.Send(HttpMethod.Put, "/api/password", new { current = Browser.Password, @new = NewPassword }).MustBeDone();
        Assert.Equal(1, await Notices(personId, "PasswordChanged"));
        Assert.False((await browser.Send(HttpMethod.Get, "/api/session").Body())["signedIn"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Nobody_learns_who_exists_and_nobody_is_flooded()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var known = await host.Stranger().Post("/api/password-links", new { userName }).Body();
        var unknown = await host.Stranger().Post("/api/password-links", new { userName = "nobody-of-that-name" }).Body();
        Assert.Equal(unknown.ToJsonString(), known.ToJsonString());
        Assert.Contains("10", known["passwordPolicyZh"]!.GetValue<string>(), StringComparison.Ordinal);
        for (var i = 0; i < 5; i++) await host.Stranger().Post("/api/password-links", new { userName }).Body();
        Assert.Equal(3, await Notices(personId, "PasswordForgotten"));
    }

    [Fact]
    public async Task Neither_link_nor_number_lies_readable_and_the_operator_s_look_is_recorded()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Put, "/api/contact", new { phone = "139 0000 7788" }).Body();
        var token = await Ask(userName, personId);
        foreach (var table in new[] { "notice", "password_link", "person", "audit", "idempotency", "outbox" })
        {
            Assert.Equal(0L, await host.Database.Scalar<long>(
                $"SELECT count(*) FROM accounts.{table} r WHERE to_jsonb(r)::text LIKE '%' || $1 || '%' OR to_jsonb(r)::text LIKE '%13900007788%'", token));
        }

        var notice = await host.Database.Scalar<Guid>("SELECT id FROM accounts.notice WHERE person_id = $1 AND kind = 'PasswordForgotten'", personId);
        var desk = host.As(Role.Operator);
        var row = (await desk.Read("/api/notices?size=100"))["items"]!.AsArray().Single(item => item!["id"]!.GetValue<Guid>() == notice)!;
        Assert.Equal(("password-forgotten", "****7788"), (row["kind"]!.GetValue<string>(), row["contactMasked"]!.GetValue<string>()));
        Assert.Equal("13900007788", (await desk.Post($"/api/notices/{notice}/reveal", new { reason = "电话告知本人" }).Body())["contact"]!.GetValue<string>());
        Assert.Equal("电话告知本人", await host.Database.Scalar<string>("SELECT detail->>'reason' FROM accounts.audit WHERE action = 'notice-revealed' AND subject = $1", notice.ToString()));
        await host.As(Role.Finance).GetAsync(new Uri("/api/notices", UriKind.Relative)).MustBeProblem(403, "not-allowed");
        await host.As(new TestActor(Guid.NewGuid(), "运营", [new TestPost(Role.Operator)], SecondFactor: false)).Post($"/api/notices/{notice}/reveal", new { reason = "电话告知本人" }).MustBeProblem(403, "second-factor-needed");
    }

    [Fact]
    public async Task A_changed_number_is_told_to_the_old_one()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Put, "/api/contact", new { phone = "13900001111" }).Body();
        Assert.Equal(0, await Notices(personId, "ContactChanged"));
        await browser.Send(HttpMethod.Put, "/api/contact", new { phone = "13900002222" }).Body();
        Assert.Equal("****1111", await host.Database.Scalar<string>("SELECT contact_mask FROM accounts.notice WHERE person_id = $1 AND kind = 'ContactChanged'", personId));
        await browser.Send(HttpMethod.Put, "/api/contact", new { phone = "call me" }).MustBeProblem(422, "phone-wrong");
    }

    private Task<long> Notices(Guid personId, string kind) =>
        host.Database.Scalar<long>("SELECT count(*) FROM accounts.notice WHERE person_id = $1 AND kind = $2", personId, kind);

    /// <summary>Asks for a link and reads it as the operator would, to tell the person.</summary>
    private async Task<string> Ask(string userName, Guid personId)
    {
        await host.Stranger().Post("/api/password-links", new { userName }).Body();
        var notice = await host.Database.Scalar<Guid>("SELECT id FROM accounts.notice WHERE person_id = $1 AND kind = 'PasswordForgotten' ORDER BY written_at DESC, id DESC LIMIT 1", personId);
        var text = (await host.As(Role.Operator).Post($"/api/notices/{notice}/reveal", new { reason = "电话告知本人" }).Body())["text"]!.GetValue<string>();
        return Link().Match(text).Groups[1].Value;
    }

    [GeneratedRegex("/new-password#([0-9a-f]{64})")]
    private static partial Regex Link();
}
