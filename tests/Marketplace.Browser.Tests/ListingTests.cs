using System.Diagnostics;
using System.Text.RegularExpressions;
using Marketplace.Kernel;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>Listing on a phone in a village: the network goes, the page is closed, and in the end there is one product.</summary>
[Collection("one market")]
public sealed class ListingTests(Stage stage)
{
    private const string Hostile = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=1</script>\"'&{{hurt}}脐橙";

    [Fact]
    public Task What_was_listed_without_a_network_is_sent_once_when_it_returns() => Scene.Play(stage, async scene =>
    {
        const string Name = "断网脐橙";
        var supplier = await scene.Enter("orange", Screen.Phone);
        supplier.ExpectsNoNetwork = true;
        await supplier.Open("/supplier/list");
        await supplier.FieldLike("相册").SetInputFilesAsync(Pictures.Photo());
        await Expect(supplier.Page.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        await supplier.Fill("产品名", Name);
        await supplier.Choose("品类", "柑橘柚类");
        await supplier.Sees("已存在手机");
        await supplier.Press("继续");
        await supplier.Page.Context.SetOfflineAsync(true);
        await supplier.Button("5公斤箱", exact: false).ClickAsync();
        await supplier.Fill("每箱价格（元）", "58");
        await supplier.Sees("¥5.80/500");
        await supplier.Sees("已存在手机");

        // Closed in the middle, without a network; opened again when there is one, and all that was typed is still there.
        var page = await Reopen(supplier, offlineUntilClosed: true);
        await Expect(page.GetByLabel("每箱价格（元）", new() { Exact = true })).ToHaveValueAsync("58");
        await page.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = "继续", Exact = true }).ClickAsync();
        await page.GetByLabel("5公斤箱有多少箱", new() { Exact = true }).FillAsync("200");
        await page.GetByRole(AriaRole.Button, new() { Name = "继续", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交上架", Exact = true }).ClickAsync();
        await Expect(page.GetByText("等网络")).ToBeVisibleAsync();
        Assert.Equal(0, await Listed(Name));
        await page.CloseAsync();

        var home = await supplier.Page.Context.NewPageAsync();
        await home.Context.SetOfflineAsync(false);
        await home.GotoAsync("/supplier");
        await Expect(home.GetByText("已收到").First).ToBeVisibleAsync();
        await home.ReloadAsync();
        await Expect(home.GetByText("已收到").First).ToBeVisibleAsync();
        Assert.Equal(1, await Listed(Name));
        Assert.Equal(200, await stage.Database.Scalar<long>("SELECT sum(l.quantity)::bigint FROM catalog.lot l JOIN catalog.product p ON p.id = l.product_id WHERE p.name = $1", Name));
        Assert.Equal(1, await stage.Database.Scalar<long>("SELECT count(*) FROM catalog.product_picture c JOIN catalog.product p ON p.id = c.product_id WHERE p.name = $1", Name));
    });

    [Fact]
    public Task Listing_takes_few_taps_and_little_time() => Scene.Play(stage, async scene =>
    {
        var supplier = await scene.Enter("orange", Screen.Phone);
        await supplier.Open("/supplier/list");
        await supplier.Page.EvaluateAsync("() => { window.taps = 0; addEventListener('click', (e) => { if (e.isTrusted && e.target.closest('button,a,select,input,summary,label')) window.taps++; }, true); }");
        var watch = Stopwatch.StartNew();
        await supplier.FieldLike("相册").SetInputFilesAsync(Pictures.Photo());
        await supplier.Fill("产品名", "快快脐橙");
        await Expect(supplier.Field("品类")).ToHaveValueAsync("fruit-citrus");
        await supplier.Press("继续");
        await supplier.Button("5公斤箱", exact: false).ClickAsync();
        await supplier.Fill("每箱价格（元）", "58");
        await supplier.Press("继续");
        await supplier.Fill("5公斤箱有多少箱", "100");
        await supplier.Press("继续");
        await supplier.Press("提交上架");
        await supplier.SeesHeading("上架好了");
        // A tap for the photo, and one to put the finger into each of three fields, come to those counted.
        var taps = await supplier.Page.EvaluateAsync<int>("window.taps") + 4;
        TestContext.Current.SendDiagnosticMessage($"listed with {taps} taps and {watch.Elapsed.TotalSeconds:F1} s of the machine's time");
        Assert.True(taps <= 12, $"{taps} taps");
    });

    [Fact]
    public Task Whatever_a_text_says_it_is_shown_as_it_was_typed() => Scene.Play(stage, async scene =>
    {
        var supplier = await scene.Enter("orange", Screen.Phone);
        await supplier.Open("/supplier/list");
        await supplier.Fill("产品名", Hostile[..60]);
        await supplier.Choose("品类", "柑橘柚类");
        await supplier.Press("继续");
        await supplier.Button("自己写", exact: false).ClickAsync();
        await supplier.Fill("规格名", Hostile[..40]);
        await supplier.Fill("净重（公斤）", "5");
        await supplier.Fill("每箱价格（元）", "58");
        await supplier.Press("继续");
        await supplier.Page.GetByLabel("有多少箱").FillAsync("10");
        await supplier.Page.GetByText("更多").First.ClickAsync();
        await supplier.FieldLike("介绍").FillAsync(Hostile);
        await supplier.FieldLike("地块").FillAsync(Hostile[..60]);
        await supplier.FieldLike("承诺达标合格证编号").FillAsync(Hostile[..60]);
        await supplier.Field("合格证日期").FillAsync(stage.Today.ToString("O"));
        await supplier.Press("继续");
        await supplier.SeesHeading("这样对吗");
        await supplier.Sees(Hostile);
        await Unhurt(supplier);
        await supplier.Press("提交上架");
        await supplier.SeesHeading("上架好了");
        await supplier.Follow("去申请认定");
        await supplier.SeesHeading(Hostile[..60]);
        await supplier.Sees("批次");
        await Unhurt(supplier);
        var id = supplier.Page.Url[(supplier.Page.Url.LastIndexOf('/') + 1)..];
        var buyer = await scene.Stranger(Screen.Desk, size: new ViewportSize { Width = 320, Height = 700 });
        await buyer.Open("/products/" + id);
        await buyer.SeesHeading(Hostile[..60]);
        foreach (var text in (string[])[Hostile[..40], Hostile]) await buyer.Sees(text);
        await Unhurt(buyer);
        Assert.Equal(string.Empty, await buyer.TooWide(320));
    });

    [Fact]
    public Task Goods_that_are_sold_out_lead_to_a_demand_that_is_filled_in() => Scene.Play(stage, async scene =>
    {
        var buyer = await scene.Enter("shandong", Screen.Desk);
        var late = StableId.From("product:fengjie-navel-oranges-late");
        await buyer.Open($"/products/{late}");
        await buyer.Sees("暂时没货");
        await buyer.Follow("发一条求购");
        await Expect(buyer.Page.Locator("#title")).ToHaveValueAsync("奉节脐橙（晚熟）");
        await Expect(buyer.Page.Locator("#categoryCode")).ToHaveValueAsync("fruit-citrus");
        await Expect(buyer.FieldLike("其他要求")).ToHaveValueAsync(new Regex("奉节脐橙（晚熟） .*公斤箱，产地重庆市奉节县"));
    });

    private static async Task<IPage> Reopen(Visitor supplier, bool offlineUntilClosed)
    {
        var context = supplier.Page.Context;
        await supplier.Page.CloseAsync();
        if (offlineUntilClosed) await context.SetOfflineAsync(false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/supplier/list");
        return page;
    }

    private Task<long> Listed(string name) => stage.Database.Scalar<long>("SELECT count(*) FROM catalog.product WHERE name = $1", name);

    private static async Task Unhurt(Visitor visitor)
    {
        Assert.False(await visitor.Page.EvaluateAsync<bool>("'hurt' in window"));
        Assert.Equal(0, await visitor.Page.Locator("main img[src='x'], main script").CountAsync());
    }
}
