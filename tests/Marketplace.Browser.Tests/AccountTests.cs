using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>联系电话和密码: what everybody changes for themselves.</summary>
[Collection("one market")]
public sealed class AccountTests(Stage stage)
{
    [Fact]
    public Task A_supplier_says_where_to_be_reached_and_changes_the_password() => Scene.Play(stage, async scene =>
    {
        const string Chosen = "云阳的面条 挂满院子";
        var person = await scene.Enter("yunyang-coop", Screen.Phone);
        await person.Open("/supplier/me");
        await person.Follow("联系电话和密码");
        await person.Fill("新的联系电话", "12");
        await person.Press("记下这个号码");
        await person.Sees("电话号码不对。");
        await person.Fill("新的联系电话", "138 0000 1234");
        await person.Press("记下这个号码");
        await person.Sees("记下了：");
        await person.SeesNot("13800001234");

        await person.Fill("现在的密码", "not the password");
        await person.Fill("新密码", Chosen);
        await person.Fill("再输一次密码", Chosen);
        person.ExpectedRefusals.Add(422);
        await person.Press("换成新密码");
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("密码");
        await person.Fill("现在的密码", Visitor.Password);
        await person.Press("换成新密码");
        await Expect(person.Page).ToHaveURLAsync(new Regex("/sign-in"));
        await Expect(person.Dialog()).ToHaveCountAsync(0);
        await person.Fill("用户名", "yunyang-coop");
        await person.Fill("密码", Chosen);
        await person.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(new Regex("/(supplier|account)"));

        await person.Open("/account");
        await person.Fill("现在的密码", Chosen);
        await person.Fill("新密码", Visitor.Password);
        await person.Fill("再输一次密码", Visitor.Password);
        await person.Press("换成新密码");
        await Expect(person.Page).ToHaveURLAsync(new Regex("/sign-in"));
    });
}
