using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Catalog.PublicPages;

/// <summary>溯源页: what the code on a box opens, readable on the cheapest phone without signing in.</summary>
internal static class TracePage
{
    internal static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/trace/{lotId:guid}", Handle).WithName("TracePage").ExcludeFromDescription().Public().Reads();

    private static async Task Handle(Guid lotId, HttpContext http, CatalogDb db, IRegionDirectory regions, IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        var page = new Html(http);
        if (await TraceLot.TraceLot.Find(lotId, db, regions, links, clock, cancellation) is not { } lot)
        {
            page.Raw("<h1>").Text(page.Say("没有这个批次", "There is no such lot")).Raw("</h1><p>").Text(page.Say(
                "二维码可能印坏了，也可能不是本平台的。请核对包装上的批次号，或到认定公示里查产品。", "The code may be damaged or not ours. Check the lot number on the box, or look the product up in the register.")).Raw("</p>");
            await page.Send(page.Say("没有这个批次", "No such lot"), StatusCodes.Status404NotFound);
            return;
        }

        var name = page.IsEnglish && lot.ProductNameEn is { Length: > 0 } english ? english : lot.ProductName;
        page.Raw("<h1>").Text(name).Raw(" ").Text(lot.PackName).Raw("</h1><p>").Raw(Standing(page, lot)).Raw("</p>");
        if (!lot.IsSupplierActive) page.Raw("<p class=\"tag problem\">").Text(page.Say("这家供应商目前停业，产品已下架。", "This supplier is stopped; its goods are off sale.")).Raw("</p>");
        if (lot.PictureUrl is { } picture) page.Raw($"<img class=\"hero\" width=\"800\" height=\"450\" src=\"{Html.Encoded(picture)}\" alt=\"{Html.Encoded(name)}\">");
        Facts(page, lot);
        Path(page, lot);
        if (lot.IsDemonstration) page.Raw("<p class=\"muted small\">").Text(page.Say("演示数据：机构和批次是虚构的。", "Demonstration data: the organisations and lots are invented.")).Raw("</p>");
        await page.Send($"{name} {page.Say("溯源", "trace")}");
    }

    private static string Standing(Html page, TraceLot.TraceLot.Response lot)
    {
        var (style, words) = lot.Recognition switch
        {
            { IsRecognised: true } row => ("done", page.Say($"✓ 帮扶产品，有效至{Html.Day(row.ValidTo)}", $"✓ Recognised until {Html.Day(row.ValidTo)}")),
            { } row => ("due", $"○ {page.StateOf(row.State)}"),
            _ => (string.Empty, page.Say("县域产品，未作帮扶产品认定", "County produce, not recognised")),
        };
        return $"<span class=\"tag {style}\">{Html.Encoded(words)}</span>";
    }

    private static void Facts(Html page, TraceLot.TraceLot.Response lot)
    {
        (string Name, string? Value)[] facts =
        [
            (page.Say("产地", "Origin"), lot.OriginName), (page.Say("生产者", "Producer"), lot.Producer), (page.Say("供应商", "Sold by"), lot.SupplierName),
            (page.Say("地理标志", "Geographical indication"), lot.GeographicalIndication), (page.Say("采收日期", "Harvested"), Html.Day(lot.HarvestedOn)),
            (page.Say("最佳食用期", "Best before"), Html.Day(lot.BestBefore)), (page.Say("本批数量", "Size of the lot"), page.Say($"{lot.Quantity}件", $"{lot.Quantity} packs")),
            (page.Say("批次号", "Lot number"), lot.LotId.ToString("N")[^12..].ToUpperInvariant()),
        ];
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("这一批", "This lot")).Raw("</h2><dl>");
        foreach (var (term, value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value))) page.Raw("<dt>").Text(term).Raw("</dt><dd>").Text(value).Raw("</dd>");
        page.Raw("</dl><p><a href=\"/products/").Text(lot.ProductId.ToString()).Raw("\">").Text(page.Say("看这个产品", "See the product")).Raw("</a></p></section>");
    }

    private static void Path(Html page, TraceLot.TraceLot.Response lot)
    {
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("从哪里来", "Its way")).Raw("</h2><ol class=\"path\"><li>")
            .Text(page.Say($"{Html.Day(lot.HarvestedOn)} 在{lot.OriginName}采收", $"{Html.Day(lot.HarvestedOn)} harvested at {lot.OriginName}")).Raw("</li><li>")
            .Text(page.Say($"由{lot.SupplierName}分装成{lot.PackName}", $"Packed as {lot.PackName} by {lot.SupplierName}")).Raw("</li>");
        if (lot.Recognition is { ValidFrom: { } from } recognised)
            page.Raw("<li>").Text(page.Say($"{Html.Day(from)} 镇、县审核并公示后公布为帮扶产品", $"{Html.Day(from)} listed after town and county reviewed it and the public notice ran"))
                .Raw($" <a href=\"/recognitions/{recognised.RecognitionId}\">").Text(page.Say("看认定", "See the recognition")).Raw("</a></li>");
        page.Raw("<li class=\"next\">").Text(page.Say("发往采购单位，由采购单位验收", "Sent to the buyer, who inspects it")).Raw("</li></ol></section>");
    }
}
