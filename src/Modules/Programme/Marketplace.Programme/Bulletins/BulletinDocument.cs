using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Marketplace.Programme.Dashboard;

namespace Marketplace.Programme.Bulletins;

/// <summary>
/// The bulletin as an official document (GB/T 9704): A4, margins 37/26/35/28 mm, title in size 2, body in size 3 imitation Song,
/// tables as an annex with the unit at the top right, heads repeated, rows unsplit.
/// </summary>
internal static class BulletinDocument
{
    internal const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string BodyFont = "仿宋_GB2312";
    private const string TitleFont = "方正小标宋简体";
    private const string HeadFont = "黑体";

    /// <summary>Half points: size 2 is 22 pt, size 3 is 16 pt.</summary>
    private const int TitleSize = 44;
    private const int BodySize = 32;
    private const int AnnexTitleSize = 36;
    private const int TableSize = 24;

    internal static byte[] Write(BulletinSnapshot bulletin)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var body = new Body();
            main.Document = new Document(body);
            var figures = bulletin.Figures;
            body.Append(Line(bulletin.Number, BodyFont, BodySize, JustificationValues.Center));
            var title = Title(bulletin);
            for (var i = 0; i < title.Count; i++)
                body.Append(Line(title[i], TitleFont, TitleSize, JustificationValues.Center, before: i == 0 ? 400 : 0, after: i == title.Count - 1 ? 400 : 0));
            foreach (var (head, text) in Paragraphs(bulletin))
            {
                if (head.Length > 0) body.Append(Line(head, HeadFont, BodySize, JustificationValues.Both, indent: true));
                body.Append(Line(text, BodyFont, BodySize, JustificationValues.Both, indent: true));
            }

