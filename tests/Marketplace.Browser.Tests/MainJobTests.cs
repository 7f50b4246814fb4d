using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>
/// The main job clicked as its people click it: suppliers on phones, desks on desktops, everybody signed in with a
/// password of their own. Tests that buy run one after the other: a buyer has one purchase list.
/// </summary>
[Collection("one market")]
public sealed partial class MainJobTests(Stage stage)
{
    private const string Oranges = "奉节脐橙";
    private const string ThisYear = "2026 年度（演示目标）";

    [Fact]
    public Task Two_orders_go_from_search_to_the_farmers_money_and_the_officials_figure() => Scene.Play(stage, async scene =>
    {
        var county = await scene.Enter("fengjie", Screen.Desk);
        var before = await Sold(county);
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
        await Counted(county, before, prepaid);
        await NotSeenByAnother(await scene.Enter("yunyang", Screen.Desk), county, prepaid);
        await PayOut(scene, finance, supplier);
    });

    [Fact]
    public Task An_offline_sale_counts_once_town_and_county_have_checked_its_papers() => Scene.Play(stage, async scene =>
    {
        const string Goods = "白帝柑橘（帮扶单位订购）";
        var county = await scene.Enter("fengjie", Screen.Desk);
        await county.Follow("线下核报");
        await county.Follow("录一笔");
        await county.Fill("产品", Goods);
        await county.Choose("品类", "柑橘柚类");
        await county.Field("产地（村或镇）").First.SelectOptionAsync(new SelectOptionValue { Label = "白帝镇" });
        await county.Fill("卖方", "示例合作社");
        await county.Fill("采购单位", "示例帮扶单位");
        await county.Choose("渠道", "市级帮扶集团");
        await county.Choose("销售方式", "帮扶单位助销");
        await county.Choose("统计口径", "帮助销售");
        await county.Fill("金额（元）", "1234.56");
        await county.Fill("重量（公斤）", "100");
        await county.Press("提交核报");
        await county.Sees("请填写");
        await county.FieldLike("加照片").SetInputFilesAsync(Pictures.Photo());
        await Expect(county.Page.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        await county.Press("提交核报");
        await county.Page.WaitForURLAsync(address => address.Contains("claim=", StringComparison.Ordinal));
        await Expect(county.Button("县里通过")).ToHaveCountAsync(0);
        foreach (var (userName, act) in ((string, string)[])[("town", "镇里核实"), ("fengjie-2", "县里通过")])
        {
            var official = await scene.Enter(userName, Screen.Desk);
            await official.Follow("线下核报");
            await official.Button(Goods, exact: false).ClickAsync();
            await official.Press(act);
            await Expect(official.Button(act)).ToHaveCountAsync(0);
        }

        await county.Page.ReloadAsync();
        await county.Sees("已计入");
        await FindSale(county, Goods);
        await county.Sees("¥1,234.56");
    });

    [Fact]
    public Task The_citys_official_sees_the_published_figures_by_channel_and_county() => Scene.Play(stage, async scene =>
    {
        var city = await scene.Enter("chongqing", Screen.Desk);
        await city.Page.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("^计划") }).SelectOptionAsync(new SelectOptionValue { Label = "重庆 2020 消费扶贫" });
        await Expect(city.Link("35.10亿元")).ToBeVisibleAsync();
        await city.Sees("1.37亿元");
        await city.Sees("目标≥8.20亿元");
        await city.Sees("+30.5%");
        foreach (var question in (string[])["各渠道完成得怎样？", "哪些区县靠前，哪些落后？", "落后的在哪里？", "每个月卖了多少？"])
            await Expect(city.Page.GetByRole(AriaRole.Heading, new() { Name = question })).ToBeVisibleAsync();
        await Expect(city.Link("奉节县").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_bulletin_is_drafted_by_one_signed_by_another_and_downloaded() => Scene.Play(stage, async scene =>
    {
        var city = await scene.Enter("chongqing", Screen.Desk);
        await city.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "通报" }).ClickAsync();
        await city.Choose("计划", "重庆 2020 消费扶贫");
        await city.Fill("月份", "2020-08");
        await city.Press("拟稿");
        await city.SeesHeading("数对吗");
        await city.Sees("351,000.00");
        await city.Sees("等同事签发");
        await Expect(city.Button("签发通报")).ToHaveCountAsync(0);
        var colleague = await scene.Enter("chongqing-2", Screen.Desk);
        await colleague.Open(city.Page.Url);
        await colleague.PressTwice("签发通报");
        await colleague.Sees("已公布");
        foreach (var kind in (string[])["docx", "xlsx"])
        {
            var (name, bytes) = await colleague.Download(() => colleague.Follow("下载" + kind));
            Assert.EndsWith("." + kind, name, StringComparison.Ordinal);
            Assert.Equal("PK"u8.ToArray(), bytes[..2]);
        }
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
        await buyer.Until(async () => await buyer.Text("已放款").CountAsync() > 0, "the money is released");
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
