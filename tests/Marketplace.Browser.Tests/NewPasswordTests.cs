using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>忘记密码: from the sign-in page by the link that was sent to a new password, once.</summary>
[Collection("one market")]
public sealed partial class NewPasswordTests(Stage stage)
{
    private const string Chosen = "三峡的橙子 十一月开园";

    [Fact]
    public Task Somebody_who_forgot_the_password_chooses_a_new_one_by_the_link_that_works_once() => Scene.Play(stage, async scene =>
    {
        var person = await scene.Stranger(Screen.Phone);
        await person.Open("/sign-in");
        await person.Follow("忘了密码？");
        await person.SeesHeading("忘了密码？");
        await person.Fill("用户名", "education");
        await person.Press("发链接");
        await person.SeesHeading("链接已发出");

        var link = await LinkSent(await scene.Enter("operator", Screen.Desk));
        await person.Open(link);
        await person.SeesHeading("设一个新密码");
        await Expect(person.Page).ToHaveURLAsync(new Regex("/new-password$"));
        await person.Fill("新密码", Chosen);
        await person.Fill("再输一次密码", "三峡的柚子 十一月开园");
        await person.Press("用这个密码");
        await Expect(person.Page.Locator("#repeated-error")).ToHaveTextAsync("两次密码不一样。请再输一次。");
        await person.Fill("再输一次密码", Chosen);
        await person.Press("用这个密码");
        await person.SeesHeading("新密码设好了");

        await person.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "去登录" }).ClickAsync();
        await person.Fill("用户名", "education");
        await person.Fill("密码", Chosen);
        await person.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(new Regex("/official"));

        var late = await scene.Stranger(Screen.Phone);
        late.ExpectedRefusals.Add(409);
        await late.Open(link);
        await late.Fill("新密码", "another long password");
        await late.Fill("再输一次密码", "another long password");
        await late.Press("用这个密码");
        await late.SeesHeading("这个链接已过期或已用过");
    });

    /// <summary>Reads the newest notice as the operator may, who has to say why.</summary>
    private static async Task<string> LinkSent(Visitor clerk)
    {
        await clerk.Open("/operator/notices");
        var row = clerk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "忘记密码" }).First;
        await row.GetByRole(AriaRole.Button, new() { Name = "看内容" }).ClickAsync();
        await clerk.Fill("为什么要看", "电话转告本人");
        await clerk.Press("显示内容");
        return Link().Match(await clerk.Page.GetByRole(AriaRole.Dialog).GetByText(Link()).InnerTextAsync()).Value;
    }

    [GeneratedRegex("/new-password#[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
