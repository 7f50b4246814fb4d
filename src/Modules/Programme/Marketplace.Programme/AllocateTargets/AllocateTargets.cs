using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.AllocateTargets;

/// <summary>任务分解: a programme's targets, and the split of its total among the counties, set in one act so that it never stands half changed.</summary>
internal static class AllocateTargets
{
    internal sealed record Share(string RegionCode, long AmountFen);

    /// <param name="Source">Where the split stands written, such as a notice's number.</param>
    internal sealed record Request(IReadOnlyList<Share> Shares, string? Source);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Shares).Must(shares => shares.Count is >= 1 and <= 200 && shares.All(share => share is not null)).Because("shares-needed", "请填各区县的任务(1到200行)。", "Enter the counties' shares (1 to 200 rows).");
            RuleFor(request => request.Shares).Must(shares => shares.Select(share => share.RegionCode).Distinct().Count() == shares.Count).Because("region-twice", "有区县填了两次。请删掉一行。", "A county stands there twice. Remove one row.");
            RuleForEach(request => request.Shares).Must(share => RegionCode.TryParse(share.RegionCode, out var region) && region.Level == RegionLevel.County).Because("region-not-county", "有一行不是区县代码。请从列表里选。", "A row is no county's code. Pick from the list.");
            RuleForEach(request => request.Shares).Must(share => share.AmountFen is >= 1 and <= long.MaxValue / 1000).Because("amount-out-of-range", "任务额不对。请填0.01元以上。", "The share is out of range. Enter ¥0.01 or more.");
            RuleFor(request => request.Source).MaximumLength(200);
        }
    }

    internal sealed record Row(Guid Id, TargetCut Cut, string? Channel, string RegionCode, string RegionName, long AmountFen, string? Qualifier, string? Source, bool IsPublished, bool IsDemonstration);

    /// <param name="AllocatedFen">What the counties' shares add up to; may differ from the total, which is shown.</param>
    internal sealed record Response(Guid ProgrammeId, string Name, string NameEn, string RegionCode, long? TotalFen, long AllocatedFen, IReadOnlyList<Row> Targets);

    private static readonly Problem OutsideProgramme = Problem.Invalid("region-outside-programme", "有区县不在项目地区内。请核对。", "A county lies outside the programme's region. Check the rows.", "shares");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/programmes/{programmeId:guid}/targets", List).WithName("ListTargets").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapPost("/programmes/{programmeId:guid}/allocation", Allocate).WithName("AllocateTargets").WithTags("Programme").Requires(ProgrammePermissions.Define).Writes<ProgrammeDb>(needsKey: true);
    }

    private static async Task<Results<Ok<Response>, Problem>> List(Guid programmeId, Actor actor, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        if (await db.Set<ProgrammeRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == programmeId, cancellation) is not { } programme) return Problems.NotFound;
        var targets = await db.Set<Target>().AsNoTracking().Where(row => row.ProgrammeId == programmeId).ToListAsync(cancellation);
        return TypedResults.Ok(Answer(programme, targets, actor, regions));
    }

    private static async Task<Results<Ok<Response>, Problem>> Allocate(Guid programmeId, Request request, Actor actor, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        if (await db.Set<ProgrammeRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == programmeId, cancellation) is not { } programme) return Problems.NotFound;
        if (!actor.ActsInRegion(RegionCode.Parse(programme.RegionCode), Role.CityOfficial)) return Problems.Forbidden;
        var inside = regions.CountiesOf(RegionCode.Parse(programme.RegionCode)).Select(county => county.Code.Value).ToHashSet();
        if (request.Shares.Any(share => !inside.Contains(share.RegionCode))) return OutsideProgramme;
        // The programme's row lock makes two allocations that come together wait for each other.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM programme WHERE id = {programmeId} FOR UPDATE", cancellation);
        var targets = await db.Set<Target>().Where(row => row.ProgrammeId == programmeId).ToListAsync(cancellation);
        var source = string.IsNullOrWhiteSpace(request.Source) ? null : request.Source.Trim();
        foreach (var share in request.Shares)
        {
            var target = targets.Find(row => row.Cut == TargetCut.County && row.RegionCode == share.RegionCode);
            if (target is null)
            {
                target = new Target { ProgrammeId = programmeId, Cut = TargetCut.County, RegionCode = share.RegionCode };
                targets.Add(target);
                db.Add(target);
            }

            (target.AmountFen, target.Source, target.IsPublished, target.IsDemonstration) = (share.AmountFen, source, source is not null, false);
        }

        db.Audit("targets-allocated", programmeId.ToString(), new { counties = request.Shares.Count, totalFen = request.Shares.Sum(share => share.AmountFen), source });
        return TypedResults.Ok(Answer(programme, targets, actor, regions));
    }

    private static Response Answer(ProgrammeRecord programme, List<Target> targets, Actor actor, IRegionDirectory regions)
    {
        var roles = ProgrammePermissions.Watch.Roles.ToArray();
        var seen = targets.Where(row => actor.ActsInRegion(RegionCode.Parse(row.RegionCode), roles)).ToList();
        return new Response(
            programme.Id, programme.Name, programme.NameEn, programme.RegionCode, targets.Find(row => row.Cut == TargetCut.Total && row.RegionCode == programme.RegionCode)?.AmountFen,
            targets.Where(row => row.Cut == TargetCut.County).Sum(row => row.AmountFen),
            [.. seen.OrderBy(row => row.Cut).ThenBy(row => row.RegionCode, StringComparer.Ordinal).Select(row => new Row(row.Id, row.Cut, row.Channel, row.RegionCode,
                regions.Find(RegionCode.Parse(row.RegionCode))?.Name ?? row.RegionCode, row.AmountFen, row.Qualifier, row.Source, row.IsPublished, row.IsDemonstration))]);
    }
}
