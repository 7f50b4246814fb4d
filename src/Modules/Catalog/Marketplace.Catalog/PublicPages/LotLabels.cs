using System.Globalization;
using Marketplace.Catalog.TraceLot;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using QRCoder;

namespace Marketplace.Catalog.PublicPages;

/// <summary>溯源标签: a lot's QR code as SVG, and A4 sheets of labels to print and cut or peel.</summary>
internal static class LotLabels
{
    private const int Most = 480;

    /// <param name="Start">The first free label of a sheet that was begun.</param>
    internal sealed record Query(string? Format, int? Count, int? Start);

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/trace/{lotId:guid}/code.svg", Code).WithName("LotCode").ExcludeFromDescription().Public().Reads();
        pages.MapGet("/trace/{lotId:guid}/labels", Sheet).WithName("LotLabels").ExcludeFromDescription().Public().Reads();
    }

    private static async Task Code(Guid lotId, HttpContext http, TraceLot.TraceLot.Sources sources, IConfiguration configuration, CancellationToken cancellation)
    {
        if (await sources.Find(lotId, cancellation) is not { } lot)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "image/svg+xml";
        http.Response.Headers.CacheControl = "public, max-age=86400";
        await http.Response.WriteAsync(Svg(AddressOf(http, configuration, lot)), cancellation);
    }

    private static string AddressOf(HttpContext http, IConfiguration configuration, TraceLot.TraceLot.Response lot) =>
        Html.AddressOf(http, configuration["Public:Address"], "/t/" + lot.Code.Replace("-", string.Empty, StringComparison.Ordinal));

    /// <summary>Quarter of the code may be damaged and it still reads: boxes get wet.</summary>
    internal static string Svg(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.Q);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(8, "#000000", "#ffffff", drawQuietZones: true, sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private static async Task Sheet(
        Guid lotId, [AsParameters] Query query, HttpContext http, TraceLot.TraceLot.Sources sources, CancellationToken cancellation)
    {
        var page = new Html(http);
        if (await sources.Find(lotId, cancellation) is not { } lot)
        {
            page.Raw("<h1>").Text(page.Say("没有这个批次", "There is no such lot")).Raw("</h1>");
            await page.Send(page.Say("没有这个批次", "No such lot"), StatusCodes.Status404NotFound);
            return;
        }

        var format = LabelFormat.Of(query.Format);
        var (count, start) = (Math.Clamp(query.Count ?? format.PerSheet, 1, Most), Math.Clamp(query.Start ?? 1, 1, format.PerSheet));
        Choices(page, lot, format, count, start);
        Labels(page, lot, format, count, start);
        await page.Send(page.Say("溯源标签", "Trace labels"), extraStyle: StyleOf(format));
    }

    private static void Choices(Html page, TraceLot.TraceLot.Response lot, LabelFormat chosen, int count, int start)
    {
        page.Raw("<div class=\"noprint\"><h1>").Text(page.Say("打印溯源标签", "Print trace labels")).Raw("</h1>");
        if (lot.Recall is not null) page.Raw("<p class=\"tag problem\">").Text(page.Say("这批货已召回，不要再贴标签。", "This lot is recalled. Put no more labels on it.")).Raw("</p>");
        page.Raw("<p class=\"muted\">").Text(page.Say("A4纸，按原大打印：边距选“无”，缩放选100%。先印一张普通纸，和标签纸对着光看。", "A4, actual size: no margins, scale 100%. Try plain paper first and hold it against the labels."))
            .Raw("</p><form class=\"find\"><label>").Text(page.Say("标签纸", "Label paper")).Raw("<select name=\"format\">");
        foreach (var format in LabelFormat.All)
        {
            var size = string.Create(CultureInfo.InvariantCulture, $"{format.Width / 10m:0.#}×{format.Height / 10m:0.#}");
            page.Raw($"<option value=\"{format.Key}\"{(format == chosen ? " selected" : string.Empty)}>").Text(page.Say($"每页{format.PerSheet}枚（{size}毫米）", $"{format.PerSheet} to a page ({size} mm)")).Raw("</option>");
        }

        page.Raw("</select></label><label>").Text(page.Say("枚数", "How many"))
            .Raw($"<input name=\"count\" type=\"number\" min=\"1\" max=\"{Most}\" value=\"{count.ToString(CultureInfo.InvariantCulture)}\"></label><label>").Text(page.Say("从第几枚起", "Start at label"))
            .Raw($"<input name=\"start\" type=\"number\" min=\"1\" max=\"{chosen.PerSheet}\" value=\"{start.ToString(CultureInfo.InvariantCulture)}\"></label><button>").Text(page.Say("换一换", "Change")).Raw("</button></form></div>");
    }

    private static void Labels(Html page, TraceLot.TraceLot.Response lot, LabelFormat format, int count, int start)
    {
        var (name, pack) = page.IsEnglish ? (lot.ProductNameEn ?? lot.ProductName, lot.PackNameEn ?? lot.PackName) : (lot.ProductName, lot.PackName);
        for (var place = 0; place < start - 1 + count; place++)
        {
            if (place % format.PerSheet == 0) page.Raw(place == 0 ? "<div class=\"sheet\">" : "</div><div class=\"sheet\">");
            if (place < start - 1)
            {
                page.Raw("<div class=\"label\"></div>");
                continue;
            }

            page.Raw($"<div class=\"label\"><img src=\"/trace/{lot.LotId}/code.svg\" alt=\"\"><div><strong>").Text(name).Raw("</strong><span>").Text(pack).Raw("</span><span class=\"from\">")
                .Text(lot.OriginName).Raw("</span><span>").Text((lot.Detail.Presale is { IsExpected: true } ? page.Say("预计采收", "Harvest expected") : page.Say("采收", "Harvested")) + " " + Html.Day(lot.HarvestedOn)).Raw("</span><span class=\"code\">").Text(lot.Code).Raw("</span></div></div>");
        }

        page.Raw("</div>");
    }

    private static string StyleOf(LabelFormat format)
    {
        static string Millimetres(int tenths) => string.Create(CultureInfo.InvariantCulture, $"{tenths / 10m:0.#}mm");
        return $$"""
            .sheet{display:grid;grid-template-columns:repeat({{format.Columns}},{{Millimetres(format.Width)}});grid-auto-rows:{{Millimetres(format.Height)}};column-gap:{{Millimetres(format.Gap)}};align-content:start;background:#fff;color:#000;width:210mm;height:296.9mm;padding:{{Millimetres(format.Top)}} 0 0 {{Millimetres(format.Left)}};margin:12px auto;overflow:hidden;break-after:page}.sheet:last-child{break-after:auto}main{max-width:none;overflow-x:auto}
            .label{padding:1.5mm 2mm 1.5mm 1mm;display:flex;gap:1mm;align-items:center;overflow:hidden;outline:1px dotted #DDD5C7;outline-offset:-1px}.label img{width:{{Millimetres(format.Code)}};height:{{Millimetres(format.Code)}};flex:none}
            .label div{display:flex;flex-direction:column;font-size:{{format.Text}};line-height:1.25;min-width:0;overflow-wrap:anywhere}.label strong{font-size:1.15em;max-height:2.5em;overflow:hidden}.from{max-height:3.75em;overflow:hidden}.code{font-family:ui-monospace,Consolas,monospace;white-space:nowrap;font-size:.88em}
            @page{size:A4;margin:0}@media print{main{padding:0;overflow:visible} .sheet{margin:0} .label{outline:0} }
            """;
    }
}
