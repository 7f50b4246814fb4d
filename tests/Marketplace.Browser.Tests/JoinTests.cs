using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>The first two steps of the main job: a co-operative comes in, and a household's eggs are listed, recognised and found.</summary>
[Collection("one market")]
public sealed class JoinTests(Stage stage)
{
    private const string Coop = "奉节县夔州门果业专业合作社";
    private const string CoopUser = "kuizhou-men";
    private const string Eggs = "紫阳土鸡蛋";
    private const string Town = "白帝镇";
    private const string Village = "紫阳村";

    [Fact]
    public Task A_cooperative_is_admitted_and_a_households_eggs_become_county_produce_and_are_found() => Scene.Play(stage, async scene =>
    {
        await Register(await scene.Stranger(Screen.Phone));
        await Decide(await scene.Enter("fengjie", Screen.Desk), "/official/admission", "推荐", "等平台批准");
        await Decide(await scene.Enter("operator", Screen.Desk), "/operator/admission", "批准", "正常经营");
        var admitted = await scene.Enter(CoopUser, Screen.Phone);
        await admitted.Open("/supplier/admission");
        await admitted.Sees("可以上架了。");

        var agent = await scene.Enter("agent", Screen.Phone);
        await RegisterHousehold(agent);
        await ListEggs(agent);
        await ApplyForRecognition(agent);
        var city = await scene.Enter("chongqing", Screen.Desk);
        await city.Post("/api/recognition-rules", new { regionCode = "500236", validFrom = stage.Today, needsSector = false, noticeDays = 7, validityMonths = 12 });
        foreach (var userName in (string[])["town", "fengjie"]) await Review(await scene.Enter(userName, Screen.Desk));
        await agent.Until(async () => await agent.Text("公示中").CountAsync() > 0, "the agent sees the notice");
        await stage.PassNoticeOf(Eggs);
        await Find(await scene.Stranger(Screen.Desk));
    });

