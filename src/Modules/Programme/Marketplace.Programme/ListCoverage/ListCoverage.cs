using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Coverage;
using Marketplace.Programme.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.ListCoverage;

/// <summary>覆盖指标明细: every figure with period and source, for everybody; also as xlsx.</summary>
internal static class ListCoverage
{
    /// <param name="Region">A county or above.</param>
    /// <param name="Year">Only periods of that year.</param>
    /// <param name="Sort"><c>lowest</c> for the least covered first; else the latest period first.</param>
    /// <param name="Corrections">Also figures that were corrected later.</param>
    internal sealed record Query(string? Indicator, string? Region, int? Year, string? Sort, string? Cursor, int? Size, bool Corrections = false);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Indicator).MaximumLength(50);
            RuleFor(query => query.Region).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
            RuleFor(query => query.Year).InclusiveBetween(2000, 2099);
            RuleFor(query => query.Sort).Must(sort => string.IsNullOrEmpty(sort) || sort is "lowest").Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
        }
    }

    /// <param name="CorrectedAt">Set when a later figure of the same period took its place.</param>
    internal sealed record Item(
        Guid FigureId, string Indicator, string Name, string NameEn, string CountyCode, string CountyName, string Period, DateOnly AsOf, int Covered, int Total, int BasisPoints,
        int? TargetBasisPoints, string Source, bool IsComputed, DateTimeOffset EnteredAt, DateTimeOffset? CorrectedAt, bool IsDemonstration);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/coverage-figures", Handle).WithName("ListCoverage").WithTags("Programme").Public().Reads();
        api.MapGet("/coverage-figures.xlsx", Export).WithName("ExportCoverage").WithTags("Programme").Public().Reads();
    }

    private sealed class Row
    {
        public required CoverageFigure Figure { get; init; }

        public required CoverageIndicator Indicator { get; init; }
    }

    private static async Task<Ok<Page<Item>>> Handle([AsParameters] Query query, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Asked(query, db);
        var (total, size) = (await rows.LongCountAsync(cancellation), Paging.Size(query.Size));
        var page = await Sorted(After(rows, query), query).Take(size + 1).ToListAsync(cancellation);
        var next = page.Count > size ? CursorOf(page[size - 1].Figure, query) : null;
        return TypedResults.Ok(new Page<Item>([.. page.Take(size).Select(row => ItemOf(row, regions))], next, total));
    }

    private static async Task<FileStreamHttpResult> Export([AsParameters] Query query, ProgrammeDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(
            file, "覆盖指标", ["区县", "指标", "期间", "已覆盖", "总数", "覆盖率", "目标", "来源", "平台计算", "填报时间", "更正时间", "演示"], [20, 24, 12, 10, 10, 10, 10, 40, 10, 12, 12, 8]))
        {
            await foreach (var row in Sorted(Asked(query, db), query).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                var item = ItemOf(row, regions);
                sheet.Row(item.CountyName, item.Name, item.Period, item.Covered, item.Total, new Percent(item.BasisPoints / 100m),
                    item.TargetBasisPoints is { } target ? new Percent(target / 100m) : null, item.Source, item.IsComputed ? "是" : null, ChinaTime.DateIn(item.EnteredAt),
                    item.CorrectedAt is { } corrected ? ChinaTime.DateIn(corrected) : null, item.IsDemonstration ? "演示" : null);
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"覆盖指标-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static IQueryable<Row> Asked(Query query, ProgrammeDb db)
    {
        var figures = db.Set<CoverageFigure>().AsNoTracking();
        if (!query.Corrections) figures = figures.Where(row => row.SupersededAt == null);
        if (query.Indicator is { Length: > 0 } indicator) figures = figures.Where(row => row.Indicator == indicator);
        if (query.Region is { Length: > 0 } region) figures = figures.WithinRegions(row => row.CountyCode, [RegionCode.Parse(region)]);
        if (query.Year is { } year) figures = figures.Where(row => row.AsOf >= new DateOnly(year, 1, 1) && row.AsOf <= new DateOnly(year, 12, 31));
        return figures.Join(db.Set<CoverageIndicator>(), figure => figure.Indicator, one => one.Code, (figure, one) => new Row { Figure = figure, Indicator = one });
    }

    private static IQueryable<Row> Sorted(IQueryable<Row> rows, Query query) => query.Sort is "lowest"
        ? rows.OrderBy(row => row.Figure.BasisPoints).ThenBy(row => row.Figure.Id)
        : rows.OrderByDescending(row => row.Figure.AsOf).ThenByDescending(row => row.Figure.Id);

    private static IQueryable<Row> After(IQueryable<Row> rows, Query query)
    {
        if (Paging.Read(query.Cursor, 2) is not [var key, var last] || !int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || !Guid.TryParse(last, out var id)) return rows;
        if (query.Sort is "lowest") return rows.Where(row => row.Figure.BasisPoints > value || (row.Figure.BasisPoints == value && row.Figure.Id > id));
        var day = DateOnly.FromDayNumber(Math.Min(value, DateOnly.MaxValue.DayNumber));
        return rows.Where(row => row.Figure.AsOf < day || (row.Figure.AsOf == day && row.Figure.Id < id));
    }

    private static string CursorOf(CoverageFigure figure, Query query) =>
        Paging.Cursor((query.Sort is "lowest" ? figure.BasisPoints : figure.AsOf.DayNumber).ToString(CultureInfo.InvariantCulture), figure.Id.ToString());

    private static Item ItemOf(Row row, IRegionDirectory regions) => new(
        row.Figure.Id, row.Figure.Indicator, row.Indicator.Name, row.Indicator.NameEn, row.Figure.CountyCode, regions.Find(RegionCode.Parse(row.Figure.CountyCode))?.Name ?? row.Figure.CountyCode,
        row.Figure.Period, row.Figure.AsOf, row.Figure.Covered, row.Figure.Total, row.Figure.BasisPoints, row.Indicator.TargetBasisPoints, row.Figure.Source, row.Indicator.IsComputed,
        row.Figure.EnteredAt, row.Figure.SupersededAt, row.Figure.IsDemonstration);
}
