using System.Net;
using Marketplace.Accounts.Protection;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Sessions;

public sealed class SecondFactorTests(SecondFactorTests.Strict host) : IClassFixture<SecondFactorTests.Strict>
{
    public sealed class Strict : MarketplaceHost
    {
        public Strict() => Setting("Accounts:RequireSecondFactor", "true");
    }

    [Fact]
    public async Task A_device_counts_once_a_code_from_it_was_entered_and_sign_in_then_needs_it()
    {
        var (_, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        var secret = await Enrol(browser);
        await new Browser(host.Stranger()).SignIn(userName).MustBeProblem(401, "code-needed");
        await new Browser(host.Stranger()).SignIn(userName, code: "000000").MustBeProblem(401, "sign-in-refused");
        Next();
        await new Browser(host.Stranger()).SignIn(userName, code: CodeNow(secret)).Body();
    }

    [Fact]
    public async Task An_enrolment_that_was_not_confirmed_does_not_lock_its_owner_out()
    {
        var (_, _, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await browser.Send(HttpMethod.Post, "/api/second-factor").Body();
        await new Browser(host.Stranger()).SignIn(userName).Body();
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var (_, _, userName) = await Browser.Register(host);
        var secret = await Enrol(await Browser.SignedIn(host, userName));
        Next();
        var code = CodeNow(secret);
        await new Browser(host.Stranger()).SignIn(userName, code: code).Body();
        await new Browser(host.Stranger()).SignIn(userName, code: code).MustBeProblem(401, "sign-in-refused");
    }

    [Fact]
    public async Task Guessing_codes_rests_the_account()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        await Enrol(browser);
        for (var i = 0; i < 8; i++) await browser.Send(HttpMethod.Post, "/api/session/second-factor", new { digits = $"00000{i}" }).MustBeProblem(422, "code-wrong");
        Assert.NotNull(await host.Database.Scalar<object>("SELECT locked_until FROM accounts.person WHERE id = $1", personId));
    }

    [Fact]
    public async Task The_secret_does_not_lie_readable_in_the_database()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var secret = await Enrol(await Browser.SignedIn(host, userName));
        var row = await host.Database.Scalar<string>("SELECT to_jsonb(p)::text FROM accounts.person p WHERE id = $1", personId);
        Assert.DoesNotContain(Convert.ToHexStringLower(secret), row, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0L, await host.Database.Scalar<long>(
            "SELECT count(*) FROM accounts.idempotency WHERE response::text LIKE '%' || $1 || '%'", Totp.Base32(secret)));
    }

    [Fact]
    public async Task Where_it_is_required_an_officials_post_waits_for_the_second_factor()
    {
        var userName = "o" + Guid.NewGuid().ToString("N")[..10];
        using var administrator = host.As(Platform.Auth.Role.Administrator);
        await administrator.Post("/api/posts", new { userName, personName = "李县长", password = Browser.Password, role = "county-official", regionCode = "500236" }).Body();
        var browser = await Browser.SignedIn(host, userName);
        var session = await browser.Session();
        Assert.Empty(session["posts"]!.AsArray());
        Assert.Equal("enrol", session["secondFactorNeeded"]!.GetValue<string>());
        await browser.Get("/api/organisations").MustBeProblem(403, "not-allowed");
        await Enrol(browser);
        await browser.Get("/api/organisations").Body();
        Assert.Equal("county-official", Assert.Single((await browser.Session())["posts"]!.AsArray())!["role"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_second_factor_grows_stale_and_is_asked_again()
    {
        var (organisationId, _, userName) = await Browser.Register(host, "government-unit", "500112");
        var browser = await Browser.SignedIn(host, userName);
        var secret = await Enrol(browser);
        object Colleague() => new { userName = "c" + Guid.NewGuid().ToString("N")[..10], personName = "王五", password = Browser.Password, role = "buyer-approver", organisationId };
        await browser.Send(HttpMethod.Post, "/api/posts", Colleague()).Body();
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await browser.Send(HttpMethod.Post, "/api/posts", Colleague()).MustBeProblem(403, "second-factor-needed");
        using (var entered = await browser.Send(HttpMethod.Post, "/api/session/second-factor", new { digits = CodeNow(secret) }))
            Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
        await browser.Send(HttpMethod.Post, "/api/posts", Colleague()).Body();
    }

    private async Task<byte[]> Enrol(Browser browser)
    {
        var enrolment = await browser.Send(HttpMethod.Post, "/api/second-factor").Body();
        var secret = FromBase32(enrolment["secret"]!.GetValue<string>());
        Assert.Contains("secret=" + enrolment["secret"]!.GetValue<string>(), enrolment["uri"]!.GetValue<string>(), StringComparison.Ordinal);
        using var confirmed = await browser.Send(HttpMethod.Post, "/api/second-factor/confirmation", new { digits = CodeNow(secret) });
        Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);
        return secret;
    }

    private void Next() => host.Clock.Advance(TimeSpan.FromSeconds(61));

    private string CodeNow(byte[] secret) => Totp.At(secret, host.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