            body.Append(Line($"附件：{AnnexTitle(bulletin)}", BodyFont, BodySize, JustificationValues.Both, indent: true, before: 300));
            body.Append(Line(bulletin.DraftedAt.ToOffset(Kernel.ChinaTime.Offset).ToString("yyyy年M月d日", CultureInfo.InvariantCulture), BodyFont, BodySize, JustificationValues.Right, before: 400));
            Annex(body, bulletin);
            body.Append(Section(main));
        }

        return stream.ToArray();
    }

    /// <summary>The title, line by line.</summary>
    internal static IReadOnlyList<string> Title(BulletinSnapshot bulletin)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        var (from, to) = (bulletin.Figures.From, bulletin.Figures.AsOf);
        var months = from.Year == to.Year ? $"{to.Year}年{(from.Month == to.Month ? string.Empty : from.Month + "—")}{to.Month}月" : $"{from.Year}年{from.Month}月—{to.Year}年{to.Month}月";
        return [$"关于{months}{bulletin.Figures.RegionName}", "消费帮扶工作情况的通报"];
    }

    internal static string AnnexTitle(BulletinSnapshot bulletin)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        return $"{bulletin.Figures.RegionName}{(bulletin.Figures.Counties.Count > 1 ? "各区县" : string.Empty)}完成情况";
    }

    internal static IEnumerable<(string Head, string Text)> Paragraphs(BulletinSnapshot bulletin)
    {
        var figures = bulletin.Figures;
        var total = figures.Total;
        var against = total.TargetFen is { } target ? $",完成目标任务{ChineseFigures.Qualified(target, total.TargetQualifier)}的{ChineseFigures.Percent(total.CompletionPercent)}" : string.Empty;
        yield return ("一、总体情况", $"截至{figures.AsOf:yyyy年M月d日}，{figures.RegionName}消费帮扶销售总额{ChineseFigures.Amount(total.Amounts.GrossFen)}，其中认定产品{ChineseFigures.Amount(total.Amounts.RecognisedFen)}{against}；序时进度为{ChineseFigures.Percent(figures.PacePercent)}。");
        if (figures.JointChannels is { } joint)
        {
            yield return (string.Empty, $"四个渠道合计{ChineseFigures.Amount(joint.Amounts.GrossFen)}，目标{ChineseFigures.Qualified(joint.TargetFen ?? 0, joint.TargetQualifier)}，完成{ChineseFigures.Percent(joint.CompletionPercent)}。");
        }

        yield return (string.Empty, $"总额中，销往山东{ChineseFigures.Amount(figures.Shandong.GrossFen)}，帮助销售滞销农产品{ChineseFigures.Amount(figures.UnsoldRelief.GrossFen)}；以上各项均包含在总额内，不重复计算。直接购买{ChineseFigures.Amount(figures.Direct.GrossFen)}，帮助销售{ChineseFigures.Amount(figures.Helped.GrossFen)}，两项分列。");
        var channels = figures.Channels.Where(channel => channel.Amounts.GrossFen != 0).Select(channel => $"{channel.Name}{ChineseFigures.Amount(channel.Amounts.GrossFen)}");
        yield return ("二、渠道情况", string.Join(",", channels) + "。");
        var ranked = figures.Counties.Where(county => county.CompletionPercent is not null).ToList();
        if (ranked.Count >= 6)
        {
            yield return ("三、区县情况", $"完成率居前的是{Names(ranked.Take(3))}；居后的是{Names(ranked.TakeLast(3))}。");
        }

        foreach (var figure in figures.Figures.Where(figure => figure.Measure == "online-retail" && figure.AmountFen is not null))
            yield return (string.Empty, $"同期农产品网络零售额{ChineseFigures.Qualified(figure.AmountFen!.Value, figure.Qualifier)}（出处：{figure.Source}）。");
        if (figures.HoldsDemonstration) yield return (string.Empty, $"说明：本通报含演示生成的销售明细{(figures.Figures.Count > 0 ? "，合计与公布数一致" : string.Empty)}。");
        if (bulletin.LedgerHash is { } hash) yield return (string.Empty, $"资金账末笔编号{bulletin.LedgerEntry}，校验值{hash[..16]}。");
    }

    private static string Names(IEnumerable<AgainstTarget> rows) => string.Join("、", rows.Select(row => $"{row.Name}({ChineseFigures.Percent(row.CompletionPercent)})"));

    /// <summary>Twentieths of a point: together the width between the margins.</summary>
    private static readonly int[] AnnexWidths = [640, 2540, 1450, 1480, 1480, 1255];

    private static void Annex(Body body, BulletinSnapshot bulletin)
    {
        var figures = bulletin.Figures;
        body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));
        body.Append(Line("附件", HeadFont, BodySize, JustificationValues.Left));
        body.Append(Line(AnnexTitle(bulletin), TitleFont, AnnexTitleSize, JustificationValues.Center, before: 200, after: 100));
        body.Append(Line("单位：万元", BodyFont, TableSize, JustificationValues.Right));
        var table = new Table(new TableProperties(
            new TableWidth { Type = TableWidthUnitValues.Dxa, Width = AnnexWidths.Sum().ToString(CultureInfo.InvariantCulture) },
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 8 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 8 },
                new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 }),
            new TableLayout { Type = TableLayoutValues.Fixed },
            new TableCellMarginDefault(new TableCellLeftMargin { Width = 60, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 60, Type = TableWidthValues.Dxa })));
        table.Append(new TableGrid(AnnexWidths.Select(width => new GridColumn { Width = width.ToString(CultureInfo.InvariantCulture) })));
        table.Append(Row(["名次", "区县", "目标", "总额", "其中认定额", "完成率"], isHead: true));
        var place = 0;
        foreach (var county in figures.Counties)
        {
            place++;
            table.Append(Row([place.ToString(CultureInfo.InvariantCulture), county.Name, county.TargetFen is { } target ? Figure(target) : "—", Figure(county.Amounts.GrossFen),
                Figure(county.Amounts.RecognisedFen), ChineseFigures.Percent(county.CompletionPercent)], isHead: false));
        }

        table.Append(Row([string.Empty, "合计", figures.Total.TargetFen is { } all ? Figure(all) : "—", Figure(figures.Total.Amounts.GrossFen), Figure(figures.Total.Amounts.RecognisedFen),
            ChineseFigures.Percent(figures.Total.CompletionPercent)], isHead: false));
        body.Append(table);
    }

    private static string Figure(long fen) => ChineseFigures.TenThousandYuan(fen).ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static TableRow Row(IReadOnlyList<string> cells, bool isHead)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead) properties.Append(new TableHeader());
        var row = new TableRow(properties);
        for (var i = 0; i < cells.Count; i++)
        {
            var justification = isHead || i == 0 ? JustificationValues.Center : i == 1 ? JustificationValues.Left : JustificationValues.Right;
            row.Append(new TableCell(new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = AnnexWidths[i].ToString(CultureInfo.InvariantCulture) }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                Line(cells[i], isHead ? HeadFont : BodyFont, TableSize, justification, exact: 360)));
        }

        return row;
    }

    private static Paragraph Line(
        string text, string font, int size, JustificationValues justification, bool indent = false, int before = 0, int after = 0, int exact = 580)
    {
        var properties = new ParagraphProperties(
            new SpacingBetweenLines { Before = before.ToString(CultureInfo.InvariantCulture), After = after.ToString(CultureInfo.InvariantCulture), Line = exact.ToString(CultureInfo.InvariantCulture), LineRule = size == TitleSize ? LineSpacingRuleValues.AtLeast : LineSpacingRuleValues.Exact });
        // Two characters: in characters where the reader knows them, in twentieths of a point where it does not.
        if (indent) properties.Append(new Indentation { FirstLine = (size * 20).ToString(CultureInfo.InvariantCulture), FirstLineChars = 200 });
        properties.Append(new Justification { Val = justification });
        var run = new RunProperties(
            new RunFonts { EastAsia = font, Ascii = "Times New Roman", HighAnsi = "Times New Roman" },
            new FontSize { Val = size.ToString(CultureInfo.InvariantCulture) });
        return new Paragraph(properties, new Run(run, new Text(ChineseFigures.Prose(text)) { Space = SpaceProcessingModeValues.Preserve }));
    }

    /// <summary>A4 with the standard's margins in twentieths of a point, and the page number as — 1 —.</summary>
    private static SectionProperties Section(MainDocumentPart main)
    {
        var footer = main.AddNewPart<FooterPart>();
        static Run Dash(string text) => new(new RunProperties(new RunFonts { EastAsia = "宋体", Ascii = "宋体" }, new FontSize { Val = "28" }), new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        footer.Footer = new Footer(new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), Dash("— "), new SimpleField(new Run(new Text("1"))) { Instruction = "PAGE" }, Dash(" —")));
        return new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Top = 2098, Bottom = 1984, Left = 1587, Right = 1474, Header = 851, Footer = 992, Gutter = 0 });
    }
}
