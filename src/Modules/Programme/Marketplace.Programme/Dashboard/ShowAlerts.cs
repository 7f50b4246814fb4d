using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Programme.Claims;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Marketplace.Programme.UnsoldNotices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.Dashboard;

/// <summary>预警: which counties lag or reported nothing, what spoils unsold, which claims look double. Each opens its list.</summary>
internal static class ShowAlerts
{
    internal sealed record County(string Code, string Name, decimal? CompletionPercent);

    /// <param name="Behind">滞后: below the calendar's pace, the furthest first.</param>
    /// <param name="Unreported">未报: no sale in the last month that is looked at.</param>
    /// <param name="SpoilingSoon">Of the unsold, what spoils within three days.</param>
    internal sealed record Response(string Month, IReadOnlyList<County> Behind, IReadOnlyList<County> Unreported, int Unsold, int SpoilingSoon, int Doubles, int Waiting);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/dashboard/alerts", Handle).WithName("ShowAlerts").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        [AsParameters] ShowDashboard.Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, DashboardQuery dashboard, TimeProvider clock, CancellationToken cancellation)
    {
        if (ProgrammePermissions.ScopeOf(actor, query.Region, ProgrammePermissions.Watch.Roles.ToArray()) is not { } region || regions.Find(region) is null) return Problems.NotFound;
        if (region.Level > RegionLevel.County) return ShowDashboard.RegionTooSmall;
        if (await ShowDashboard.Find(db, query.Programme, cancellation) is not { } programme) return Problems.NotFound;
        var view = await dashboard.Read(programme, region, query.Filter, cancellation);
        var month = new DateOnly(view.AsOf.Year, view.AsOf.Month, 1);
        var prefix = region.Prefix;
        var reported = await db.Set<Rollup>().AsNoTracking().Of(programme, prefix, null).Where(row => row.Month == month).Select(row => row.County).Distinct().ToListAsync(cancellation);
        var open = db.Set<UnsoldNotice>().WithinRegions(notice => notice.OriginRegion, [region]).Where(notice => notice.ClosedAt == null);
        var soon = clock.Today().AddDays(3);
        var claims = db.Set<Claim>().WithinRegions(claim => claim.OriginRegion, [region]).Where(claim => CheckClaim.CheckClaim.Open.Contains(claim.State));
        return TypedResults.Ok(new Response(
            month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture),
            [.. view.Counties.Where(row => row.CompletionPercent < view.PacePercent).OrderBy(row => row.CompletionPercent).Select(Of)],
            [.. view.Counties.Where(row => !reported.Contains(row.Code)).OrderBy(row => row.Code, StringComparer.Ordinal).Select(Of)],
            await open.CountAsync(cancellation), await open.CountAsync(notice => notice.SpoilsBy <= soon, cancellation),
            await claims.CountAsync(claim => claim.DuplicateOf != null, cancellation), await claims.CountAsync(cancellation)));
    }

    private static County Of(AgainstTarget row) => new(row.Code, row.Name, row.CompletionPercent);
}
