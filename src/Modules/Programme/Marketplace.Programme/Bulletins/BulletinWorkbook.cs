using Marketplace.Platform.Tables;
using Marketplace.Programme.Dashboard;

namespace Marketplace.Programme.Bulletins;

/// <summary>The bulletin as a workbook: real numbers with their unit in the head, one sheet per question.</summary>
internal static class BulletinWorkbook
{
    internal static byte[] Write(BulletinSnapshot bulletin)
    {
        using var stream = new MemoryStream();
        using (var sheets = new SheetWriter(stream))
        {
            Summary(sheets, bulletin);
            Against(sheets, "区县", "区县", bulletin.Figures.Counties, bulletin.Figures.Total);
            Against(sheets, "渠道", "渠道", bulletin.Figures.Channels, bulletin.Figures.Total);
            Months(sheets, bulletin.Figures);
            Sources(sheets, bulletin.Figures);
        }

        return stream.ToArray();
    }

    private static void Summary(SheetWriter sheets, BulletinSnapshot bulletin)
    {
        var figures = bulletin.Figures;
        sheets.Begin("概况", [34, 20, 20, 14, 46], frozenRows: 3);
        sheets.Title(string.Concat(BulletinDocument.Title(bulletin)));
        sheets.Row(bulletin.Number, null, null, null, $"截至 {figures.AsOf:yyyy-MM-dd}");
        sheets.Heads(["项目", "总额（万元）", "其中认定额（万元）", "完成率", "说明"]);
        Line(sheets, "销售总额", figures.Total.Amounts, figures.Total.CompletionPercent, figures.Total.TargetFen is { } total ? "目标 " + ChineseFigures.Qualified(total, figures.Total.TargetQualifier) : null);
        if (figures.JointChannels is { } joint) Line(sheets, "四渠道合计", joint.Amounts, joint.CompletionPercent, joint.TargetFen is { } fen ? "目标 " + ChineseFigures.Qualified(fen, joint.TargetQualifier) : null);
        foreach (var nested in figures.Nested) Line(sheets, "其中：" + nested.Name, nested.Amounts, nested.CompletionPercent, "包含在总额内");
        Line(sheets, "其中：销往山东", figures.Shandong, null, "包含在总额内");
        Line(sheets, "其中：滞销帮销", figures.UnsoldRelief, null, "包含在总额内");
        Line(sheets, "直接购买", figures.Direct, null, "与帮助销售分列，不相加为任务");
        Line(sheets, "帮助销售", figures.Helped, null, "与直接购买分列");
        sheets.Row("序时进度", null, null, new Percent(figures.PacePercent), null);
        if (figures.HoldsDemonstration) sheets.Row("注：含演示生成的销售数据，合计与已公布数一致。");
        sheets.Row($"资金账最后一笔 {bulletin.LedgerEntry?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "无"}", null, null, null, bulletin.LedgerHash?[..16]);
    }

    private static void Line(SheetWriter sheets, string name, Amounts amounts, decimal? completion, string? note) =>
        sheets.Row(name, ChineseFigures.TenThousandYuan(amounts.GrossFen), ChineseFigures.TenThousandYuan(amounts.RecognisedFen), completion is { } percent ? new Percent(percent) : "—", note);

    private static void Against(SheetWriter sheets, string name, string head, IReadOnlyList<AgainstTarget> rows, AgainstTarget total)
    {
        sheets.Begin(name, [8, 24, 18, 18, 18, 12], frozenRows: 1);
        sheets.Heads(["名次", head, "目标（万元）", "总额（万元）", "其中认定额（万元）", "完成率"]);
        var place = 0;
        foreach (var row in rows)
        {
            place++;
            sheets.Row(place, row.Name, row.TargetFen is { } target ? ChineseFigures.TenThousandYuan(target) : "—", ChineseFigures.TenThousandYuan(row.Amounts.GrossFen),
                ChineseFigures.TenThousandYuan(row.Amounts.RecognisedFen), row.CompletionPercent is { } percent ? new Percent(percent) : "—");
        }

        sheets.Total(null, "合计", total.TargetFen is { } all ? ChineseFigures.TenThousandYuan(all) : "—", ChineseFigures.TenThousandYuan(rows.Sum(row => row.Amounts.GrossFen)),
            ChineseFigures.TenThousandYuan(rows.Sum(row => row.Amounts.RecognisedFen)), total.CompletionPercent is { } share ? new Percent(share) : "—");
    }

    private static void Months(SheetWriter sheets, DashboardView figures)
    {
        sheets.Begin("月度", [14, 20, 20], frozenRows: 1);
        sheets.Heads(["月份", "总额（万元）", "其中认定额（万元）"]);
        foreach (var month in figures.Months) sheets.Row(month.Month, ChineseFigures.TenThousandYuan(month.GrossFen), ChineseFigures.TenThousandYuan(month.RecognisedFen));
        sheets.Total("合计", ChineseFigures.TenThousandYuan(figures.Months.Sum(month => month.GrossFen)), ChineseFigures.TenThousandYuan(figures.Months.Sum(month => month.RecognisedFen)));
    }

    private static void Sources(SheetWriter sheets, DashboardView figures)
    {
        sheets.Begin("公布数与出处", [40, 24, 12, 10, 14, 14, 60], frozenRows: 1);
        sheets.Heads(["指标", "数值", "单位", "口径", "起", "止", "出处"]);
        foreach (var figure in figures.Figures)
            sheets.Row(FigureWords.Name(figure), figure.AmountFen is { } fen ? (decimal)fen / 100 : figure.Number, figure.AmountFen is null ? FigureWords.Unit(figure.Unit) : "元", FigureWords.Qualifier(figure.Qualifier), figure.From, figure.To, figure.Source);
    }
}
