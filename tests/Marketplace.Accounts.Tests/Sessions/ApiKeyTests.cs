using System.Net;
using System.Net.Http.Headers;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Sessions;

public sealed class ApiKeyTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task A_key_acts_with_its_owners_posts_and_needs_no_token_against_forgery()
    {
        var (organisationId, _, userName) = await Browser.Register(host);
        var (foreignId, _, _) = await Browser.Register(host);
        var (machine, _) = await Machine(userName);
        await machine.GetAsync(new Uri($"/api/organisations/{organisationId}", UriKind.Relative)).Body();
        await machine.GetAsync(new Uri($"/api/organisations/{foreignId}", UriKind.Relative)).MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task A_revoked_key_is_no_longer_known()
    {
        var (organisationId, _, userName) = await Browser.Register(host);
        var (machine, keyId) = await Machine(userName);
        var owner = await Browser.SignedIn(host, userName);
        using (var revoked = await owner.Send(HttpMethod.Delete, $"/api/keys/{keyId}")) Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await machine.GetAsync(new Uri($"/api/organisations/{organisationId}", UriKind.Relative)).MustBeProblem(401, "not-signed-in");
        Assert.Empty((await owner.Get("/api/keys").Body())["items"]!.AsArray());
    }

    [Fact]
    public async Task Another_persons_key_can_be_neither_seen_nor_revoked()
    {
        var (_, _, userName) = await Browser.Register(host);
        var (_, _, otherName) = await Browser.Register(host);
        var (_, keyId) = await Machine(userName);
        var other = await Browser.SignedIn(host, otherName);
        Assert.Empty((await other.Get("/api/keys").Body())["items"]!.AsArray());
        await other.Send(HttpMethod.Delete, $"/api/keys/{keyId}").MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task The_key_lies_nowhere_in_the_database_even_when_its_request_carried_a_key_for_repetition()
    {
        var (_, _, userName) = await Browser.Register(host);
        var (machine, _) = await Machine(userName, "repeat-me-" + Guid.NewGuid());
        var key = machine.DefaultRequestHeaders.Authorization!.Parameter!;
        Assert.Equal(0L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.api_key k WHERE to_jsonb(k)::text LIKE '%' || $1 || '%'", key));
        Assert.Equal(0L, await host.Database.Scalar<long>("SELECT count(*) FROM accounts.idempotency i WHERE response::text LIKE '%' || $1 || '%'", key));
    }

    [Fact]
    public async Task A_key_cannot_make_keys_or_change_the_password()
    {
        var (_, _, userName) = await Browser.Register(host);
        var (machine, _) = await Machine(userName);
        await machine.Post("/api/keys", new { name = "second" }).MustBeProblem(403, "person-needed");
        await machine.Put("/api/password", new { current = Browser.Password, @new = "another-orange-2026" }).MustBeProblem(403, "person-needed");
        await machine.Post("/api/second-factor").MustBeProblem(403, "person-needed");
    }

    private async Task<(HttpClient Machine, Guid KeyId)> Machine(string userName, string? repetitionKey = null)
    {
        var owner = await Browser.SignedIn(host, userName);
        if (repetitionKey is not null) owner.Client.DefaultRequestHeaders.Add("Idempotency-Key", repetitionKey);
        var created = await owner.Send(HttpMethod.Post, "/api/keys", new { name = "仓库系统" }).Body();
        var key = created["key"]!.GetValue<string>();
        var listed = Assert.Single((await owner.Get("/api/keys").Body())["items"]!.AsArray())!;
        Assert.DoesNotContain(key, listed.ToJsonString(), StringComparison.Ordinal);
        Assert.StartsWith(listed["prefix"]!.GetValue<string>(), key, StringComparison.Ordinal);
        var machine = host.Stranger();
        machine.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (machine, created["id"]!.GetValue<Guid>());
    }
}
