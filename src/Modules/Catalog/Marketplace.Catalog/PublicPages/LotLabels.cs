using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using QRCoder;

namespace Marketplace.Catalog.PublicPages;

/// <summary>溯源标签: a lot's QR code as SVG, and an A4 sheet of labels to print and cut.</summary>
internal static class LotLabels
{
    private const int Most = 480;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/trace/{lotId:guid}/code.svg", Code).WithName("LotCode").ExcludeFromDescription().Public().Reads();
        pages.MapGet("/trace/{lotId:guid}/labels", Sheet).WithName("LotLabels").ExcludeFromDescription().Public().Reads();
    }

    private static async Task Code(Guid lotId, HttpContext http, IConfiguration configuration, CancellationToken cancellation)
    {
        http.Response.ContentType = "image/svg+xml";
        http.Response.Headers.CacheControl = "public, max-age=86400";
        await http.Response.WriteAsync(Svg(AddressOf(http, configuration, lotId)), cancellation);
    }

    private static string AddressOf(HttpContext http, IConfiguration configuration, Guid lotId) => Html.AddressOf(http, configuration["Public:Address"], $"/trace/{lotId}");

    /// <summary>Quarter of the code may be damaged and it still reads: boxes get wet.</summary>
    internal static string Svg(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.Q);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(8, "#000000", "#ffffff", drawQuietZones: true, sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private static async Task Sheet(Guid lotId, int? count, HttpContext http, CatalogDb db, IRegionDirectory regions, IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        var page = new Html(http);
        var lot = await TraceLot.TraceLot.Find(lotId, db, regions, links, clock, cancellation);
        if (lot is null)
        {
            page.Raw("<h1>").Text(page.Say("没有这个批次", "There is no such lot")).Raw("</h1>");
            await page.Send(page.Say("没有这个批次", "No such lot"), StatusCodes.Status404NotFound);
            return;
        }

        var number = Math.Clamp(count ?? 24, 1, Most);
        page.Raw("<div class=\"noprint\"><h1>").Text(page.Say("打印溯源标签", "Print trace labels")).Raw("</h1><p class=\"muted\">")
            .Text(page.Say("A4纸，每页24枚（3列8行，每枚70×37毫米），按原大打印，不要缩放。", "A4, 24 to a page (3 by 8, 70 × 37 mm each). Print at actual size.")).Raw("</p><form class=\"find\"><label>")
            .Text(page.Say("枚数", "How many")).Raw($"<input name=\"count\" type=\"number\" min=\"1\" max=\"{Most}\" value=\"{number.ToString(CultureInfo.InvariantCulture)}\"></label><button>").Text(page.Say("换个数", "Change")).Raw("</button></form></div>");
        page.Raw("<div class=\"labels\">");
        for (var i = 0; i < number; i++)
        {
            page.Raw($"<div class=\"label\"><img src=\"/trace/{lotId}/code.svg\" width=\"110\" height=\"110\" alt=\"\"><div><strong>").Text(lot.ProductName).Raw("</strong><span>").Text(lot.PackName).Raw("</span><span>")
                .Text(lot.OriginName).Raw("</span><span>").Text(page.Say("采收", "Harvested") + " " + Html.Day(lot.HarvestedOn)).Raw("</span><span>").Text(page.Say("扫码看产地和认定", "Scan for origin")).Raw("</span></div></div>");
        }

        page.Raw("</div>");
        await page.Send(page.Say("溯源标签", "Trace labels"), extraStyle: LabelStyle);
    }

    private const string LabelStyle = """
        .labels{display:grid;grid-template-columns:repeat(3,70mm);background:#fff;width:210mm;margin:12px auto}main{max-width:none}
        .label{height:37mm;width:70mm;padding:3mm;display:flex;gap:2.5mm;align-items:center;overflow:hidden;border:1px dotted #DDD5C7;break-inside:avoid}.label img{width:27mm;height:27mm;flex:none}
        .label div{display:flex;flex-direction:column;font-size:8.5pt;line-height:1.3;min-width:0}.label strong{font-size:10.5pt;max-height:2.6em;overflow:hidden}
        @page{size:A4;margin:0}@media print{main{padding:0}.labels{margin:0}.label{border:0}}
        """;
}
