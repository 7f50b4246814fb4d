using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>
/// The main job clicked as its people click it: suppliers on phones, desks on desktops, everybody signed in with a
/// password of their own.
/// </summary>
public sealed class MainJobTests(Stage stage)
{
    private const string Oranges = "奉节脐橙";

    [Fact]
    public Task Two_orders_go_from_search_to_the_farmers_money_and_the_officials_figure() => Scene.Play(stage, async scene =>
    {
        var shandong = await scene.Enter("shandong", Screen.Desk);
        var yubei = await scene.Enter("yubei", Screen.Desk);
        await FindByEveryName(shandong);
        var prepaid = await Buy(shandong, 300, "鲁渝协作", "先款后货", "历下区", "¥31,800.00");
        var postpaid = await Buy(yubei, 200, "政府采购预留份额", "先货后款", "渝北区", "¥21,200.00");
        await Approve(await scene.Enter("yubei-approver", Screen.Desk), postpaid);

        var supplier = await scene.Enter("orange", Screen.Phone);
        foreach (var order in (Order[])[prepaid, postpaid]) await Confirm(supplier, order);
        await PayByCard(shandong, prepaid);
        await Ship(supplier, prepaid, 180, 120);
        await Ship(supplier, postpaid, 150, 50);
        await Inspect(shandong, prepaid, 290, 10);
        await Inspect(yubei, postpaid, 200, 0);
        await SeesRefund(shandong, prepaid);
        var finance = await scene.Enter("finance", Screen.Desk);
        await PayByTransfer(yubei, finance, postpaid);
    });

    private sealed record Order(string Number, string Path)
    {
        internal string Id => Path[(Path.LastIndexOf('/') + 1)..];
    }

    /// <summary>By word, by place, by pinyin and by initials; then by the county's hall and by price.</summary>
    private static async Task FindByEveryName(Visitor buyer)
    {
        await buyer.Open("/");
        foreach (var words in (string[])["脐橙", "奉节", "qicheng", "fjqc"])
        {
            await buyer.Page.GetByRole(AriaRole.Searchbox, new() { Name = "找产品、产地、供应商" }).FillAsync(words);
            await buyer.Press("找");
            await buyer.Page.WaitForURLAsync(address => address.Contains("q=" + Uri.EscapeDataString(words), StringComparison.Ordinal));
            await Expect(buyer.Link(Oranges)).ToBeVisibleAsync();
        }

        await buyer.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^奉节县") }).ClickAsync();
        await buyer.Fill("最低", "10");
        await buyer.Fill("最高", "20");
        await buyer.Press("筛选");
        await Expect(buyer.Button("去掉 奉节县")).ToBeVisibleAsync();
        await Expect(buyer.Button("去掉 ≤ ¥20.00")).ToBeVisibleAsync();
        await Expect(buyer.Link(Oranges)).ToBeVisibleAsync();
        await buyer.Fill("最低", "15");
        await buyer.Press("筛选");
        await Expect(buyer.Link(Oranges)).ToHaveCountAsync(0);
    }

