using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Programme.Coverage;
using Marketplace.Programme.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.ListCoverage;

/// <summary>覆盖指标总表: the counties of a region against each indicator, by the latest figure known on a day; for everybody.</summary>
internal static class ShowCoverage
{
    /// <param name="Region">A county or above; Chongqing when it is left out.</param>
    /// <param name="On">As things stood then: periods that had ended, or had begun with it.</param>
    internal sealed record Query(string? Region, DateOnly? On);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Region).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
            .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
    }

    /// <param name="Counties">How many counties said something.</param>
    /// <param name="Full">How many of those reached the target.</param>
    internal sealed record IndicatorView(
        string Code, string Name, string NameEn, string Meaning, string MeaningEn, bool IsComputed, int? TargetBasisPoints, string? TargetPeriod, string? Qualifier, string? Source, string? SourceEn,
        int Counties, int Full);

    internal sealed record Cell(string Indicator, string Period, int Covered, int Total, int BasisPoints);

    internal sealed record CountyView(string CountyCode, string CountyName, bool IsRelief, IReadOnlyList<Cell> Figures);

    internal sealed record Response(string RegionCode, DateOnly On, IReadOnlyList<IndicatorView> Indicators, IReadOnlyList<CountyView> Counties);

    private static readonly RegionCode Everywhere = Kernel.RegionCode.Parse("500000");

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/coverage", Handle).WithName("ShowCoverage").WithTags("Programme").Public().Reads();

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, ProgrammeDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var region = query.Region is { Length: > 0 } wished ? Kernel.RegionCode.Parse(wished) : Everywhere;
        var on = query.On ?? clock.Today();
        // A year that runs is shown as what was said of it so far.
        var until = new DateOnly(on.Year, 12, 31);
        var known = ChinaTime.StartOf(on.AddDays(1)).ToUniversalTime();
        var figures = await db.Set<CoverageFigure>().AsNoTracking().WithinRegions(row => row.CountyCode, [region])
            .Where(row => row.AsOf <= until && row.EnteredAt < known && (row.SupersededAt == null || row.SupersededAt >= known))
            .GroupBy(row => new { row.CountyCode, row.Indicator })
            .Select(group => group.OrderByDescending(row => row.AsOf).ThenByDescending(row => row.EnteredAt).First()).ToListAsync(cancellation);
        var indicators = await db.Set<CoverageIndicator>().AsNoTracking().OrderBy(row => row.Position).ToListAsync(cancellation);
        var byCounty = figures.ToLookup(row => row.CountyCode);
        IReadOnlyList<Region> counties = region.Level >= RegionLevel.County ? [.. new[] { regions.Find(region) }.OfType<Region>()] : regions.CountiesOf(region);
        return TypedResults.Ok(new Response(
            region.Value, on, [.. indicators.Select(one => ViewOf(one, figures))],
            [.. counties.Select(county => new CountyView(county.Code.Value, county.Name, county.Relief is not null, [.. byCounty[county.Code.Value].Select(CellOf)]))]));
    }

    private static Cell CellOf(CoverageFigure row) => new(row.Indicator, row.Period, row.Covered, row.Total, row.BasisPoints);

    private static IndicatorView ViewOf(CoverageIndicator one, List<CoverageFigure> figures)
    {
        var mine = figures.Where(row => row.Indicator == one.Code).ToList();
        return new IndicatorView(
            one.Code, one.Name, one.NameEn, one.Meaning, one.MeaningEn, one.IsComputed, one.TargetBasisPoints, one.TargetPeriod, one.Qualifier, one.Source, one.SourceEn, mine.Count,
            mine.Count(row => row.BasisPoints >= (one.TargetBasisPoints ?? 10_000)));
    }
}
