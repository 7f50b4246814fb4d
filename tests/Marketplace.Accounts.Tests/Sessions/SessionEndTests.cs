using System.Net;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Sessions;

public sealed class SessionEndTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private const string Own = "/api/keys";

    [Fact]
    public async Task An_unused_session_runs_out_and_says_so_everywhere()
    {
        var (_, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        host.Clock.Advance(TimeSpan.FromHours(13));
        await browser.Get(Own).MustBeProblem(401, "session-expired");
        await browser.Send(HttpMethod.Post, Own, new { name = "k" }).MustBeProblem(401, "session-expired");
        await browser.Get("/api/session").MustBeProblem(401, "session-expired");
        await browser.SignIn(userName).Body();
    }

    [Fact]
    public async Task A_person_sees_where_it_is_signed_in_and_nobody_elses_sessions()
    {
        var (_, _, userName) = await Browser.Register(host);
        var (_, _, stranger) = await Browser.Register(host);
        await Browser.SignedIn(host, stranger);
        await Browser.SignedIn(host, userName);
        var browser = await Browser.SignedIn(host, userName);
        var rows = (await browser.Get("/api/sessions").Body())["items"]!.AsArray();
        Assert.Equal([true, false], rows.Select(row => row!["isThis"]!.GetValue<bool>()));
        await browser.Send(HttpMethod.Delete, "/api/sessions");
        var later = await Browser.SignedIn(host, userName);
        Assert.Single((await later.Get("/api/sessions").Body())["items"]!.AsArray());
    }

    [Fact]
    public async Task A_session_in_use_stays_but_not_for_ever()
    {
        var (_, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        for (var hours = 0; hours < 60; hours += 6)
        {
            host.Clock.Advance(TimeSpan.FromHours(6));
            await browser.Get(Own).Body();
        }

        for (var hours = 60; hours < 180; hours += 6)
        {
            host.Clock.Advance(TimeSpan.FromHours(6));
            using var answer = await browser.Get(Own);
        }

        await browser.Get(Own).MustBeProblem(401, "session-expired");
    }

    [Fact]
    public async Task Signing_out_ends_this_session_alone()
    {
        var (_, _, userName) = await Browser.Register(host);
        var phone = await Browser.SignedIn(host, userName);
        var desk = await Browser.SignedIn(host, userName);
        using (var answer = await phone.Send(HttpMethod.Delete, "/api/session")) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await phone.Get(Own).MustBeProblem(401, "not-signed-in");
        await desk.Get(Own).Body();
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_this_person_alone()
    {
        var (_, _, userName) = await Browser.Register(host);
        var (_, _, otherName) = await Browser.Register(host);
        var phone = await Browser.SignedIn(host, userName);
        var desk = await Browser.SignedIn(host, userName);
        var other = await Browser.SignedIn(host, otherName);
        using (var answer = await phone.Send(HttpMethod.Delete, "/api/sessions")) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        using (var ended = await desk.Get(Own)) Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        await other.Get(Own).Body();
    }

    [Fact]
    public async Task A_new_password_ends_every_session_and_the_old_one_no_longer_signs_in()
    {
        var (_, _, userName) = await Browser.Register(host);
        var phone = await Browser.SignedIn(host, userName);
        var desk = await Browser.SignedIn(host, userName);
        await phone.Send(HttpMethod.Put, "/api/password", new { current = "wrong-password", @new = "another-orange-2026" }).MustBeProblem(422, "password-wrong");
        using (var answer = await phone.Send(HttpMethod.Put, "/api/password", new { current = Browser.Password, @new = "another-orange-2026" }))
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        using (var ended = await desk.Get(Own)) Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        await new Browser(host.Stranger()).SignIn(userName).MustBeProblem(401, "sign-in-refused");
        await new Browser(host.Stranger()).SignIn(userName, "another-orange-2026").Body();
    }

    [Fact]
    public async Task A_withdrawn_post_counts_from_the_next_request()
    {
        var (organisationId, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Get($"/api/organisations/{organisationId}").Body();
        var postId = await host.Database.Scalar<Guid>("SELECT id FROM accounts.post WHERE organisation_id = $1", organisationId);
        using var administrator = host.As(Platform.Auth.Role.Administrator);
        using (var answer = await administrator.Send(HttpMethod.Delete, $"/api/posts/{postId}")) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await browser.Get($"/api/organisations/{organisationId}").MustBeProblem(404, "not-found");
        Assert.Empty((await browser.Session())["posts"]!.AsArray());
    }
}
