using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Programme.Claims;
using Marketplace.Programme.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.SetClaimRule;

/// <summary>核报规则: the city says, per region and from a date on, whether the village checks what the town or the county enters.</summary>
internal static class SetClaimRule
{
    /// <param name="RegionCode">A province, city or county.</param>
    internal sealed record Request(string RegionCode, DateOnly ValidFrom, bool TownNeedsVillageCheck, bool CountyNeedsVillageCheck);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.RegionCode).Must(code => Kernel.RegionCode.TryParse(code, out var region) && region.Level <= RegionLevel.County)
                .Because("region-unknown", "没有这个区划代码。请选市或区县。", "There is no such division. Choose the city or a county.");
            RuleFor(request => request.ValidFrom).Must(date => date >= clock.Today() && date <= clock.Today().AddYears(2))
                .Because("rule-date-wrong", "规则只能从今天起、两年内生效。", "A rule starts today at the earliest, within two years.");
        }
    }

    internal sealed record Row(Guid Id, string RegionCode, string RegionName, DateOnly ValidFrom, bool TownNeedsVillageCheck, bool CountyNeedsVillageCheck);

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/claim-rules", List).WithName("ListClaimRules").WithTags("Programme").Requires(ProgrammePermissions.ReadClaims).Reads();
        api.MapPost("/claim-rules", Handle).WithName("SetClaimRule").WithTags("Programme").Requires(ProgrammePermissions.Define).Writes<ProgrammeDb>();
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = db.Set<ClaimRule>().AsNoTracking();
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(rule => rule.Id < last);
        var size = Paging.Size(query.Size);
        var rules = await rows.OrderByDescending(rule => rule.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. rules.Take(size).Select(rule => ToRow(rule, regions))], rules.Count > size ? Paging.Cursor(rules[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Row>, Problem>> Handle(Request request, Actor actor, ProgrammeDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var region = Kernel.RegionCode.Parse(request.RegionCode);
        if (regions.Find(region) is null || !actor.ActsInRegion(region, Role.CityOfficial)) return Problems.NotFound;
        var prefix = region.Prefix;
        var rule = await db.Set<ClaimRule>().SingleOrDefaultAsync(row => row.RegionCode == prefix && row.ValidFrom == request.ValidFrom, cancellation);
        if (rule is null) db.Add(rule = new ClaimRule { RegionCode = prefix, ValidFrom = request.ValidFrom });
        (rule.TownNeedsVillageCheck, rule.CountyNeedsVillageCheck) = (request.TownNeedsVillageCheck, request.CountyNeedsVillageCheck);
        (rule.SetBy, rule.SetAt) = (actor.PersonId, clock.GetUtcNow());
        return TypedResults.Ok(ToRow(rule, regions));
    }

    private static Row ToRow(ClaimRule rule, IRegionDirectory regions)
    {
        var code = rule.RegionCode.Length == 0 ? string.Empty : rule.RegionCode.PadRight(6, '0');
        var name = code.Length > 0 && Kernel.RegionCode.TryParse(code, out var region) ? regions.Find(region)?.FullName ?? code : "全国";
        return new Row(rule.Id, code, name, rule.ValidFrom, rule.TownNeedsVillageCheck, rule.CountyNeedsVillageCheck);
    }
}
