using Marketplace.Testing;
using Xunit;

namespace Marketplace.Browser.Tests;

/// <summary>The pictures of the README. Only taken when asked for: infra/pictures/take.</summary>
public sealed class ReadmePictures(Stage stage)
{
    /// <summary>GitHub shows them at half size; more would only make the page slow.</summary>
    private const int LargestBytes = 250 * 1024;

    [Theory(Explicit = true)]
    [InlineData("public", null, Screen.Desk, "/", null)]
    [InlineData("farmer", "orange", Screen.Phone, "/supplier", null)]
    [InlineData("buyer", "shandong", Screen.Desk, "/buyer", null)]
    [InlineData("official", "chongqing", Screen.Desk, "/official", ".ant-table, svg path")]
    internal Task The_first_screen_of_each_audience(string name, string? userName, Screen screen, string address, string? drawn) => Scene.Play(stage, async scene =>
    {
        var visitor = await scene.Stranger(screen);
        if (userName is not null) await visitor.SignInAtOnce(userName);
        await visitor.Open(address);
        await visitor.Settles();
        if (drawn is not null) await visitor.Page.Locator(drawn).First.WaitForAsync();
        var file = Path.Combine(PostgresServer.RepositoryRoot(), "infra", "pictures", name + ".png");
        await visitor.Page.ScreenshotAsync(new() { Path = file });
        Assert.InRange(new FileInfo(file).Length, 1, LargestBytes);
    }, "picture-" + name);
}
