using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.SetYieldRule;

/// <summary>产量规则: whether a lot above the ceiling opens with a mark or waits, per region and from a date on. Rules are added, never changed.</summary>
internal static class SetYieldRule
{
    internal sealed record Request(string RegionCode, DateOnly ValidFrom, int TolerancePercent, bool Stops, bool NeedsPlots);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.TolerancePercent).InclusiveBetween(0, 100)
                .Because("percent-wrong", "百分比要在0到100之间。请改正。", "The percentage must be between 0 and 100. Correct it.");
        }
    }

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Row(Guid Id, string RegionCode, string RegionName, DateOnly ValidFrom, int TolerancePercent, bool Stops, bool NeedsPlots, DateTimeOffset SetAt);

    private static readonly Problem RegionUnknown = Problem.Invalid(
        "region-unknown", "没有这个区划代码，或不归您管。请选到市或区县。", "There is no such division, or it is not yours. Choose the city or a county.", "regionCode");

    private static readonly Problem Backdated = Problem.Invalid(
        "rule-in-past", "规则不能从过去的日期开始。请改成今天或以后。", "A rule cannot begin in the past. Choose today or later.", "validFrom");

    private static readonly Problem Taken = Problem.Conflict("rule-exists", "这一天已有规则。请换一个日期。", "There is a rule from this date already. Choose another date.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/yield-rules", Handle).WithName("SetYieldRule").WithTags("Catalog").Requires(CatalogPermissions.SetYieldCeiling).Writes<CatalogDb>();
        api.MapGet("/yield-rules", List).WithName("ListYieldRules").WithTags("Catalog").Requires(CatalogPermissions.SeePlots).Reads();
    }

    private static async Task<Results<Ok<Row>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (!RegionCode.TryParse(request.RegionCode, out var code) || code.Level > RegionLevel.County || regions.Find(code) is null || !actor.ActsInRegion(code, Role.CountyOfficial, Role.CityOfficial))
            return RegionUnknown;
        if (request.ValidFrom < clock.Today()) return Backdated;
        if (await db.Set<YieldRule>().AnyAsync(row => row.RegionCode == code.Prefix && row.ValidFrom == request.ValidFrom, cancellation)) return Taken;
        var rule = new YieldRule
        {
            RegionCode = code.Prefix,
            ValidFrom = request.ValidFrom,
            TolerancePercent = request.TolerancePercent,
            Stops = request.Stops,
            NeedsPlots = request.NeedsPlots,
            SetBy = actor.PersonId,
            SetAt = clock.GetUtcNow(),
        };
        db.Add(rule);
        db.Audit("yield-rule-set", rule.Id.ToString(), request);
        return TypedResults.Ok(RowOf(rule, regions));
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, CatalogDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = db.Set<YieldRule>().AsNoTracking();
        if (Paging.Read(query.Cursor, 1) is [var last] && Guid.TryParse(last, out var id)) rows = rows.Where(rule => rule.Id < id);
        var size = Paging.Size(query.Size);
        var page = await rows.OrderByDescending(rule => rule.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. page.Take(size).Select(rule => RowOf(rule, regions))], page.Count > size ? Paging.Cursor(page[size - 1].Id.ToString()) : null));
    }

    private static Row RowOf(YieldRule rule, IRegionDirectory regions) => new(
        rule.Id, rule.RegionCode, regions.NameOfPrefix(rule.RegionCode), rule.ValidFrom, rule.TolerancePercent, rule.Stops, rule.NeedsPlots, rule.SetAt);
}
