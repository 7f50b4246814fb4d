using Marketplace.Kernel;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>What goes wrong before a real screen: each gets a clear sentence, and nothing is half done.</summary>
[Collection("one market")]
public sealed class BadInputTests(Stage stage)
{
    [Fact]
    public Task A_photo_that_is_really_a_program_is_named_and_never_sent() => Scene.Play(stage, async scene =>
    {
        var supplier = await scene.Enter("orange", Screen.Phone);
        var sent = 0;
        supplier.Page.Request += (_, request) => sent += request.Method == "POST" && request.Url.Contains("/api/files", StringComparison.Ordinal) ? 1 : 0;
        await supplier.Open("/supplier/list");
        await supplier.FieldLike("相册").SetInputFilesAsync(Pictures.Executable());
        await supplier.Sees("这个文件不是照片。请拍照，或从相册选一张。");
        await supplier.FieldLike("相册").SetInputFilesAsync(Pictures.Photo());
        await Expect(supplier.Page.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        await supplier.SeesNot("这个文件不是照片");
        Assert.Equal(0, sent);
    });

    [Fact]
    public Task An_expired_session_says_so_and_keeps_what_was_typed() => Scene.Play(stage, async scene =>
    {
        var official = await scene.Enter("yunyang", Screen.Desk);
        await official.Open("/official/claims/new");
        await official.Fill("产品", "云阳面条");
        await official.Fill("采购单位", "示例食堂");
        await official.Choose("品类", "面条粉条");
        await Expect(official.Field("产地（村或镇）").First.GetByRole(AriaRole.Option)).Not.ToHaveCountAsync(1);
        await official.Field("产地（村或镇）").First.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await official.Fill("卖方", "示例面坊");
        await official.Choose("渠道", "鲁渝协作");
        await official.Fill("金额（元）", "1280.50");
        await official.Fill("重量（公斤）", "100");
        await official.FieldLike("加照片").SetInputFilesAsync(Pictures.Photo());
        await Expect(official.Page.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        official.ExpectedRefusals.Add(401);
        await stage.EndSessionsOf("yunyang");
        await official.Press("提交核报");
        await Expect(official.Dialog().GetByRole(AriaRole.Heading, new() { Name = "登录已过期" })).ToBeVisibleAsync();
        await official.Dialog().GetByLabel("用户名").FillAsync("yunyang");
        await official.Dialog().GetByLabel("密码").FillAsync(Visitor.Password);
        await official.Dialog().GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Expect(official.Dialog()).ToHaveCountAsync(0);
        await Expect(official.Field("采购单位")).ToHaveValueAsync("示例食堂");
        await Expect(official.Field("金额（元）")).ToHaveValueAsync("1280.50");
        await official.Press("提交核报");
        await official.Page.WaitForURLAsync(address => address.Contains("/official/claims?claim=", StringComparison.Ordinal));
        await official.Sees("云阳面条");
    });

    [Fact]
    public Task Of_two_approvers_at_once_one_decides_and_the_other_is_told() => Scene.Play(stage, async scene =>
    {
        var buyer = await scene.Enter("yubei", Screen.Desk);
        var path = "/buyer/orders/" + await Ordered(buyer);
        var first = await scene.Enter("yubei-approver", Screen.Desk);
        var second = await scene.Enter("yubei-approver", Screen.Phone);
        Visitor[] approvers = [first, second];
        foreach (var approver in approvers)
        {
            approver.ExpectedRefusals.Add(409);
            await approver.Open(path);
            await approver.Press("同意采购");
        }

        var answers = approvers.Select(approver => approver.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/approval", StringComparison.Ordinal))).ToList();
        await Task.WhenAll(approvers.Select(approver => approver.Dialog().GetByRole(AriaRole.Button, new() { Name = "同意采购" }).ClickAsync()));
        var statuses = (await Task.WhenAll(answers)).Select(answer => answer.Status).Order().ToList();
        Assert.Equal([200, 409], statuses);
        var late = approvers[(await answers[0]).Status == 409 ? 0 : 1];
        await Expect(late.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await buyer.Open(path);
        await buyer.Page.GetByRole(AriaRole.Tab, new() { Name = "记录" }).ClickAsync();
        await Expect(buyer.Page.GetByText("同意", new() { Exact = true })).ToHaveCountAsync(1);
    });

    /// <summary>An order of 120 boxes that waits for its approver, placed without the screens, which other tests walk.</summary>
    private static async Task<string> Ordered(Visitor buyer)
    {
        var placed = await buyer.Post("/api/orders", new
        {
            lines = new[] { new { packId = StableId.From("pack:fengjie-navel-oranges/10kg"), quantity = 120 } },
            delivery = new { recipient = "王示例", phone = "13800000000", regionCode = "500112", address = "示例路1号" },
            channelCode = "reserved-share",
            salesModeCode = "department-matched",
            paymentMode = "postpay",
        });
        return placed["orders"]![0]!["id"]!.GetValue<string>();
    }
}