    private static async Task Register(Visitor founder)
    {
        await founder.Open("/join");
        await founder.Page.GetByRole(AriaRole.Radio, new() { Name = "卖农产品" }).ClickAsync();
        await founder.Page.GetByRole(AriaRole.Radio, new() { Name = "合作社" }).ClickAsync();
        await founder.Fill("单位名称", Coop);
        await Place(founder, "所在地", Town, "就选" + Town);
        await founder.Fill("您的姓名", "夔果农");
        await founder.Fill("用户名", CoopUser);
        await founder.Fill("密码", Visitor.Password);
        await founder.Fill("再输一次密码", "ganju-2027");
        await founder.Press("注册");
        await founder.Sees("两次密码不一样。请再输一次。");
        await founder.Fill("再输一次密码", Visitor.Password);
        await founder.Press("注册");
        await founder.SeesHeading("注册好了");
        await founder.Follow("去交材料");
        await founder.Press("提交申请");
        await founder.Sees("营业执照没有拍。请拍一张清楚的。");
        var licence = founder.Page.GetByRole(AriaRole.Region, new() { Name = "营业执照" });
        await licence.GetByLabel("加照片").SetInputFilesAsync(Pictures.Photo());
        await Expect(licence.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        await founder.Press("提交申请");
        await founder.SeesHeading("申请到哪一步了");
        await founder.Sees("等县里推荐");
    }

    private static async Task Decide(Visitor decider, string desk, string act, string then)
    {
        await decider.Open(desk);
        await decider.Button(Coop, exact: false).ClickAsync();
        await decider.Sees("营业执照");
        await decider.Press(act);
        await Expect(decider.Button(act)).ToHaveCountAsync(0);
        await Expect(decider.Button(Coop, exact: false)).ToContainTextAsync(then);
    }

    private static async Task RegisterHousehold(Visitor agent)
    {
        await agent.Open("/supplier/households/new");
        await agent.Fill("户主姓名", "李示蛋");
        await agent.Fill("身份证号", "500236196501019993");
        await Place(agent, "住在哪个村", Village);
        await agent.Press("登记，去签授权");
        await agent.SeesHeading("同意代办吗");
        await agent.SeesNot("李示蛋");
        await Expect(agent.Field("以谁的名义卖")).ToBeVisibleAsync();
        await agent.Press("记下授权");
        await agent.Sees("授权书没有拍。请拍下签字的那一页。");
        await AddPhoto(agent);
        await agent.Page.GetByRole(AriaRole.Checkbox).CheckAsync();
        await agent.Press("记下授权");
        await agent.SeesHeading("把回执交给农户");
        await agent.Follow("回农户页");
        await agent.Follow("代他上架");
    }

    private static async Task ListEggs(Visitor agent)
    {
        await agent.SeesHeading("卖什么");
        await agent.Fill("产品名", Eggs);
        await agent.Choose("品类", "蛋类");
        await agent.Press("继续");
        await agent.Button("自己写", exact: false).ClickAsync();
        await agent.Fill("规格名", "30枚装");
        await agent.Fill("净重（公斤）", "1.5");
        await agent.Page.GetByRole(AriaRole.Radio, new() { Name = "盒" }).ClickAsync();
        await agent.Fill("每盒价格（元）", "45");
        await agent.Press("继续");
        await agent.Fill("30枚装有多少盒", "60");
        await agent.Press("继续");
        await agent.SeesHeading("这样对吗");
        await agent.Sees("上架，商品页上会这样写。");
        await agent.Press("提交上架");
        await agent.SeesHeading("上架好了");
    }

    private static async Task ApplyForRecognition(Visitor agent)
    {
        await agent.Follow("去申请认定");
        await agent.Sees("未认定：不计入认定额");
        await agent.Press("申请认定");
        await agent.Dialog().GetByLabel("加照片").SetInputFilesAsync(Pictures.Photo());
        await Expect(agent.Dialog().GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
        await agent.Dialog().GetByRole(AriaRole.Button, new() { Name = "申请认定", Exact = true }).ClickAsync();
        await agent.Sees("等镇里审");
    }

    private static async Task Review(Visitor official)
    {
        await official.Open("/official/recognition");
        await official.Page.GetByRole(AriaRole.Searchbox).FillAsync(Eggs);
        await official.Page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await official.Button(Eggs, exact: false).ClickAsync();
        await official.Fill("意见", "产地属实");
        var pass = official.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^通过") });
        await pass.ClickAsync();
        await Expect(pass).ToHaveCountAsync(0);
    }

    private async Task Find(Visitor buyer)
    {
        var last = stage.Today.AddMonths(12).AddDays(-1);
        await buyer.Open("/");
        await buyer.Page.GetByRole(AriaRole.Searchbox).First.FillAsync("zytjd");
        await buyer.Press("找");
        await buyer.Follow(Eggs);
        await buyer.SeesHeading(Eggs);
        await buyer.Sees($"县域产品，至{last:yyyy-MM-dd}");
        await Expect(buyer.Page.GetByText(new Regex("代.*农户上架"))).ToBeVisibleAsync();
        await buyer.SeesNot("李示蛋");
    }

    /// <summary>By its name, in the window that finds places.</summary>
    private static async Task Place(Visitor visitor, string label, string name, string? asWhole = null)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^" + label) }).ClickAsync();
        await visitor.Dialog().GetByRole(AriaRole.Searchbox).FillAsync(name);
        await visitor.Dialog().GetByRole(AriaRole.Button, new() { NameRegex = new Regex("奉节县.*" + name) }).First.ClickAsync();
        if (asWhole is not null) await visitor.Press(asWhole);
        await Expect(visitor.Dialog()).ToHaveCountAsync(0);
    }

    private static async Task AddPhoto(Visitor visitor)
    {
        await visitor.FieldLike("加照片").SetInputFilesAsync(Pictures.Photo());
        await Expect(visitor.Page.GetByRole(AriaRole.Img, new() { Name = "照片1" })).ToBeVisibleAsync();
    }
}
