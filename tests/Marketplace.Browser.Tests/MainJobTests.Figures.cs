using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <content>What comes after the goods: payouts, and the figures that officials see.</content>
public sealed partial class MainJobTests
{
    /// <summary>Finance proposes, another person checks, and the co-operative sees on its phone that the money has come.</summary>
    private async Task PayOut(Scene scene, Visitor finance, Visitor supplier)
    {
        var collected = await stage.Database.Scalar<long>("SELECT balance_fen FROM settlement.account WHERE id = 'Gateway'");
        await finance.Follow("放款");
        await finance.Press("登记支付机构结算");
        await finance.Dialog().GetByLabel("银行流水号").FillAsync("G-1");
        await finance.Dialog().GetByLabel("金额（元）").FillAsync((Math.Abs(collected) / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        await finance.Dialog().GetByRole(AriaRole.Button, new() { Name = "登记支付机构结算" }).ClickAsync();
        await Expect(finance.Dialog()).ToHaveCountAsync(0);
        await finance.PressTwice("送复核");
        await BatchIs(finance, "待复核");
        await Expect(finance.Button("复核通过")).ToHaveCountAsync(0);
        var checker = await scene.Enter("checker", Screen.Desk);
        await checker.Follow("放款");
        await checker.Press("复核通过");
        // The checker reads whom the money goes to before letting it go.
        await Expect(checker.Dialog().GetByRole(AriaRole.Row)).ToHaveCountAsync(1 + 3);
        await Expect(checker.Dialog().GetByText(new Regex(@"\*{4}\d{4}"))).ToHaveCountAsync(3);
        await checker.Dialog().GetByRole(AriaRole.Button, new() { Name = "复核通过" }).ClickAsync();
        await BatchIs(checker, "已复核");
        await finance.Page.ReloadAsync();
        await finance.Press("登记银行结果");
        foreach (var item in (int[])[1, 2, 3]) await finance.FieldLike($"银行流水号 {item} ").FillAsync($"B-{item}");
        await finance.Dialog().GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^登记3笔") }).ClickAsync();
        await Expect(finance.Dialog()).ToHaveCountAsync(0);
        await BatchIs(finance, "已到账");
        await supplier.Open("/supplier/money");
        await supplier.Until(async () => !(await supplier.Page.GetByRole(AriaRole.Main).InnerTextAsync()).Contains("已到账\n¥0.00", StringComparison.Ordinal), "the co-operative sees its money");
    }

    private static Task BatchIs(Visitor clerk, string state) =>
        Expect(clerk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "PB-" }).First).ToContainTextAsync(state);

    /// <summary>What the county sold this year: in all, in the collaboration with Shandong, in the reserved share; in fen.</summary>
    private sealed record Figures(long All, long Luyu, long Reserved);

    /// <summary>From the first figure of the overview to the list it is made of, whose sum is exact.</summary>
    private static async Task<Figures> Sold(Visitor official)
    {
        await official.Open("/official");
        await official.Page.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("^计划") }).SelectOptionAsync(new SelectOptionValue { Label = ThisYear });
        await official.Page.WaitForURLAsync(address => address.Contains("programme=", StringComparison.Ordinal));
        await official.Sees("2026-01-01");
        await official.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("元$") }).First.ClickAsync();
        await official.SeesHeading("这个数是怎么来的");
        var all = official.Page.Url;
        return new Figures(await Sum(official, all), await Sum(official, all + "&channel=luyu"), await Sum(official, all + "&channel=reserved-share"));
    }

    private static async Task<long> Sum(Visitor official, string list)
    {
        await official.Open(list);
        var sums = official.Page.GetByLabel("合计", new() { Exact = true });
        await Expect(sums).ToContainTextAsync("全部");
        return Fen(Regex.Match(await sums.InnerTextAsync(), @"全部[\d,]+笔合计\s*¥([\d,.]+)").Groups[1].Value);
    }

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, NumberStyles.Number, CultureInfo.InvariantCulture) * 100);

    /// <summary>Both sales once, with what was accepted; one of them for Shandong, the other in the reserved share; down to the order.</summary>
    private static async Task Counted(Visitor county, Figures before, Order prepaid)
    {
        var expected = new Figures(before.All + (490 * 10_600), before.Luyu + (290 * 10_600), before.Reserved + (200 * 10_600));
        var now = before;
        await county.Until(async () => (now = await Sold(county)).All >= expected.All, "both sales are counted");
        Assert.Equal(expected, now);
        await FindSale(county, prepaid.Number);
        await county.Follow("订单" + prepaid.Number);
        await county.SeesHeading("这一笔从哪里来");
        var line = county.Page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex($"{Oranges} 10公斤箱") });
        await Expect(line).ToContainTextAsync("290");
        await Expect(line).ToContainTextAsync("¥30,740.00");
    }

    private static async Task FindSale(Visitor official, string words)
    {
        await official.Follow("销售明细");
        // The overview that is left has a choice of programmes too.
        await Expect(official.Page.GetByRole(AriaRole.Searchbox, new() { Name = "查找" })).ToBeVisibleAsync();
        await official.Page.RunAndWaitForResponseAsync(
            () => official.Page.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("^计划") }).SelectOptionAsync(new SelectOptionValue { Label = ThisYear }),
            answer => answer.Url.Contains("/api/sales/sum?programme=", StringComparison.Ordinal));
        await official.Page.GetByRole(AriaRole.Searchbox, new() { Name = "查找" }).FillAsync(words);
        await official.Page.Keyboard.PressAsync("Enter");
        await official.Page.WaitForURLAsync(address => address.Contains("q=", StringComparison.Ordinal));
    }

    private static async Task NotSeenByAnother(Visitor other, Visitor county, Order order)
    {
        await FindSale(other, order.Number);
        await other.Sees("这个范围还没有销售");
        other.ExpectedRefusals.Add(404);
        await other.Open(county.Page.Url);
        await other.Sees("找不到，或不归你管");
        await other.Open("/official?region=500236");
        await other.Sees("找不到，或不归你管");
    }
}
