using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Bulletins;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Programme.Dashboard;

/// <summary>One chart of the dashboard as a workbook: the same figures, to the fen, with the filters that were set.</summary>
internal static class ExportDashboard
{
    /// <param name="Chart">One of <c>channels</c>, <c>counties</c>, <c>months</c>, <c>modes</c>.</param>
    internal sealed record Query(string Chart, Guid? Programme, string? Region, string? Until, DateOnly? CountedBy, string? BuyerKind)
    {
        internal ShowDashboard.Query Filter => new(Programme, Region, Until, CountedBy, BuyerKind);
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Chart).Must(chart => chart is "channels" or "counties" or "months" or "modes").Because("unknown-choice", "没有这张图。请从看板导出。", "There is no such chart. Export from the dashboard.");
            RuleFor(query => query.Filter).SetValidator(new ShowDashboard.Validator()).OverridePropertyName("query");
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/dashboard.xlsx", Handle).WithName("ExportDashboard").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();

    private static async Task<Results<FileContentHttpResult, Problem>> Handle(
        [AsParameters] Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, DashboardQuery dashboard, CancellationToken cancellation)
    {
        if (ProgrammePermissions.ScopeOf(actor, query.Region, ProgrammePermissions.Watch.Roles.ToArray()) is not { } region || regions.Find(region) is null) return Problems.NotFound;
        if (region.Level > RegionLevel.County) return ShowDashboard.RegionTooSmall;
        if (await ShowDashboard.Find(db, query.Programme, cancellation) is not { } programme) return Problems.NotFound;
        var view = await dashboard.Read(programme, region, query.Filter.Filter, cancellation);
        using var stream = new MemoryStream();
        using (var sheets = new SheetWriter(stream))
        {
            switch (query.Chart)
            {
                case "months": Months(sheets, view); break;
                case "channels": Against(sheets, view, "渠道", view.Channels); break;
                case "modes": Against(sheets, view, "销售方式", view.Modes); break;
                default: Against(sheets, view, "区县", view.Counties); break;
            }
        }

        return TypedResults.File(stream.ToArray(), SheetWriter.ContentType, $"{query.Chart}-{view.AsOf:yyyy-MM-dd}.xlsx");
    }

    private static void Begin(SheetWriter sheets, DashboardView view, string name, IReadOnlyList<string> heads, IReadOnlyList<int> widths)
    {
        sheets.Begin(name, [.. widths], frozenRows: 3);
        sheets.Title(ChineseFigures.Prose($"{view.RegionName}{view.ProgrammeName}：按{name}"));
        sheets.Row($"截至 {view.AsOf:yyyy-MM-dd}", $"序时进度 {ChineseFigures.Percent(view.PacePercent)}");
        sheets.Heads(heads);
    }

    private static void Against(SheetWriter sheets, DashboardView view, string name, IReadOnlyList<AgainstTarget> rows)
    {
        Begin(sheets, view, name, [name, "目标（元）", "总额（元）", "其中认定额（元）", "完成率", "重量（千克）", "笔数"], [30, 22, 22, 22, 12, 20, 10]);
        foreach (var row in rows)
            sheets.Row(row.Name, row.TargetFen is { } target ? Yuan(target) : null, Yuan(row.Amounts.GrossFen), Yuan(row.Amounts.RecognisedFen), row.CompletionPercent is { } percent ? new Percent(percent) : null,
                (decimal)row.Amounts.MassGrams / 1000, row.Amounts.Facts);
        sheets.Total("合计", null, Yuan(rows.Sum(row => row.Amounts.GrossFen)), Yuan(rows.Sum(row => row.Amounts.RecognisedFen)), null, (decimal)rows.Sum(row => row.Amounts.MassGrams) / 1000, rows.Sum(row => row.Amounts.Facts));
    }

    private static void Months(SheetWriter sheets, DashboardView view)
    {
        Begin(sheets, view, "月份", ["月份", "总额（元）", "其中认定额（元）"], [30, 24, 24]);
        foreach (var month in view.Months) sheets.Row(month.Month, Yuan(month.GrossFen), Yuan(month.RecognisedFen));
        sheets.Total("合计", Yuan(view.Months.Sum(month => month.GrossFen)), Yuan(view.Months.Sum(month => month.RecognisedFen)));
    }

    private static decimal Yuan(long fen) => (decimal)fen / 100;
}
