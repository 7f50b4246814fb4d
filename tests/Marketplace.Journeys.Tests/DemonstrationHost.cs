using System.Text.Json.Nodes;
using Marketplace.Platform.Demonstration;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>The product with its demonstration data, on the day the data was made for; people sign in as they would.</summary>
public class DemonstrationHost : MarketplaceHost
{
    private readonly Dictionary<string, HttpClient> people = [];

    public override async ValueTask InitializeAsync()
    {
        Clock.MoveTo(new DateOnly(2026, 11, 23));
        await base.InitializeAsync();
        await Services.GetRequiredService<DemonstrationLoader>().LoadOnce(CancellationToken.None);
    }

    /// <summary>The person's browser: signed in once, with its cookie and its token against forged requests.</summary>
    public async Task<HttpClient> As(string userName)
    {
        if (people.TryGetValue(userName, out var known)) return known;
        return people[userName] = await SignIn(userName);
    }

    /// <summary>A browser of its own for the person, whatever others are open.</summary>
    public async Task<HttpClient> SignIn(string userName)
    {
        var client = Stranger();
        await client.Post("/api/session", new { userName, password = "ganju-2026" }).Body();
        using var session = await client.GetAsync(new Uri("/api/session", UriKind.Relative));
        var cookie = session.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp-csrf=", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Add("X-CSRF", Uri.UnescapeDataString(cookie["mp-csrf=".Length..cookie.IndexOf(';', StringComparison.Ordinal)]));
        Assert.True(JsonNode.Parse(await session.Content.ReadAsStringAsync())!["signedIn"]!.GetValue<bool>());
        return client;
    }
}