    private static async Task<Order> Buy(Visitor buyer, int boxes, string channel, string payment, string region, string goods)
    {
        await buyer.Open("/search?q=" + Uri.EscapeDataString(Oranges));
        await buyer.Follow(Oranges);
        await buyer.SeesHeading(Oranges);
        await buyer.Sees("帮扶产品，至2026-12-31");
        await buyer.Press("10公斤箱");
        await buyer.Fill("数量", boxes.ToString(CultureInfo.InvariantCulture));
        await buyer.Sees("合计 " + goods);
        await buyer.Press("加入采购单");
        await buyer.Follow("看采购单");
        await buyer.Sees(goods);
        await buyer.Follow("去结算");
        await buyer.Fill("收货人", "王示例");
        await buyer.Fill("电话", "13800000000");
        await buyer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^所在地") }).ClickAsync();
        await buyer.Dialog().GetByRole(AriaRole.Searchbox).Or(buyer.Dialog().GetByRole(AriaRole.Textbox)).FillAsync(region);
        await buyer.Dialog().GetByRole(AriaRole.Button, new() { NameRegex = new Regex(region) }).First.ClickAsync();
        // A county whose towns are listed is taken as a whole.
        if (region == "渝北区") await buyer.Press("就选渝北区");
        await buyer.Fill("详细地址", "示例路1号");
        await buyer.Choose("渠道", channel);
        await buyer.Choose("销售方式", "部门对接承销");
        await buyer.Page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("^" + payment) }).ClickAsync();
        await Expect(buyer.Text(goods).First).ToBeVisibleAsync();
        await buyer.Press("看一遍再提交");
        await buyer.SeesHeading("这样提交，对吗");
        await buyer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^提交订单") }).DblClickAsync();
        await buyer.SeesHeading("订单已提交");
        var link = buyer.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^PO-") });
        var path = (await link.GetAttributeAsync("href"))!;
        var number = (await link.InnerTextAsync()).Trim();
        await link.ClickAsync();
        await buyer.SeesHeading(number);
        await buyer.Sees(channel);
        return new Order(number, path);
    }

    private static async Task Approve(Visitor approver, Order order)
    {
        await approver.Follow("审批");
        await approver.Sees(order.Number);
        await approver.Open(order.Path);
        await approver.PressTwice("同意采购");
        await approver.Follow("审批");
        await approver.SeesHeading("同意这些采购吗");
        await approver.SeesNot(order.Number);
    }

    private static async Task Confirm(Visitor supplier, Order order)
    {
        await supplier.Open($"/supplier/orders/{order.Id}");
        await supplier.SeesHeading(order.Number);
        await supplier.PressTwice("确认接单");
        await Expect(supplier.Button("确认接单")).ToHaveCountAsync(0);
    }

    private static async Task PayByCard(Visitor buyer, Order order)
    {
        await buyer.Open(order.Path);
        await buyer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^付款¥") }).ClickAsync();
        await buyer.Fill("卡号", "4242 4242 4242 4242");
        await buyer.Dialog().GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^付款¥") }).ClickAsync();
        await Expect(buyer.Dialog()).ToHaveCountAsync(0);
        await buyer.Page.GetByRole(AriaRole.Tab, new() { Name = "记录" }).ClickAsync();
        await buyer.Sees("货款到账");
    }

    private static async Task Ship(Visitor supplier, Order order, params IReadOnlyList<int> parts)
    {
        await supplier.Open($"/supplier/orders/{order.Id}");
        foreach (var boxes in parts)
        {
            await supplier.Press("打单发货");
            await supplier.Fill($"{Oranges} 10公斤箱", boxes.ToString(CultureInfo.InvariantCulture));
            await supplier.Fill("快递或物流公司", "示例物流");
            await supplier.Fill("运单号", $"YD{order.Number[^6..]}{boxes}");
            await supplier.Press("确认发货");
            await supplier.Sees($"YD{order.Number[^6..]}{boxes}");
        }

        await Expect(supplier.Button("打单发货")).ToHaveCountAsync(0);
    }

    private static async Task Inspect(Visitor buyer, Order order, int accepted, int rejected)
    {
        await buyer.Open(order.Path);
        await buyer.Follow("去验收");
        if (rejected > 0)
        {
            await buyer.Fill("拒收几件", rejected.ToString(CultureInfo.InvariantCulture));
            await Expect(buyer.Field("收下几件")).ToHaveValueAsync(accepted.ToString(CultureInfo.InvariantCulture));
            await buyer.Press("确认数量");
            await buyer.Sees("拒收要写原因");
            await buyer.Fill("拒收原因", "压坏了");
            await buyer.FieldLike("加照片").SetInputFilesAsync(Pictures.Photo());
            await Expect(buyer.Page.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        }

        await buyer.Press("确认数量");
        await buyer.Sees($"收下{accepted}件");
        await buyer.Dialog().GetByRole(AriaRole.Button, new() { Name = "确认数量" }).ClickAsync();
        await buyer.SeesHeading(order.Number);
        await buyer.Sees("验收金额");
    }

    /// <summary>Ten boxes at ¥106.00 go back to the buyer's card.</summary>
    private static async Task SeesRefund(Visitor buyer, Order order)
    {
        await buyer.Sees("拒收金额¥1,060.00退回本单位");
        await buyer.Page.GetByRole(AriaRole.Tab, new() { Name = "钱在哪" }).ClickAsync();
        await buyer.Until(async () => await buyer.Text("已退", exact: true).CountAsync() > 0, "the refund is on the order's page");
    }

    private static async Task PayByTransfer(Visitor buyer, Visitor finance, Order order)
    {
        await buyer.Open(order.Path);
        await buyer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^付款¥") }).ClickAsync();
        await buyer.Page.GetByRole(AriaRole.Radio, new() { Name = "银行转账" }).ClickAsync();
        await buyer.Dialog().GetByRole(AriaRole.Button, new() { Name = "显示收款账户", Exact = true }).ClickAsync();
        await buyer.Sees("附言（一定要写）");
        var amount = Regex.Match(await buyer.Dialog().GetByRole(AriaRole.Heading).InnerTextAsync(), @"¥([\d,.]+)").Groups[1].Value;

        await finance.Follow("来账匹配");
        await finance.Press("登记来账");
        await finance.Fill("银行流水号", "T-" + order.Number);
        await finance.Fill("付款人", "示例单位");
        await finance.Fill("付款账号", "6222000000001234");
        await finance.Fill("金额（元）", amount);
        await finance.Fill("附言", "货款");
        await finance.Dialog().GetByRole(AriaRole.Button, new() { Name = "登记来账" }).ClickAsync();
        await finance.Press($"匹配到{order.Number}");
        await finance.Sees("已匹配");
        await buyer.Until(async () => await buyer.Text("已放款").CountAsync() > 0, "the order is settled");
    }
}
