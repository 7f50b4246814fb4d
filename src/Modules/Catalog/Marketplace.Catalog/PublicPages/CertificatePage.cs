using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Listed = Marketplace.Catalog.ListRecognitions.ListRecognitions;

namespace Marketplace.Catalog.PublicPages;

/// <summary>认定证明: one sheet of A4 with the number and a code that leads to the register, where the dates of today are.</summary>
internal static class CertificatePage
{
    internal static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/recognitions/{recognitionId:guid}/certificate", Show).WithName("RecognitionCertificate").ExcludeFromDescription().Public().Reads();

    private static async Task Show(
        Guid recognitionId, HttpContext http, CatalogDb db, IRegionDirectory regions, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var page = new Html(http);
        if (await Listed.FindPublic(recognitionId, db, regions, clock, cancellation) is not { Number: { } number } item)
        {
            page.Raw("<h1>").Text(page.Say("没有这份证明", "There is no such certificate")).Raw("</h1><p><a href=\"/recognitions\">").Text(page.Say("回认定公示", "Back to the register")).Raw("</a></p>");
            await page.Send(page.Say("没有这份证明", "No such certificate"), StatusCodes.Status404NotFound);
            return;
        }

        var today = clock.Today();
        var name = page.IsEnglish && item.ProductNameEn is { Length: > 0 } english ? english : item.ProductName;
        page.Raw("<p class=\"noprint\"><a href=\"/recognitions/").Raw(item.RecognitionId.ToString()).Raw("\">").Text(page.Say("回这一条", "Back to the entry")).Raw("</a> · <span class=\"muted\">")
            .Text(page.Say("用浏览器的打印功能打成A4。", "Print it on A4 with the browser.")).Raw("</span></p><article class=\"sheet\">");
        if (!item.IsInForce) page.Raw("<p class=\"ended\">").Text(page.Say($"{RegisterWords.Say(page, item, today)}，不再作为认定依据", $"{RegisterWords.Say(page, item, today)}: no longer a proof of recognition")).Raw("</p>");
        page.Raw("<h1>").Text(item.Grade == RecognitionGrade.Recognised ? page.Say("帮扶产品认定证明", "Certificate of recognition") : page.Say("县域产品登记证明", "Certificate of county produce")).Raw("</h1><p class=\"number\">").Text(page.Say($"编号 {number}", $"No. {number}")).Raw("</p><dl>");
        Row(page, page.Say("产品", "Product"), name);
        Row(page, page.Say("供应商", "Supplier"), item.SupplierName);
        Row(page, page.Say("产地", "Origin"), item.OriginName);
        Row(page, page.Say("公示期", "Notice"), item.NoticeFrom is null ? page.Say("按规则免公示", "none by the rule") : $"{Html.Day(item.NoticeFrom)} – {Html.Day(item.NoticeTo)}");
        Row(page, page.Say("有效期", "Valid"), $"{Html.Day(item.ValidFrom)} – {Html.Day(item.ValidTo)}");
        if (item.RevokedFrom is { } from) Row(page, page.Say("撤销", "Revoked"), page.Say($"{Html.Day(from)}起。{item.RevokedCause}", $"from {Html.Day(from)}. {item.RevokedCause}"));
        if (item.Grade == RecognitionGrade.CountyProduce) Row(page, page.Say("说明", "Note"), page.Say("县域产品不是帮扶产品，销售不计入认定额。", "County produce is not a recognised product; its sales do not count as recognised."));
        page.Raw("</dl><div class=\"proof\"><div class=\"code\">").Raw(LotLabels.Svg(Html.AddressOf(http, configuration["Public:Address"], $"/recognitions/{item.RecognitionId}"))).Raw("</div><p>")
            .Text(page.Say("扫码看名录里今天的情况。是否有效以名录为准。", "The code leads to the register, which alone says whether this holds today.")).Raw("</p><p class=\"muted\">")
            .Text(page.Say($"{today:yyyy-MM-dd}打印", $"Printed {today:yyyy-MM-dd}")).Raw("</p></div></article>");
        await page.Send($"{number} {name}", extraStyle: Style);
    }

    private static void Row(Html page, string name, string value) => page.Raw("<dt>").Text(name).Raw("</dt><dd>").Text(value).Raw("</dd>");

    private const string Style = """
        @page{size:A4;margin:25mm 22mm}.sheet{background:#fff;border:1px solid #DDD5C7;padding:clamp(16px,6vw,64px);margin:12px 0}.sheet h1{text-align:center;font-size:30px;letter-spacing:.08em;margin:0 0 8px}
        .number{text-align:center;font-size:18px;margin:0 0 36px}.sheet dl{font-size:19px;row-gap:18px}.proof{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:center;margin-top:48px}.code svg{width:34mm;height:34mm;display:block}.proof p{max-width:36ch}
        .ended{text-align:center;border:2px solid #B0231C;color:#B0231C;padding:8px;font-weight:700}@media print{main{padding:0;max-width:none}.sheet{border:0;padding:0}}
        """;
}
