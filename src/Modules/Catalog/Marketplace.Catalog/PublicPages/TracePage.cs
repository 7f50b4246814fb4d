using Marketplace.Catalog.Lots;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.PublicPages;

/// <summary>溯源页: what the code on a box opens, readable on the cheapest phone without signing in. Opening it by its code counts as a scan.</summary>
internal static class TracePage
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/t/{code}", Scan).WithName("ScanCode").ExcludeFromDescription().Public().Reads();
        pages.MapGet("/trace", Ask).WithName("AskForCode").ExcludeFromDescription().Public().Reads();
        pages.MapGet("/trace/{lotId:guid}", Show).WithName("TracePage").ExcludeFromDescription().Public().Reads();
    }

    private static async Task Scan(string code, HttpContext http, TraceLot.TraceLot.Sources sources, UnknownCodes unknown, TimeProvider clock, CancellationToken cancellation)
    {
        var db = sources.Db;
        var kept = TraceCode.Read(code);
        var lotId = kept is null ? Guid.Empty : await db.Set<Lot>().Where(lot => lot.TraceCode == kept).Select(lot => lot.Id).SingleOrDefaultAsync(cancellation);
        if (lotId == Guid.Empty)
        {
            await Unknown(new Html(http), unknown.IsTooMany(http.Connection.RemoteIpAddress), kept is null);
            return;
        }

        await Write(new Html(http), (await sources.Find(lotId, cancellation))!);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO lot_scan (lot_id, day, scans) VALUES ({lotId}, {clock.Today()}, 1) ON CONFLICT (lot_id, day) DO UPDATE SET scans = lot_scan.scans + 1
            """, CancellationToken.None);
    }

    /// <summary>A code typed by hand.</summary>
    private static Task Ask(string? code, HttpContext http)
    {
        if (TraceCode.Read(code) is { } kept)
        {
            http.Response.Redirect("/t/" + kept);
            return Task.CompletedTask;
        }

        var page = new Html(http);
        page.Raw("<h1>").Text(page.Say("查一批货", "Trace a lot")).Raw("</h1>");
        if (!string.IsNullOrEmpty(code)) page.Raw("<p class=\"tag problem\">").Text(page.Say("这不是完整的溯源码。请对照标签再输一遍。", "This is not a whole trace code. Type it again from the label.")).Raw("</p>");
        Form(page, code);
        return page.Send(page.Say("溯源", "Trace"), string.IsNullOrEmpty(code) ? 200 : 404);
    }

    private static async Task Show(Guid lotId, HttpContext http, TraceLot.TraceLot.Sources sources, CancellationToken cancellation)
    {
        var page = new Html(http);
        if (await sources.Find(lotId, cancellation) is { } lot) await Write(page, lot);
        else await Unknown(page, isTooMany: false, isMistyped: false);
    }

    private static Task Unknown(Html page, bool isTooMany, bool isMistyped)
    {
        page.Raw("<h1>").Text(isTooMany ? page.Say("查得太多了，请过十分钟再查", "Too many unknown codes. Try again in ten minutes") : page.Say("没有这个溯源码", "There is no such code")).Raw("</h1><p>")
            .Text(isMistyped
                ? page.Say("这串码不完整，或有一位看错了。请对照标签再输一遍。", "A letter is missing or misread. Type the code again from the label.")
                : page.Say("本平台没有发过这个码。", "This marketplace never issued this code.")).Raw("</p>");
        Form(page, null);
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("如果标签上就是这个码", "If this is what the label says")).Raw("</h2><p>").Text(page.Say(
            "标签可能是仿制的。请留好包装和购买凭证，向卖方所在区县农业农村部门反映；卖方和产品可以在认定公示里查。",
            "The label may be forged. Keep the box and the receipt and tell the agriculture bureau of the seller's county; sellers and products can be looked up in the register.")).Raw("</p></section>");
        return page.Send(page.Say("没有这个溯源码", "No such code"), isTooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status404NotFound);
    }

    private static void Form(Html page, string? typed) => page.Raw("<form class=\"find\" action=\"/trace\"><label>").Text(page.Say("溯源码（标签上13位）", "Trace code (13 letters on the label)"))
        .Raw($"<input name=\"code\" required maxlength=\"40\" autocapitalize=\"characters\" autocomplete=\"off\" value=\"{Html.Encoded(typed)}\"></label><button>").Text(page.Say("查这批货", "Trace")).Raw("</button></form>");

    private static async Task Write(Html page, TraceLot.TraceLot.Response lot)
    {
        var name = page.IsEnglish && lot.ProductNameEn is { Length: > 0 } english ? english : lot.ProductName;
        if (lot.Recall is { } recall) TraceParts.Recall(page, recall);
        page.Raw("<h1>").Text(name).Raw(" ").Text(page.IsEnglish && lot.PackNameEn is { Length: > 0 } pack ? pack : lot.PackName).Raw("</h1><p>").Raw(TraceParts.Standing(page, lot)).Raw("</p>");
        if (!lot.IsSupplierActive) page.Raw("<p class=\"tag problem\">").Text(page.Say("这家供应商目前停业，产品已下架。", "This supplier is stopped; its goods are off sale.")).Raw("</p>");
        TraceParts.Facts(page, lot);
        TraceParts.Papers(page, lot);
        TraceParts.Path(page, lot);
        if (lot.PictureUrl is { } picture) page.Raw($"<img class=\"hero\" width=\"800\" height=\"450\" loading=\"lazy\" src=\"{Html.Encoded(picture)}\" alt=\"{Html.Encoded(name)}\">");
        if (lot.IsDemonstration) page.Raw("<p class=\"muted small\">").Text(page.Say("演示数据：机构和批次是虚构的。", "Demonstration data: the organisations and lots are invented.")).Raw("</p>");
        await page.Send($"{(lot.Recall is null ? string.Empty : page.Say("已召回 ", "Recalled: "))}{name} {page.Say("溯源", "trace")}", extraStyle: TraceParts.Style);
    }
}
