using System.Net;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Sessions;

public sealed class LockOutTests : IClassFixture<MarketplaceHost>
{
    private const int MistakesAllowed = 8;
    private readonly MarketplaceHost host;

    // Hashing 40 passwords may take a loaded machine longer than the window that the attempts are counted in.
    public LockOutTests(MarketplaceHost host)
    {
        this.host = host;
        host.Clock.Hold();
        host.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Repeated_mistakes_rest_the_account_and_the_right_password_then_gets_the_same_answer()
    {
        var (_, _, userName) = await Browser.Register(host);
        for (var i = 0; i < MistakesAllowed; i++) await Attempt(userName, "wrong-password");
        await new Browser(host.Stranger()).SignIn(userName).MustBeProblem(401, "sign-in-refused");
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        await new Browser(host.Stranger()).SignIn(userName).Body();
    }

    [Fact]
    public async Task One_mistake_fewer_does_not_rest_the_account()
    {
        var (_, _, userName) = await Browser.Register(host);
        for (var i = 0; i < MistakesAllowed - 1; i++) await Attempt(userName, "wrong-password");
        await new Browser(host.Stranger()).SignIn(userName).Body();
    }

    [Fact]
    public async Task Mistakes_at_the_same_moment_are_all_counted()
    {
        var (_, personId, userName) = await Browser.Register(host);
        await Task.WhenAll(Enumerable.Range(0, MistakesAllowed).Select(_ => Attempt(userName, "wrong-password")));
        Assert.NotNull(await host.Database.Scalar<object>("SELECT locked_until FROM accounts.person WHERE id = $1", personId));
    }

    [Fact]
    public async Task A_flood_from_one_address_is_slowed_down_for_known_and_unknown_names_alike()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var answer = await new Browser(host.Stranger()).SignIn($"nobody-{i}", "wrong-password");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await new Browser(host.Stranger()).SignIn("nobody", "wrong-password").MustBeProblem(401, "sign-in-refused");
    }

    private async Task Attempt(string userName, string password)
    {
        using var answer = await new Browser(host.Stranger()).SignIn(userName, password);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
