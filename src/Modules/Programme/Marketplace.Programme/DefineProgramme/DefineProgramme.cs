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

namespace Marketplace.Programme.DefineProgramme;

/// <summary>立项和任务分解: the city defines a programme as a filter over the ledger and sets targets by channel and county.</summary>
internal static class DefineProgramme
{
    internal sealed record Request(
        string Key, string Name, string NameEn, Guid? ParentId, string RegionCode, DateOnly PeriodFrom, DateOnly PeriodTo, IReadOnlyList<string> Channels, string? BuyerProvince, bool RecognisedOnly);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Key).Matches("^[a-z0-9][a-z0-9-]{2,49}$").Because("key-wrong", "代号要用3到50个小写字母、数字或连字符。", "The key needs 3 to 50 lower-case letters, digits or hyphens.");
            RuleFor(request => request.Name).NotEmpty().MaximumLength(100);
            RuleFor(request => request.NameEn).NotEmpty().MaximumLength(200);
            RuleFor(request => request.RegionCode).Must(code => RegionCode.TryParse(code, out _));
            RuleFor(request => request.PeriodTo).Must((request, to) => to >= request.PeriodFrom && request.PeriodFrom.Day == 1 && to.AddDays(1).Day == 1)
                .Because("period-wrong", "期限要从月初到月底。", "The period runs from the first day of a month to the last of one.");
            RuleFor(request => request.Channels).Must(channels => channels.Count <= 20);
            RuleFor(request => request.BuyerProvince).Matches(@"^\d{2}0000$").When(request => !string.IsNullOrEmpty(request.BuyerProvince));
        }
    }

    internal sealed record TargetRequest(TargetCut Cut, string? Channel, string RegionCode, long AmountFen, string? Qualifier, string? Source);

    internal sealed class TargetValidator : AbstractValidator<TargetRequest>
    {
        public TargetValidator()
        {
            RuleFor(request => request.Cut).IsInEnum();
            RuleFor(request => request.Channel).NotEmpty().When(request => request.Cut == TargetCut.Channel);
            RuleFor(request => request.RegionCode).Must(code => RegionCode.TryParse(code, out _));
            RuleFor(request => request.AmountFen).InclusiveBetween(1, long.MaxValue / 1000);
            RuleFor(request => request.Qualifier).Must(word => word is null or "at_least" or "nearly" or "more_than" or "exact");
            RuleFor(request => request.Source).MaximumLength(200);
        }
    }

    internal sealed record Response(Guid Id);

    private static readonly Problem KeyTaken = Problem.Conflict("key-taken", "这个代号已有项目用。请换一个。", "A programme has this key. Choose another.");

    private static readonly Problem RegionUnknown = Problem.Invalid("region-unknown", "没有这个区划代码。请从列表里选。", "There is no division with this code. Pick one from the list.", "regionCode");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/programmes", Define).WithName("DefineProgramme").WithTags("Programme").Requires(ProgrammePermissions.Define).Writes<ProgrammeDb>();
        api.MapPut("/programmes/{programmeId:guid}/targets", SetTarget).WithName("SetTarget").WithTags("Programme").Requires(ProgrammePermissions.Define).Writes<ProgrammeDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Define(Request request, Actor actor, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(request.RegionCode);
        if (regions.Find(region) is null) return RegionUnknown;
        if (!actor.ActsInRegion(region, Role.CityOfficial)) return Problems.Forbidden;
        if (await db.Set<ProgrammeRecord>().AnyAsync(row => row.Key == request.Key, cancellation)) return KeyTaken;
        if (request.ParentId is { } parent && !await db.Set<ProgrammeRecord>().AnyAsync(row => row.Id == parent && row.ParentId == null, cancellation)) return Problems.NotFound;
        var programme = new ProgrammeRecord
        {
            Key = request.Key,
            Name = request.Name.Trim(),
            NameEn = request.NameEn.Trim(),
            ParentId = request.ParentId,
            RegionCode = request.RegionCode,
            PeriodFrom = request.PeriodFrom,
            PeriodTo = request.PeriodTo,
            Channels = [.. request.Channels.Distinct()],
            BuyerProvince = string.IsNullOrEmpty(request.BuyerProvince) ? null : request.BuyerProvince,
            RecognisedOnly = request.RecognisedOnly,
        };
        db.Add(programme);
        return TypedResults.Ok(new Response(programme.Id));
    }

    private static async Task<Results<Ok<Response>, Problem>> SetTarget(Guid programmeId, TargetRequest request, Actor actor, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(request.RegionCode);
        if (regions.Find(region) is null) return RegionUnknown;
        if (!actor.ActsInRegion(region, Role.CityOfficial)) return Problems.Forbidden;
        if (!await db.Set<ProgrammeRecord>().AnyAsync(row => row.Id == programmeId, cancellation)) return Problems.NotFound;
        var channel = request.Cut == TargetCut.Channel ? request.Channel : null;
        var target = await db.Set<Target>().SingleOrDefaultAsync(
            row => row.ProgrammeId == programmeId && row.Cut == request.Cut && row.RegionCode == request.RegionCode && row.Channel == channel, cancellation);
        if (target is null)
        {
            target = new Target { ProgrammeId = programmeId, Cut = request.Cut, Channel = channel, RegionCode = request.RegionCode };
            db.Add(target);
        }

        target.AmountFen = request.AmountFen;
        target.Qualifier = request.Qualifier;
        target.Source = string.IsNullOrWhiteSpace(request.Source) ? null : request.Source.Trim();
        // What a person sets is published when it stands written somewhere, and no longer generated.
        (target.IsPublished, target.IsDemonstration) = (target.Source is not null, false);
        db.Audit("target-set", target.Id.ToString(), new { request.Cut, channel, request.RegionCode, request.AmountFen, request.Qualifier, target.Source });
        return TypedResults.Ok(new Response(target.Id));
    }
}
