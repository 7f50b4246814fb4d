using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.Browser.Tests;

/// <summary>
/// Every route on the screens its audience has: no finding of axe, nothing cut off at 320 px in either language, no error
/// in the console, nothing asked of a foreign host. Two classes share the routes, so that two browsers' pages are looked
/// at side by side.
/// </summary>
public sealed class AccessibilityTests(Stage stage)
{
    public static TheoryData<string> OddRoutes() => [.. Routes.All.Where((_, place) => place % 2 == 1)];

    [Theory]
    [MemberData(nameof(OddRoutes))]
    public Task Everybody_can_perceive_and_operate(string route) => Accessibility.Check(stage, route);
}

/// <summary>The other half of <see cref="AccessibilityTests"/>.</summary>
public sealed class AccessibilityOfTheOtherRoutesTests(Stage stage)
{
    public static TheoryData<string> EvenRoutes() => [.. Routes.All.Where((_, place) => place % 2 == 0)];

    [Theory]
    [MemberData(nameof(EvenRoutes))]
    public Task Everybody_can_perceive_and_operate(string route) => Accessibility.Check(stage, route);
}

internal static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        // Nothing but findings: the rest of the answer is a description of the whole page, node by node.
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    internal static Task Check(Stage stage, string route) => Scene.Play(stage, async scene =>
    {
        var findings = new List<string>();
        if (!Routes.IsPhone(route)) await Look(scene, route, Screen.Desk, findings);
        if (!Routes.IsDesk(route)) await Look(scene, route, Screen.Phone, findings);
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }, "axe" + route.Replace('/', '-').Replace(':', '_'));

    /// <summary>Opens the route once and looks at it in Chinese, with large letters where its readers use them, and in English.</summary>
    private static async Task Look(Scene scene, string route, Screen screen, List<string> findings)
    {
        var visitor = await scene.Stranger(screen);
        if (Routes.OpenerOf(route) is { } userName) await visitor.SignInAtOnce(userName);
        await visitor.Open(await Routes.AddressOf(route, visitor));
        await visitor.Settles();
        Assert.DoesNotMatch("不归你管|not yours to see", await visitor.Heading().First.InnerTextAsync());
        // The languages differ in their words, which decide what fits, and not in what axe looks at.
        await RunAxe(visitor, $"{route} {screen} zh-CN", findings);
        await Narrow(visitor, screen, $"{route} {screen} zh-CN", findings);
        if (Routes.IsPhone(route))
        {
            await visitor.TakeLargeLetters(true);
            await RunAxe(visitor, $"{route} {screen} zh-CN elder", findings);
            await visitor.TakeLargeLetters(false);
        }

        await visitor.SpeakEnglish();
        await visitor.Settles();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Narrow(visitor, screen, $"{route} {screen} en", findings);
    }

    private static async Task RunAxe(Visitor visitor, string where, List<string> findings)
    {
        var result = await visitor.Page.RunAxe(Rules);
        findings.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{where}: {rule.Id}: {rule.Help} {node.Target} {node.Html}")));
    }

    private static async Task Narrow(Visitor visitor, Screen screen, string where, List<string> findings)
    {
        const int narrow = 320;
        if (screen != Screen.Phone) return;
        await visitor.Page.SetViewportSizeAsync(narrow, 700);
        if (await visitor.TooWide(narrow) is { Length: > 0 } wide) findings.Add($"{where}: scrolls sideways at {narrow}: {wide}");
        await visitor.Page.SetViewportSizeAsync(390, 844);
    }
}
