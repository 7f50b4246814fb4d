using Marketplace.Kernel;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Browser.Tests;

/// <summary>What a supplier answers on its phone when a buyer asks: for more time to pay, about an objection, for an invoice.</summary>
[Collection("one market")]
public sealed class SupplierAnswersTests(Stage stage)
{
    [Fact]
    public Task A_buyer_who_asks_for_more_time_reads_why_not() => Scene.Play(stage, async scene =>
    {
        var (buyer, supplier) = (await scene.Enter("shandong", Screen.Desk), await scene.Enter("orange", Screen.Phone));
        var order = await Contracted(buyer, supplier, "prepay");
        await buyer.Open("/buyer/orders/" + order);
        await buyer.Press("申请延期付款");
        await buyer.Dialog().GetByLabel("原因").FillAsync("国库月底才拨款");
        await buyer.Dialog().GetByRole(AriaRole.Button, new() { Name = "申请延期付款" }).ClickAsync();
        await Expect(buyer.Dialog()).ToHaveCountAsync(0);

        await supplier.Open("/supplier/orders/" + order);
        await supplier.Sees("采购方申请延期付款");
        await supplier.Sees("原因：国库月底才拨款");
        await supplier.Press("不同意");
        await supplier.Dialog().GetByLabel("原因").FillAsync("要先付农户的钱");
        await supplier.Dialog().GetByRole(AriaRole.Button, new() { Name = "不同意" }).ClickAsync();
        await supplier.Sees("您的答复：要先付农户的钱");
        await Expect(supplier.Button("同意延15天")).ToHaveCountAsync(0);

        await buyer.Page.ReloadAsync();
        await buyer.Page.GetByRole(AriaRole.Tab, new() { Name = "记录" }).ClickAsync();
        await buyer.Sees("不同意延期付款");
        await buyer.Sees("要先付农户的钱");
    });

    [Fact]
    public Task A_supplier_answers_an_objection_with_a_photo_and_adds_something_until_it_is_decided() => Scene.Play(stage, async scene =>
    {
        var (buyer, supplier) = (await scene.Enter("shandong", Screen.Desk), await scene.Enter("orange", Screen.Phone));
        var order = await Contracted(buyer, supplier, "postpay");
        await Ship(supplier, order);
        await buyer.Post($"/api/orders/{order}/disputes", new { reason = "箱子湿了一半" });

        await supplier.Open("/supplier/orders/" + order);
        await supplier.Sees("箱子湿了一半");
        await supplier.Press("提交答复");
        await supplier.Sees("答复没有写。请写几句。");
        await supplier.Fill("您的答复", "装车时没有下雨，装箱照片在这里");
        await AddPhoto(supplier);
        await supplier.Press("提交答复");
        await supplier.Sees("等平台裁定");
        await supplier.Fill("再补充几句", "湿了的可以换");
        await supplier.Press("发给采购方和平台");
        await Expect(supplier.Page.GetByRole(AriaRole.List, new() { Name = "往来" })).ToContainTextAsync("湿了的可以换");

        await buyer.Open("/buyer/orders/" + order);
        foreach (var said in (string[])["装车时没有下雨，装箱照片在这里", "湿了的可以换"]) await buyer.Sees(said);
        await Expect(buyer.Page.GetByRole(AriaRole.Img, new() { Name = "异议照片1" })).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_returned_invoice_is_reversed_and_issued_anew() => Scene.Play(stage, async scene =>
    {
        var (buyer, supplier) = (await scene.Enter("shandong", Screen.Desk), await scene.Enter("orange", Screen.Phone));
        var order = await Contracted(buyer, supplier, "postpay");
        await Ship(supplier, order);
        var seen = await supplier.Get($"/api/orders/{order}");
        await buyer.Post($"/api/orders/{order}/shipments/{seen["shipments"]![0]!["id"]!.GetValue<Guid>()}/delivery", new { });
        var line = seen["lines"]![0]!["id"]!.GetValue<Guid>();
        await buyer.Post($"/api/orders/{order}/inspection", new { lines = new[] { new { lineId = line, accepted = 20, rejected = 0 } } });

        await supplier.Open("/supplier/orders/" + order);
        await supplier.Until(async () => await supplier.Button("登记发票").CountAsync() > 0, "the acceptance is known to those who keep the money");
        await Issue(supplier, "1234", "发票号码不对。请填8到20位数字。");
        await supplier.Fill("发票号码", "26502000000000000101");
        await supplier.Press("登记这张发票");
        await supplier.Sees("等采购方验票");

        await buyer.Open("/buyer/orders/" + order);
        await buyer.Page.GetByRole(AriaRole.Tab, new() { Name = "发票" }).ClickAsync();
        await buyer.Press("退票");
        await buyer.Dialog().GetByLabel("哪里不对").FillAsync("抬头少了一个字");
        await buyer.Dialog().GetByRole(AriaRole.Button, new() { Name = "退票" }).ClickAsync();
        await Expect(buyer.Dialog()).ToHaveCountAsync(0);

        await supplier.Page.ReloadAsync();
        await supplier.Sees("退回原因：抬头少了一个字");
        await supplier.Press("红冲这张票");
        await supplier.Fill("红字发票号码", "26502000000000000102");
        await supplier.Dialog().GetByRole(AriaRole.Button, new() { Name = "红冲这张票" }).ClickAsync();
        await supplier.Sees("已红冲");
        await supplier.Press("登记发票");
        await supplier.Fill("发票号码", "26502000000000000103");
        await supplier.Press("登记这张发票");
        await supplier.Sees("26502000000000000103");
        await buyer.Page.ReloadAsync();
        await buyer.Page.GetByRole(AriaRole.Tab, new() { Name = "发票" }).ClickAsync();
        await buyer.PressTwice("验票");
        await buyer.Sees("已验");
    });

    private static async Task Issue(Visitor supplier, string number, string refusal)
    {
        await supplier.Press("登记发票");
        await supplier.Fill("发票号码", number);
        await supplier.Press("登记这张发票");
        await supplier.Sees(refusal);
    }

    /// <summary>Twenty boxes of oranges, as other tests order them by clicking.</summary>
    private static async Task<Guid> Contracted(Visitor buyer, Visitor supplier, string payment)
    {
        var product = await buyer.Get("/api/products/" + StableId.From("product:fengjie-navel-oranges"));
        var placed = await buyer.Post("/api/orders", new
        {
            lines = new[] { new { packId = product["packs"]!.AsArray()[^1]!["packId"]!.GetValue<Guid>(), quantity = 20 } },
            delivery = new { recipient = "王示例", phone = "13800000000", regionCode = "370102", address = "示例路1号" },
            channelCode = "luyu",
            salesModeCode = "department-matched",
            paymentMode = payment,
        });
        var order = placed["orders"]![0]!["id"]!.GetValue<Guid>();
        await supplier.Post($"/api/orders/{order}/confirmation", new { });
        return order;
    }

    private static async Task Ship(Visitor supplier, Guid order)
    {
        var line = (await supplier.Get($"/api/orders/{order}"))["lines"]![0]!["id"]!.GetValue<Guid>();
        await supplier.Post($"/api/orders/{order}/shipments", new { lines = new[] { new { lineId = line, quantity = 20 } }, carrier = "示例物流", waybill = "YD" + order.ToString("N")[^12..], isColdChain = false });
    }

    private static async Task AddPhoto(Visitor visitor)
    {
        await visitor.FieldLike("加照片").SetInputFilesAsync(Pictures.Photo());
        await Expect(visitor.Page.GetByRole(AriaRole.Img, new() { Name = "照片1", Exact = true })).ToBeVisibleAsync();
    }
}
