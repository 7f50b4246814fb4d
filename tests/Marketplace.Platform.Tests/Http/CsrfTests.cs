using System.Net;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Platform.Tests.Http;

public sealed class CsrfTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    [Fact]
    public async Task A_signed_in_page_must_repeat_its_token_and_a_stranger_s_token_is_no_use()
    {
        var (client, cookies) = await SignedIn();
        var (other, otherCookies) = await SignedIn();
        using (client)
        using (other)
        {
            await client.Post("/api/notes", new { words = "forged" }).MustBeProblem(403, "forged-request");
            await With(client, otherCookies["mp-antiforgery"]).MustBeProblem(403, "forged-request");
            await With(client, "not-a-token").MustBeProblem(403, "forged-request");
            await With(client, Uri.UnescapeDataString(cookies["mp-csrf"])).Body();
        }
    }

    [Fact]
    public async Task Reading_needs_no_token_and_a_bearer_of_a_key_carries_none()
    {
        var (client, _) = await SignedIn();
        using (client) await client.Read("/api/notes");
        using var machine = host.Buyer();
        await machine.Post("/api/notes", new { words = "machine" }).Body();
    }

    [Fact]
    public async Task The_session_cookie_cannot_be_read_by_scripts_and_the_token_is_bound_to_the_site()
    {
        using var client = host.Stranger();
        using var answer = await client.PostAsync(new Uri("/api/sign-in", UriKind.Relative), null);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith("mp-antiforgery=", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(cookies, cookie => cookie.StartsWith("mp-csrf=", StringComparison.Ordinal) && cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
    }

    private static Task<HttpResponseMessage> With(HttpClient client, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/notes") { Content = System.Net.Http.Json.JsonContent.Create(new { words = "mine" }) };
        request.Headers.Add("X-CSRF", token);
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        return client.SendAsync(request);
    }

    private async Task<(HttpClient Client, IReadOnlyDictionary<string, string> Cookies)> SignedIn()
    {
        var jar = new CookieContainer();
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = jar }) { BaseAddress = host.Address };
        await client.PostAsync(new Uri("/api/sign-in", UriKind.Relative), null).Body();
        return (client, jar.GetCookies(host.Address).ToDictionary(cookie => cookie.Name, cookie => cookie.Value));
    }
}
