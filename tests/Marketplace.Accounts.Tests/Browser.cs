using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests;

/// <summary>A person's browser: keeps cookies, and repeats the token against forged requests in a header as the page does.</summary>
internal sealed class Browser(HttpClient client)
{
    internal const string Password = "orange-grove-2026";

    private string csrf = string.Empty;

    internal HttpClient Client => client;

    /// <summary>Registers an organisation with its first person.</summary>
    internal static async Task<(Guid OrganisationId, Guid PersonId, string UserName)> Register(
        MarketplaceHost host, string kind = "cooperative", string region = "500236117", string? name = null)
    {
        var userName = "u" + Guid.NewGuid().ToString("N")[..12];
        var answer = await host.Stranger().Post("/api/organisations", new
        {
            name = name ?? "测试单位" + userName,
            kind,
            regionCode = region,
            personName = "陈大山",
            userName,
            password = Password,
        }).Body();
        return (answer["organisationId"]!.GetValue<Guid>(), answer["personId"]!.GetValue<Guid>(), userName);
    }

    internal static async Task<Browser> SignedIn(MarketplaceHost host, string userName, string password = Password)
    {
        var browser = new Browser(host.Stranger());
        await browser.SignIn(userName, password).Body();
        await browser.Session();
        return browser;
    }

    internal Task<HttpResponseMessage> SignIn(string userName, string password = Password, string? code = null) =>
        Send(HttpMethod.Post, "/api/session", code is null ? new { userName, password } : new { userName, password, code });

    /// <summary>Reads the session as a page does when it opens, and takes the token it is given.</summary>
    internal async Task<JsonNode> Session()
    {
        using var response = await client.GetAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp-csrf=", StringComparison.Ordinal));
        csrf = Uri.UnescapeDataString(cookie["mp-csrf=".Length..cookie.IndexOf(';', StringComparison.Ordinal)]);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    internal async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, bool withToken = true)
    {
        using var request = new HttpRequestMessage(method, path);
        if (withToken && csrf.Length > 0) request.Headers.Add("X-CSRF", csrf);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue("application/json"), HttpAnswers.Json);
        return await client.SendAsync(request);
    }

    internal Task<HttpResponseMessage> Get(string path) => client.GetAsync(new Uri(path, UriKind.Relative));
}
