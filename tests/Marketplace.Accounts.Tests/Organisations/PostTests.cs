using System.Net;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Organisations;

public sealed class PostTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task A_buyer_brings_an_approver_into_the_own_organisation()
    {
        var (organisationId, _, userName) = await Browser.Register(host, "government-unit", "500112");
        var buyer = await Browser.SignedIn(host, userName);
        var approverName = NewName();
        await buyer.Send(HttpMethod.Post, "/api/posts", Grant(approverName, "buyer-approver", organisationId)).Body();
        var approver = await Browser.SignedIn(host, approverName);
        var post = Assert.Single((await approver.Session())["posts"]!.AsArray())!;
        Assert.Equal("buyer-approver", post["role"]!.GetValue<string>());
        var people = (await buyer.Get($"/api/organisations/{organisationId}/people").Body())["items"]!.AsArray();
        Assert.Equal(2, people.Count);
    }

    [Fact]
    public async Task Nobody_gives_posts_beyond_the_own_organisation_or_the_own_side_of_the_market()
    {
        var (own, _, userName) = await Browser.Register(host, "government-unit", "500112");
        var (foreign, _, _) = await Browser.Register(host, "school", "370102");
        var buyer = await Browser.SignedIn(host, userName);
        foreach (var body in new[]
        {
            Grant(NewName(), "buyer", foreign), Grant(NewName(), "supplier", own), Grant(NewName(), "administrator", null), Grant(NewName(), "operator", own),
            Grant(NewName(), "county-official", null, "500112"), Grant(NewName(), "finance", own),
        })
        {
            using var answer = await buyer.Send(HttpMethod.Post, "/api/posts", body);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity });
        }
    }

    [Fact]
    public async Task A_person_of_another_organisation_cannot_be_taken_over()
    {
        var (own, _, userName) = await Browser.Register(host, "government-unit", "500112");
        var (_, _, stranger) = await Browser.Register(host, "school", "370102");
        var buyer = await Browser.SignedIn(host, userName);
        await buyer.Send(HttpMethod.Post, "/api/posts", Grant(stranger, "buyer-approver", own)).MustBeProblem(409, "user-name-taken");
    }

    [Fact]
    public async Task A_post_of_another_organisation_cannot_be_withdrawn()
    {
        var (foreign, _, _) = await Browser.Register(host);
        var (_, _, userName) = await Browser.Register(host);
        var supplier = await Browser.SignedIn(host, userName);
        var postId = await host.Database.Scalar<Guid>("SELECT id FROM accounts.post WHERE organisation_id = $1", foreign);
        await supplier.Send(HttpMethod.Delete, $"/api/posts/{postId}").MustBeProblem(404, "not-found");
    }

    [Theory]
    [InlineData("county-official", "500000", "region-level-wrong")]
    [InlineData("county-official", "500236117", "region-level-wrong")]
    [InlineData("town-official", "500236", "region-level-wrong")]
    [InlineData("city-official", "509999", "region-unknown")]
    [InlineData("county-official", null, "region-needed")]
    public async Task An_authoritys_post_needs_a_region_of_its_level(string role, string? region, string code)
    {
        var administrator = host.As(Role.Administrator);
        await administrator.Post("/api/posts", Grant(NewName(), role, null, region)).MustBeProblem(422, code);
    }

    [Fact]
    public async Task An_organisations_post_needs_the_organisation()
    {
        var administrator = host.As(Role.Administrator);
        await administrator.Post("/api/posts", Grant(NewName(), "buyer", null)).MustBeProblem(422, "organisation-needed");
    }

    [Fact]
    public async Task A_locked_person_is_signed_out_at_once()
    {
        var (_, personId, userName) = await Browser.Register(host);
        var browser = await Browser.SignedIn(host, userName);
        var administrator = host.As(Role.Administrator);
        using (var locked = await administrator.Post($"/api/people/{personId}/lock", new { reason = "离职交接" })) Assert.Equal(HttpStatusCode.NoContent, locked.StatusCode);
        using (var answer = await browser.Get("/api/keys")) Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await new Browser(host.Stranger()).SignIn(userName).MustBeProblem(401, "sign-in-refused");
        using (var unlocked = await administrator.Send(HttpMethod.Delete, $"/api/people/{personId}/lock")) Assert.Equal(HttpStatusCode.NoContent, unlocked.StatusCode);
        await new Browser(host.Stranger()).SignIn(userName).Body();
    }

    private static string NewName() => "p" + Guid.NewGuid().ToString("N")[..12];

    private static Dictionary<string, object?> Grant(string userName, string role, Guid? organisationId, string? regionCode = null) => new()
    {
        ["userName"] = userName,
        ["personName"] = "赵六",
        ["password"] = Browser.Password,
        ["role"] = role,
        ["organisationId"] = organisationId,
        ["regionCode"] = regionCode,
    };
}
