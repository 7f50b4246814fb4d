using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Programme.Coverage;
using Marketplace.Programme.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.EnterCoverage;

/// <summary>填报覆盖指标: a county, or the city for it, says how far it has come in a year or month, and by which source. A correction keeps what was said before.</summary>
internal static class EnterCoverage
{
    /// <param name="Period">2026 or 2026-10.</param>
    internal sealed record Request(string Indicator, string CountyCode, string Period, int Covered, int Total, string Source);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Indicator).NotEmpty().MaximumLength(50);
            RuleFor(request => request.Period).Must(period => period is not null && CoverageFigure.HasBegun(period, clock.Today()))
                .Because("period-wrong", "期间不对。请写年（2026）或月（2026-10），不能是将来。", "The period is not right. Write a year (2026) or a month (2026-10) that has begun.");
            RuleFor(request => request.Total).InclusiveBetween(1, 1_000_000);
            RuleFor(request => request.Covered).InclusiveBetween(0, 1_000_000).Must((request, covered) => covered <= request.Total)
                .Because("covered-exceeds-total", "已覆盖多于总数。请核对。", "More are covered than there are. Check both numbers.");
            RuleFor(request => request.Source).NotEmpty().MaximumLength(200);
        }
    }

    internal sealed record Response(string Indicator, string CountyCode, string Period, int BasisPoints, bool IsChanged);

    private static readonly Problem IndicatorUnknown = Problem.Invalid(
        "indicator-unknown", "没有这个指标，或由平台自动计算。请从列表里选。", "There is no such indicator, or the platform computes it. Pick from the list.", "indicator");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/coverage-figures", Handle)
        .WithName("EnterCoverage").WithTags("Programme").Requires(ProgrammePermissions.Publish).Writes<ProgrammeDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, ProgrammeDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (!RegionCode.TryParse(request.CountyCode, out var county) || county.Level != RegionLevel.County || regions.Find(county) is null
            || !actor.ActsInRegion(county, Role.CountyOfficial, Role.CityOfficial)) return Problems.NotFound;
        if (!await db.Set<CoverageIndicator>().AnyAsync(row => row.Code == request.Indicator && !row.IsComputed, cancellation)) return IndicatorUnknown;
        var now = clock.GetUtcNow();
        var figure = new CoverageFigure
        {
            Indicator = request.Indicator,
            CountyCode = county.Value,
            Period = request.Period,
            AsOf = CoverageFigure.EndOf(request.Period)!.Value,
            Source = request.Source.Trim(),
            EnteredBy = actor.PersonId,
        }.Count(request.Covered, request.Total, now);
        var isChanged = await db.Record(figure, now, cancellation);
        db.Audit("coverage-entered", county.Value, new { request.Indicator, request.Period, request.Covered, request.Total });
        return TypedResults.Ok(new Response(figure.Indicator, figure.CountyCode, figure.Period, figure.BasisPoints, isChanged));
    }
}
