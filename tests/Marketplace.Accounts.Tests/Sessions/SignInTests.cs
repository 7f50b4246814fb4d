using System.Net;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Sessions;

public sealed class SignInTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task A_registered_person_signs_in_and_sees_the_post_with_names()
    {
        var (organisationId, personId, userName) = await Browser.Register(host, name: "白帝镇柑橘合作社");
        var browser = await Browser.SignedIn(host, userName);
        var session = await browser.Session();
        Assert.True(session["signedIn"]!.GetValue<bool>());
        Assert.Equal(personId, session["person"]!["id"]!.GetValue<Guid>());
        Assert.Equal("陈大山", session["person"]!["name"]!.GetValue<string>());
        var post = Assert.Single(session["posts"]!.AsArray())!;
        Assert.Equal("supplier", post["role"]!.GetValue<string>());
        Assert.Equal(organisationId, post["organisationId"]!.GetValue<Guid>());
        Assert.Equal("白帝镇柑橘合作社", post["organisationName"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stranger_has_a_session_that_says_so()
    {
        var session = await new Browser(host.Stranger()).Session();
        Assert.False(session["signedIn"]!.GetValue<bool>());
        Assert.Null(session["person"]);
        Assert.Empty(session["posts"]!.AsArray());
    }

    [Fact]
    public async Task The_user_name_is_the_same_in_capitals_and_spaces_around_it()
    {
        var (_, _, userName) = await Browser.Register(host);
        await new Browser(host.Stranger()).SignIn(" " + userName.ToUpperInvariant() + " ").Body();
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        var (_, _, userName) = await Browser.Register(host);
        var wrong = await new Browser(host.Stranger()).SignIn(userName, "not-the-password").MustBeProblem(401, "sign-in-refused");
        var unknown = await new Browser(host.Stranger()).SignIn("nobody-of-that-name").MustBeProblem(401, "sign-in-refused");
        wrong["reference"] = unknown["reference"]?.DeepClone();
        Assert.Equal(unknown.ToJsonString(), wrong.ToJsonString());
    }

    [Fact]
    public async Task The_cookie_is_out_of_scripts_reach_and_named_for_the_host_behind_TLS()
    {
        var (_, _, userName) = await Browser.Register(host);
        using var plain = await new Browser(host.Stranger()).SignIn(userName);
        var local = plain.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp=", StringComparison.Ordinal));
        Assert.Contains("httponly", local, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", local, StringComparison.OrdinalIgnoreCase);

        var secureClient = host.Stranger();
        secureClient.BaseAddress = new Uri("https://localhost");
        using var secure = await new Browser(secureClient).SignIn(userName);
        var guarded = secure.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("__Host-mp=", StringComparison.Ordinal));
        Assert.Contains("secure", guarded, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", guarded, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", guarded, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_table_of_sessions_holds_no_token_that_signs_in()
    {
        var (_, personId, userName) = await Browser.Register(host);
        using var answer = await new Browser(host.Stranger()).SignIn(userName);
        var token = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp=", StringComparison.Ordinal)).Split(['=', ';'])[1];
        var row = await host.Database.Scalar<string>("SELECT to_jsonb(s)::text FROM accounts.session s WHERE person_id = $1", personId);
        Assert.NotNull(row);
        Assert.DoesNotContain(token, row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_in_anew_ends_the_session_the_browser_brought()
    {
        var (_, _, userName) = await Browser.Register(host);
        var browser = new Browser(host.Stranger());
        using var first = await browser.SignIn(userName);
        var thief = host.Stranger();
        thief.DefaultRequestHeaders.Add("Cookie", first.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp=", StringComparison.Ordinal)).Split(';')[0]);
        await thief.Read("/api/keys");
        await browser.Session();
        await browser.SignIn(userName).Body();
        using var after = await thief.GetAsync(new Uri("/api/keys", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_changing_request_without_the_token_is_refused_as_forged()
    {
        var (_, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Post, "/api/keys", new { name = "k" }, withToken: false).MustBeProblem(403, "forged-request");
        await browser.Send(HttpMethod.Post, "/api/keys", new { name = "k" }).Body();
    }

    [Fact]
    public async Task A_token_of_another_person_is_refused_as_forged()
    {
        var (_, _, one) = await Browser.Register(host);
        var (_, _, other) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, one);
        var page = await Browser.SignedIn(host, other);
        await page.SignIn(one).Body();
        await page.Send(HttpMethod.Post, "/api/keys", new { name = "k" }).MustBeProblem(403, "forged-request");
        await browser.Send(HttpMethod.Post, "/api/keys", new { name = "k" }).Body();
    }
}
