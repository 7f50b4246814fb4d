using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.SetRecognitionRule;

/// <summary>认定规则: how a county recognises from a date on. Rules are added, never changed, so that past decisions stay explained.</summary>
internal static class SetRecognitionRule
{
    internal sealed record Request(string RegionCode, DateOnly ValidFrom, bool NeedsSector, int NoticeDays, int ValidityMonths, int StepDays = 10,
        int RenewalDays = 90, bool IsRenewalShort = false, int HearingDays = 7, bool NeedsLicence = true, int RemindDays = 2, int RenewalRemindDays = 30);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.NoticeDays).InclusiveBetween(0, 60);
            RuleFor(request => request.ValidityMonths).InclusiveBetween(1, 60);
            RuleFor(request => request.StepDays).InclusiveBetween(1, 90);
            RuleFor(request => request.RenewalDays).InclusiveBetween(1, 180);
            RuleFor(request => request.HearingDays).InclusiveBetween(1, 60);
            RuleFor(request => request.RemindDays).InclusiveBetween(0, 30);
            RuleFor(request => request.RenewalRemindDays).InclusiveBetween(1, 180);
        }
    }

    internal sealed record Item(string RegionCode, string RegionName, DateOnly ValidFrom, bool NeedsSector, int NoticeDays, int ValidityMonths, int StepDays,
        int RenewalDays, bool IsRenewalShort, int HearingDays, DateTimeOffset SetAt, bool IsInForce, bool NeedsLicence, int RemindDays, int RenewalRemindDays);

    private static readonly Problem RegionUnknown = Problem.Invalid(
        "region-unknown", "没有这个区划代码，或不归您管。请选到区县。", "There is no such division, or it is not yours. Choose a county or above.", "regionCode");

    private static readonly Problem Backdated = Problem.Invalid(
        "rule-in-past", "规则不能从过去的日期开始。请改成今天或以后。", "A rule cannot begin in the past. Choose today or later.", "validFrom");

    private static readonly Problem Taken = Problem.Conflict(
        "rule-exists", "这一天已有规则。请换一个日期。", "There is a rule from this date already. Choose another date.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/recognition-rules", Handle).WithName("SetRecognitionRule").WithTags("Catalog").Requires(CatalogPermissions.SetRecognitionRule).Writes<CatalogDb>();
        api.MapGet("/recognition-rules", List).WithName("ListRecognitionRules").WithTags("Catalog").Public().Reads();
    }

    private static async Task<Results<Ok<Item>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (!RegionCode.TryParse(request.RegionCode, out var code) || code.Level > RegionLevel.County || regions.Find(code) is null
            || !(actor.Has(Role.Operator) || actor.ActsInRegion(code, Role.CityOfficial, Role.CountyOfficial))) return RegionUnknown;
        if (request.ValidFrom < clock.Today()) return Backdated;
        if (await db.Set<RecognitionRule>().AnyAsync(row => row.RegionCode == code.Prefix && row.ValidFrom == request.ValidFrom, cancellation)) return Taken;
        var rule = new RecognitionRule
        {
            RegionCode = code.Prefix,
            ValidFrom = request.ValidFrom,
            NeedsSector = request.NeedsSector,
            NoticeDays = request.NoticeDays,
            ValidityMonths = request.ValidityMonths,
            StepDays = request.StepDays,
            RenewalDays = request.RenewalDays,
            IsRenewalShort = request.IsRenewalShort,
            HearingDays = request.HearingDays,
            NeedsLicence = request.NeedsLicence,
            RemindDays = request.RemindDays,
            RenewalRemindDays = request.RenewalRemindDays,
            SetBy = actor.PersonId,
            SetAt = clock.GetUtcNow(),
        };
        db.Add(rule);
        return TypedResults.Ok(ItemOf(rule, regions, isInForce: rule.ValidFrom == clock.Today()));
    }

    /// <summary>The rules of everywhere, or those that can apply in one place: the longest region wins, then the latest date.</summary>
    private static async Task<Results<Ok<Page<Item>>, Problem>> List(string? region, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = db.Set<RecognitionRule>().AsNoTracking();
        if (!string.IsNullOrEmpty(region))
        {
            if (!RegionCode.TryParse(region, out var code)) return RegionUnknown;
            string[] around = [string.Empty, .. Enumerable.Range(1, 3).Select(level => code.Value[..Math.Min(level * 2, 6)])];
            rows = rows.Where(rule => around.Contains(rule.RegionCode));
        }

        var today = clock.Today();
        var rules = await rows.OrderByDescending(rule => rule.ValidFrom).ThenBy(rule => rule.RegionCode).Take(Paging.LargestSize).ToListAsync(cancellation);
        var inForce = rules.Where(rule => rule.ValidFrom <= today).GroupBy(rule => rule.RegionCode).Select(group => group.MaxBy(rule => rule.ValidFrom)!.Id).ToHashSet();
        return TypedResults.Ok(new Page<Item>([.. rules.Select(rule => ItemOf(rule, regions, inForce.Contains(rule.Id)))]));
    }

    private static Item ItemOf(RecognitionRule rule, IRegionDirectory regions, bool isInForce)
    {
        var code = rule.RegionCode.PadRight(6, '0');
        return new Item(rule.RegionCode.Length == 0 ? string.Empty : code, rule.RegionCode.Length == 0 ? "全国" : ListSuppliers.RegionNames.FullNameOf(regions, code),
            rule.ValidFrom, rule.NeedsSector, rule.NoticeDays, rule.ValidityMonths, rule.StepDays, rule.RenewalDays, rule.IsRenewalShort, rule.HearingDays, rule.SetAt, isInForce,
            rule.NeedsLicence, rule.RemindDays, rule.RenewalRemindDays);
    }
}
