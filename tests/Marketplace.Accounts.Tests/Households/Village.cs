using System.Net;
using Marketplace.Accounts.Households;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Households;

/// <summary>What the household tests need: a village, an agent with an account of its own, and households with well-formed numbers.</summary>
internal static class Village
{
    internal const string Code = "500236117201";
    internal const string Town = "500236117";
    internal const string Elsewhere = "500235001001";

    private static int sequence;

    /// <summary>Well-formed, and never anybody's: nobody alive was born in 1901 in these tests' places.</summary>
    internal static string IdentityNumber()
    {
        var body = $"50023619010101{Interlocked.Increment(ref sequence) % 1000:000}";
        return body + Accounts.Households.IdentityNumber.CheckOf(body);
    }

    internal static async Task<(Browser Agent, Guid PersonId)> Agent(MarketplaceHost host, string region = Town)
    {
        var userName = "a" + Guid.NewGuid().ToString("N")[..12];
        var granted = await host.As(Role.Administrator).Post("/api/posts",
            new { userName, personName = "冉代办", password = Browser.Password, role = "village-agent", regionCode = region }).Body();
        return (await Browser.SignedIn(host, userName), granted["personId"]!.GetValue<Guid>());
    }

    internal static async Task<Guid> Household(MarketplaceHost host, string name = "向大山", string? identityNumber = null, string village = Code)
    {
        var answer = await host.As(Role.CountyOfficial, region: village[..6]).Post("/api/households",
            new { name, villageCode = village, identityNumber = identityNumber ?? IdentityNumber() }).Body();
        return answer["householdId"]!.GetValue<Guid>();
    }

    internal static async Task<Guid> Consent(Browser agent, Guid householdId, Guid sellerId, DateOnly from, DateOnly to)
    {
        var answer = await agent.Send(HttpMethod.Post, $"/api/households/{householdId}/consents",
            new { sellerOrganisationId = sellerId, textVersion = "2026-01", givenOn = from, validTo = to }).Body();
        return answer["consentId"]!.GetValue<Guid>();
    }

    internal static async Task MustBeDone(this Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
