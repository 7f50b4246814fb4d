using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListRecognitions;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Listed = Marketplace.Catalog.ListRecognitions.ListRecognitions;

namespace Marketplace.Catalog.PublicPages;

/// <summary>认定公示: the public register with search, validity and day asked about, and one entry with its public steps.</summary>
internal static class RegisterPage
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/recognitions", List).WithName("RegisterPage").ExcludeFromDescription().Public().Reads();
        pages.MapGet("/recognitions/{recognitionId:guid}", Show).WithName("RegisterEntryPage").ExcludeFromDescription().Public().Reads();
    }

    /// <summary>What a person typed or picked; what cannot be read counts as not set, since a page is no form of errors.</summary>
    internal static Listed.Query Read(HttpContext http)
    {
        var query = http.Request.Query;
        string? Known(string name, bool isKnown) => isKnown && query[name].ToString() is { Length: > 0 } value ? value : null;
        var q = query["q"].ToString();
        return new Listed.Query(
            q.Length > 100 ? q[..100] : q, Known("county", RegionCode.TryParse(query["county"].ToString(), out _)), null, query["cursor"], 50,
            Known("validity", Choice.IsNoneOr<Validity>(query["validity"].ToString())),
            DateOnly.TryParseExact(query["on"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && on.Year is >= 2000 and < 2200 ? on : null,
            Known("sort", query["sort"] == "ends"), null, Known("grade", Choice.IsNoneOr<RecognitionGrade>(query["grade"].ToString())));
    }

    private static QueryString Others(Listed.Query query) => QueryString.Create(new Dictionary<string, string?>
    {
        ["q"] = query.Q,
        ["county"] = query.County,
        ["validity"] = query.Validity,
        ["on"] = query.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["sort"] = query.Sort,
        ["grade"] = query.Grade,
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    private static async Task List(HttpContext http, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var page = new Html(http);
        var query = Read(http);
        var on = query.On ?? clock.Today();
        var found = await Listed.Public(query, db, regions, clock, cancellation);
        page.Raw("<h1>").Text(page.Say("这个产品认定了吗？", "Is it recognised?")).Raw("</h1><p class=\"muted\">")
            .Text(page.Say($"帮扶产品认定公示与名录，截至{on:yyyy-MM-dd}。公示期内任何人都可以提异议。", $"Notices and register of recognised products as of {on:yyyy-MM-dd}. Anyone may object while a notice runs.")).Raw("</p>");
        Form(page, query, regions, on);
        var others = Others(query);
        page.Raw("<p class=\"small\">").Text(page.Say($"共{found.Total ?? 0}条", $"{found.Total ?? 0} in all"))
            .Raw($" · <a href=\"/recognitions.xlsx{Html.Encoded(others.ToString())}\" download>").Text(page.Say("导出xlsx", "Export xlsx"))
            .Raw($"</a> · <a href=\"/recognitions.csv{Html.Encoded(others.ToString())}\" download>").Text(page.Say("导出CSV", "Export CSV")).Raw("</a></p>");
        if (found.Items.Count == 0)
            page.Raw("<div class=\"card\"><strong>").Text(page.Say("没有查到", "Nothing found")).Raw("</strong><p>").Text(page.Say("换个名字再查，或去掉区县和有效情况。没有列入名录的产品不是帮扶产品。", "Try another name, or clear county and validity. What is not in the register is not recognised.")).Raw("</p></div>");
        else
            Table(page, found.Items, on);
        if (found.NextCursor is { } next) page.Raw($"<p><a href=\"/recognitions{Html.Encoded(others.Add("cursor", next).ToString())}\">").Text(page.Say("下一页", "Next page")).Raw("</a></p>");
        await page.Send(page.Say("认定公示", "Register"));
    }

    private static void Form(Html page, Listed.Query query, IRegionDirectory regions, DateOnly on)
    {
        page.Raw("<form class=\"card find\" role=\"search\"><label>").Text(page.Say("产品、供应商或编号", "Product, supplier or number")).Raw($"<input type=\"search\" name=\"q\" value=\"{Html.Encoded(query.Q)}\"></label>");
        Choose(page, "county", page.Say("产地区县", "County of origin"), query.County,
            [(string.Empty, page.Say("全部", "All")), .. regions.CountiesOf(RegionCode.Parse("500000")).Select(county => (county.Code.Value, county.Name))]);
        Choose(page, "validity", page.Say("有效情况", "Validity"), query.Validity,
            [(string.Empty, page.Say("全部", "All")), .. Enum.GetValues<Validity>().Select(one => (RegisterWords.KeyOf(one), RegisterWords.Of(page, one)))]);
        Choose(page, "grade", page.Say("类别", "Status"), query.Grade,
            [(string.Empty, page.Say("全部", "All")), ("recognised", RegisterWords.Of(page, RecognitionGrade.Recognised)), ("county-produce", RegisterWords.Of(page, RecognitionGrade.CountyProduce))]);
        Choose(page, "sort", page.Say("排序", "Order"), query.Sort, [(string.Empty, page.Say("新申报在前", "Newest first")), ("ends", page.Say("先到期的在前", "Ends first"))]);
        page.Raw("<label>").Text(page.Say("查哪一天", "As of")).Raw($"<input type=\"date\" name=\"on\" value=\"{Html.Day(on)}\"></label><button>").Text(page.Say("查", "Look up")).Raw("</button></form>");
    }

    private static void Choose(Html page, string name, string label, string? chosen, IReadOnlyList<(string Value, string Text)> options)
    {
        page.Raw("<label>").Text(label).Raw($"<select name=\"{name}\">");
        foreach (var (value, text) in options) page.Raw($"<option value=\"{value}\"{(value == (chosen ?? string.Empty) ? " selected" : string.Empty)}>").Text(text).Raw("</option>");
        page.Raw("</select></label>");
    }

    private static void Table(Html page, IReadOnlyList<Listed.Item> items, DateOnly on)
    {
        page.Raw("<div class=\"scroll\"><table class=\"stack\"><thead><tr>");
        foreach (var head in (string[])[page.Say("产品", "Product"), page.Say("供应商", "Supplier"), page.Say("产地", "Origin"), page.Say("编号", "Number"), page.Say("类别", "Status"), page.Say("情况", "Standing"), page.Say("有效期", "Valid")]) page.Raw("<th scope=\"col\">").Text(head).Raw("</th>");
        page.Raw("</tr></thead><tbody>");
        foreach (var item in items)
        {
            var name = page.IsEnglish && item.ProductNameEn is { Length: > 0 } english ? english : item.ProductName;
            page.Raw($"<tr><td><a href=\"/recognitions/{item.RecognitionId}\">").Text(name).Raw("</a></td><td>").Text(item.SupplierName).Raw("</td><td>").Text(item.OriginName).Raw("</td><td class=\"nowrap\">").Text(item.Number ?? "—").Raw("</td><td class=\"nowrap\">").Text(RegisterWords.Of(page, item.Grade)).Raw("</td><td class=\"nowrap\">")
                .Raw(RegisterWords.Tag(page, item, on)).Raw("</td><td class=\"nowrap\">").Text(Span(page, item)).Raw("</td></tr>");
        }

        page.Raw("</tbody></table></div>");
    }

    private static string Span(Html page, Listed.Item item) => item.State == RecognitionState.OnNotice
        ? page.Say($"公示至{Html.Day(item.NoticeTo)}", $"notice until {Html.Day(item.NoticeTo)}")
        : item.ValidFrom is null ? "—" : page.Say($"{Html.Day(item.ValidFrom)}至{Html.Day(item.ValidTo)}", $"{Html.Day(item.ValidFrom)} to {Html.Day(item.ValidTo)}");

    private static async Task Show(Guid recognitionId, HttpContext http, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var page = new Html(http);
        if (await Listed.FindPublic(recognitionId, db, regions, clock, cancellation) is not { } item)
        {
            page.Raw("<h1>").Text(page.Say("名录里没有这一条", "Not in the register")).Raw("</h1><p><a href=\"/recognitions\">").Text(page.Say("回认定公示", "Back to the register")).Raw("</a></p>");
            await page.Send(page.Say("名录里没有这一条", "Not in the register"), StatusCodes.Status404NotFound);
            return;
        }

        var steps = await db.Set<RecognitionStep>().AsNoTracking().Where(step => step.RecognitionId == recognitionId && step.Action != RecognitionAction.Return && step.Action != RecognitionAction.Resubmit).OrderBy(step => step.At).Take(50).ToListAsync(cancellation);
        var name = page.IsEnglish && item.ProductNameEn is { Length: > 0 } english ? english : item.ProductName;
        page.Raw("<h1>").Text(name).Raw("</h1><p>").Raw(RegisterWords.Tag(page, item, clock.Today())).Raw("</p><section class=\"card\"><dl><dt>").Text(page.Say("供应商", "Supplier")).Raw("</dt><dd>").Text(item.SupplierName)
            .Raw("</dd><dt>").Text(page.Say("产地", "Origin")).Raw("</dt><dd>").Text(item.OriginName).Raw("</dd><dt>").Text(page.Say("类别", "Status")).Raw("</dt><dd>").Text(RegisterWords.Of(page, item.Grade)).Raw("</dd><dt>").Text(page.Say("公示期", "Notice")).Raw("</dt><dd>")
            .Text(item.NoticeFrom is null ? "—" : $"{Html.Day(item.NoticeFrom)} – {Html.Day(item.NoticeTo)}").Raw("</dd><dt>").Text(page.Say("有效期", "Valid")).Raw("</dt><dd>").Text(item.ValidFrom is null ? "—" : $"{Html.Day(item.ValidFrom)} – {Html.Day(item.ValidTo)}").Raw("</dd>");
        if (item.Number is { } number) page.Raw("<dt>").Text(page.Say("认定编号", "Number")).Raw("</dt><dd>").Text(number).Raw("</dd>");
        if (item.RevokedFrom is { } from) page.Raw("<dt>").Text(page.Say("撤销生效", "Revoked from")).Raw("</dt><dd>").Text(Html.Day(from)).Raw("</dd>");
        if (item.RevokedCause is { } cause) page.Raw("<dt>").Text(page.Say("撤销原因", "Why revoked")).Raw("</dt><dd>").Text(cause).Raw("</dd>");
        page.Raw("</dl>");
        if (item.State == RecognitionState.OnNotice && item.NoticeTo is { } until && until >= clock.Today())
            page.Raw("<p class=\"small\">").Text(RegisterObjections.Remaining(page, until, clock.Today())).Raw("</p>").Raw($"<p><a href=\"/objections/{item.RecognitionId}\">").Text(page.Say("我有异议", "I object")).Raw("</a> <span class=\"muted small\">").Text(page.Say("要登录；县里答复前不会公布。", "Needs signing in; nothing is listed before the county answers.")).Raw("</span></p>");
        if (item.Number is not null) page.Raw($"<p><a href=\"/recognitions/{item.RecognitionId}/certificate\">").Text(page.Say("认定证明（可打印）", "Certificate to print")).Raw("</a></p>");
        page.Raw($"<p><a href=\"/products/{item.ProductId}\">").Text(page.Say("看这个产品", "See the product")).Raw("</a></p></section><section class=\"card\"><h2>").Text(page.Say("办理经过", "Steps")).Raw("</h2><ol class=\"path\">");
        foreach (var step in steps) page.Raw("<li>").Text($"{Html.Day(DateOnly.FromDateTime(step.At.ToOffset(ChinaTime.Offset).DateTime))} {StepName(page, step.Action)}").Raw("</li>");
        page.Raw("</ol></section>");
        await RegisterObjections.Write(page, recognitionId, db, cancellation);
        await page.Send(name);
    }

    private static string StepName(Html page, RecognitionAction action) => action switch
    {
        RecognitionAction.Apply => page.Say("申报", "Applied"),
        RecognitionAction.ReviewByTown => page.Say("镇里审核通过", "Passed by the town"),
        RecognitionAction.ReviewBySector => page.Say("行业部门审核通过", "Passed by the sector's department"),
        RecognitionAction.DecideByCounty => page.Say("县里同意", "Agreed by the county"),
        RecognitionAction.OpenNotice => page.Say("开始公示", "Notice opened"),
        RecognitionAction.UpholdObjection => page.Say("异议成立，退回", "Objection upheld, returned"),
        RecognitionAction.Publish => page.Say("公布", "Listed"),
        RecognitionAction.Expire => page.Say("到期", "Expired"),
        RecognitionAction.Revoke => page.Say("撤销", "Revoked"),
        _ => action.ToString(),
    };
}
