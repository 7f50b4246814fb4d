using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.Browser.Tests;

/// <summary>
/// Every route on the screens its audience has: no finding of axe, nothing cut off at 320 px in either language, no error
/// in the console, nothing asked of a foreign host.
/// </summary>
public sealed class AccessibilityTests(Stage stage)
{
    private static readonly AxeRunOptions Rules = new()
    {
        // Nothing but findings: the rest of the answer is a description of the whole page, node by node.
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    public static TheoryData<string> EveryRoute() => [.. Routes.All];

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public Task Everybody_can_perceive_and_operate(string route) => Scene.Play(stage, async scene =>
    {
        var findings = new List<string>();
        var narrowest = new ViewportSize { Width = 320, Height = 700 };
        if (!Routes.IsPhone(route)) await Look(scene, route, Screen.Desk, elder: false, findings);
        if (!Routes.IsDesk(route)) await Look(scene, route, Screen.Phone, elder: false, findings, narrowest);
        if (Routes.IsPhone(route)) await Look(scene, route, Screen.Phone, elder: true, findings);
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }, "axe" + route.Replace('/', '-').Replace(':', '_'));

    /// <summary>Opens the route once and looks at it in Chinese, then, but for large letters, in English.</summary>
    private static async Task Look(Scene scene, string route, Screen screen, bool elder, List<string> findings, ViewportSize? narrow = null)
    {
        var visitor = await scene.Stranger(screen, elder: elder);
        if (Routes.OpenerOf(route) is { } userName) await visitor.SignInAtOnce(userName);
        await visitor.Open(await Routes.AddressOf(route, visitor));
        // Large letters are a matter of size, which the longer language shows no better.
        foreach (var language in elder ? (string[])["zh-CN"] : ["zh-CN", "en"])
        {
            if (language == "en") await visitor.SpeakEnglish();
            await visitor.Settles();
            var where = $"{route} {screen} {language}{(elder ? " elder" : string.Empty)}";
            await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
            Assert.DoesNotMatch("不归你管|not yours to see", await visitor.Heading().First.InnerTextAsync());
            // The languages differ in their words, which decide what fits, and not in what axe looks at.
            if (language == "zh-CN")
            {
                var result = await visitor.Page.RunAxe(Rules);
                findings.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{where}: {rule.Id}: {rule.Help} {node.Target} {node.Html}")));
            }

            if (narrow is null) continue;
            await visitor.Page.SetViewportSizeAsync(narrow.Width, narrow.Height);
            if (await visitor.TooWide(narrow.Width) is { Length: > 0 } wide) findings.Add($"{where}: scrolls sideways at {narrow.Width}: {wide}");
            await visitor.Page.SetViewportSizeAsync(390, 844);
        }
    }
}
