using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.TraceLot;

namespace Marketplace.Catalog.PublicPages;

/// <summary>The parts of a lot's page.</summary>
internal static class TraceParts
{
    internal const string Style = """
        .recall{background:#B0231C;color:#fff;border-radius:10px;padding:14px 16px;margin:4px 0 12px}.recall strong{display:block;font-size:20px}.recall p{margin:4px 0 0}
        """;

    internal static void Recall(Html page, TraceLot.TraceLot.RecallView recall)
    {
        page.Raw("<div class=\"recall\" role=\"alert\"><strong>").Text(page.Say("这批货已召回，请停止食用和销售", "This lot is recalled. Do not eat or sell it")).Raw("</strong><p>")
            .Text(page.Say(
                $"{Html.Day(recall.On)} 由{(recall.IsByCounty ? "区县主管部门" : "供应商")}召回。原因：{recall.Reason}",
                $"Recalled on {Html.Day(recall.On)} by the {(recall.IsByCounty ? "county" : "supplier")}. Reason: {recall.Reason}")).Raw("</p>");
        if (recall.Advice is { } advice) page.Raw("<p>").Text(page.Say("怎么办：", "What to do: ") + advice).Raw("</p>");
        page.Raw("</div>");
    }

    internal static string Standing(Html page, TraceLot.TraceLot.Response lot)
    {
        var (style, words) = lot.Recognition switch
        {
            { IsRecognised: true } row => ("done", page.Say($"✓ 帮扶产品，有效至{Html.Day(row.ValidTo)}", $"✓ Recognised until {Html.Day(row.ValidTo)}")),
            { IsCountyProduce: true } row => (string.Empty, page.Say($"县域产品，有效至{Html.Day(row.ValidTo)}；未作帮扶产品认定", $"County produce until {Html.Day(row.ValidTo)}, not recognised")),
            { } row => ("due", $"○ {page.StateOf(row.State)}"),
            _ => (string.Empty, page.Say("未作帮扶产品认定", "Not recognised")),
        };
        return $"<span class=\"tag {style}\">{Html.Encoded(words)}</span>";
    }

    internal static void Facts(Html page, TraceLot.TraceLot.Response lot)
    {
        (string Name, string? Value)[] facts =
        [
            (page.Say("产地", "Origin"), lot.OriginName), (page.Say("生产者", "Producer"), lot.Producer), (page.Say("代办", "Listed"), lot.ListedFor),
            (page.Say("供应商", "Sold by"), lot.SupplierName), (page.Say("地理标志", "Geographical indication"), lot.GeographicalIndication),
            (lot.Detail.Presale is { IsExpected: true } ? page.Say("预计采收", "Harvest expected") : page.Say("采收日期", "Harvested"), Html.Day(lot.HarvestedOn)),
            (page.Say("最晚发货", "Sent by"), lot.Detail.Presale is { } presale ? Html.Day(presale.ShipBy) : null), (page.Say("保质期至", "Best before"), lot.BestBefore is null ? null : Html.Day(lot.BestBefore)),
            (page.Say("等级", "Grade"), page.IsEnglish ? lot.Detail.GradeNameEn : lot.Detail.GradeName), (page.Say("地块", "Plot"), lot.Detail.Plot),
            (page.Say("运输", "Transport"), lot.Detail.IsColdChain ? page.Say("全程冷链", "cold chain") : null),
            (page.Say("本批数量", "Size of the lot"), page.Say($"{lot.Quantity}件", $"{lot.Quantity} packs")),
            (page.Say("上架那天", "When it went on sale"), lot.WasRecognised ? page.Say("已是帮扶产品", "recognised") : page.Say("还不是帮扶产品", "not recognised")),
            (page.Say("溯源码", "Trace code"), lot.Code),
        ];
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("这一批", "This lot")).Raw("</h2><dl>");
        foreach (var (term, value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value))) page.Raw("<dt>").Text(term).Raw("</dt><dd>").Text(value).Raw("</dd>");
        page.Raw("</dl><p><a href=\"/products/").Text(lot.ProductId.ToString()).Raw("\">").Text(page.Say("看这个产品", "See the product")).Raw("</a></p></section>");
    }

    /// <summary>检测和合格证; says so when nothing is on file, for that is an answer too.</summary>
    internal static void Papers(Html page, TraceLot.TraceLot.Response lot)
    {
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("检测和合格证", "Tests and certificate")).Raw("</h2>");
        if (lot.Detail.Tests.Count == 0 && lot.Detail.Certificate is null) page.Raw("<p class=\"muted\">").Text(page.Say("这批货没有登记检测报告或合格证。", "No report or certificate is on file for this lot.")).Raw("</p>");
        foreach (var test in lot.Detail.Tests)
        {
            var verdict = test.IsPassed ? page.Say("✓ 合格", "✓ Passed") : page.Say("! 不合格", "! Failed");
            page.Raw($"<p><span class=\"tag {(test.IsPassed ? "done" : "problem")}\">").Text(verdict).Raw("</span> ").Text($"{Html.Day(test.TestedOn)} {test.Laboratory}").Raw("<br>").Text(test.Result);
            Open(page, test.Url, page.Say("看报告", "Open the report"));
        }

        if (lot.Detail.Certificate is { } certificate)
        {
            page.Raw("<p>").Text(page.Say($"承诺达标合格证 {certificate.Number}，{Html.Day(certificate.IssuedOn)}开具", $"Quality pledge {certificate.Number}, issued {Html.Day(certificate.IssuedOn)}"));
            Open(page, certificate.Url, page.Say("看合格证", "Open the certificate"));
        }

        page.Raw("</section>");
    }

    private static void Open(Html page, string? url, string words)
    {
        if (url is not null) page.Raw($" <a href=\"{Html.Encoded(url)}\">").Text(words).Raw("</a>");
        page.Raw("</p>");
    }

    internal static void Path(Html page, TraceLot.TraceLot.Response lot)
    {
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("走到哪里", "Its way")).Raw("</h2><ol class=\"path\">");
        if (lot.Detail.Presale is null) Step(page, lot.HarvestedOn, page.Say($"在{lot.OriginName}采收", $"harvested at {lot.OriginName}"));
        if (lot.Recognition is { ValidFrom: { } from } recognised)
        {
            page.Raw("<li>").Text(recognised.Grade == RecognitionGrade.Recognised
                    ? page.Say($"{Html.Day(from)} 镇、县审核并公示后公布为帮扶产品", $"{Html.Day(from)} listed after town and county reviewed it and the public notice ran")
                    : page.Say($"{Html.Day(from)} 镇、县审核后公布为县域产品", $"{Html.Day(from)} listed as county produce after town and county reviewed it"))
                .Raw($" <a href=\"/recognitions/{recognised.RecognitionId}\">").Text(page.Say("看认定", "See the recognition")).Raw("</a></li>");
        }

        Step(page, lot.OpenedOn, lot.Detail.Presale is null
            ? page.Say($"由{lot.SupplierName}分装成{lot.PackName}上架", $"packed as {lot.PackNameEn ?? lot.PackName} and put on sale by {lot.SupplierName}")
            : page.Say($"由{lot.SupplierName}按{lot.PackName}预售", $"sold ahead of its harvest as {lot.PackNameEn ?? lot.PackName} by {lot.SupplierName}"));
        if (lot.Detail.Presale is { } presale) Growth(page, presale, lot);
        foreach (var move in lot.Journey) Step(page, move.Day, page.Say($"发往{move.Place}，{move.Packs}件", $"{move.Packs} packs sent to {move.Place}"));
        if (lot.Recall is { } recall) Step(page, recall.On, page.Say("召回，没卖出的全部下架", "recalled; what was left went off sale"));
        else if (lot.Journey.Count == 0) page.Raw("<li class=\"next\">").Text(page.Say("还没有发货", "Nothing sent yet")).Raw("</li>");
        page.Raw("</ol><p class=\"muted small\">").Text(page.Say("只写发往哪个市和哪一天，不写买方。", "Only cities and days are told, never buyers.")).Raw("</p></section>");
    }

    /// <summary>长势: oldest first, as the rest of the way.</summary>
    private static void Growth(Html page, PresaleView presale, TraceLot.TraceLot.Response lot)
    {
        foreach (var note in presale.Growth.Reverse()) Step(page, note.NotedOn, note.Words);
        if (presale.IsExpected) page.Raw("<li class=\"next\">").Text(page.Say($"还没采收，预计{Html.Day(presale.ExpectedOn)}", $"Not harvested yet, expected on {Html.Day(presale.ExpectedOn)}")).Raw("</li>");
        else Step(page, lot.HarvestedOn, page.Say($"在{lot.OriginName}采收", $"harvested at {lot.OriginName}"));
    }

    private static void Step(Html page, DateOnly day, string words) => page.Raw("<li>").Text($"{Html.Day(day)} {words}").Raw("</li>");
}
