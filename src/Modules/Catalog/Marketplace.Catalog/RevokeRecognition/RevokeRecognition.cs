using FluentValidation;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.RevokeRecognition;

/// <summary>撤销认定: the county tells why it wants to, the supplier is heard within its days, then the county decides. Nothing is revoked backwards.</summary>
internal static class RevokeRecognition
{
    /// <param name="EffectiveFrom">The first day it no longer counts; today when left out.</param>
    internal sealed record Request(uint Version, RevocationCause Cause, string Explanation, DateOnly? EffectiveFrom = null);

    internal sealed record StatementRequest(string Statement);

    internal sealed record DecisionRequest(uint Version, bool IsRevoked, string Decision);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Cause).IsInEnum();
            RuleFor(request => request.Explanation).NotEmpty().MaximumLength(500);
        }
    }

    internal sealed class StatementValidator : AbstractValidator<StatementRequest>
    {
        public StatementValidator() => RuleFor(request => request.Statement).NotEmpty().MaximumLength(2000);
    }

    internal sealed class DecisionValidator : AbstractValidator<DecisionRequest>
    {
        public DecisionValidator() => RuleFor(request => request.Decision).NotEmpty().MaximumLength(500);
    }

    internal sealed record Response(Guid HearingId, DateOnly StatementDue, DateOnly EffectiveFrom, RecognitionState State, uint Version);

    private static readonly Problem Backwards = Problem.Invalid(
        "effect-in-past", "生效日已经过去。已经卖出的不受影响，请选今天到一年内的日期。", "The day of effect is past or too far. What was sold keeps its state; choose a day from today within a year.", "effectiveFrom");

    private static readonly Problem AlreadyOpen = Problem.Conflict(
        "hearing-open", "撤销告知已经发出。请等供应商陈述。", "The supplier has been told already. Wait for its statement.");

    private static readonly Problem NothingToState = Problem.Conflict(
        "hearing-over", "已经陈述过，或陈述期已过。请向县里反映。", "You have been heard, or the time for it is over. Turn to the county.");

    private static readonly Problem NotHeard = Problem.Conflict(
        "supplier-not-heard", "供应商还没有陈述，陈述期也没有过。请等到期后再决定。", "The supplier has not been heard and still has time. Decide afterwards.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        var hearings = api.MapGroup("/recognitions/{recognitionId:guid}/revocation");
        hearings.MapPost("/hearing", Open).WithName("OpenRevocation").WithTags("Catalog").Requires(CatalogPermissions.DecideByCounty).Writes<CatalogDb>();
        hearings.MapPost("/statement", Hear).WithName("StateAgainstRevocation").WithTags("Catalog").Requires(CatalogPermissions.ApplyForRecognition).Writes<CatalogDb>();
        hearings.MapPost("/decision", Decide).WithName("DecideRevocation").WithTags("Catalog").Requires(CatalogPermissions.DecideByCounty).Writes<CatalogDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Open(
        Guid recognitionId, Request request, Actor actor, CatalogDb db, RecognitionScope scope, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Reached(scope.Within(actor, Role.CountyOfficial), recognitionId, cancellation) is not { } recognition) return Problems.NotFound;
        if (VersionOf(db, recognition) != request.Version) return Problems.Stale;
        if (recognition.State != RecognitionState.Listed) return CatalogProblems.NotAllowed(recognition.State, RecognitionAction.Revoke);
        if (recognition.Hearings.Exists(row => row.IsOpen)) return AlreadyOpen;
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var effective = request.EffectiveFrom ?? today;
        if (effective < today || effective > today.AddYears(1)) return Backwards;
        var rule = await db.RuleFor(recognition.OriginCode, today, cancellation);
        var hearing = new RevocationHearing
        {
            RecognitionId = recognition.Id,
            Cause = request.Cause,
            Explanation = request.Explanation.Trim(),
            EffectiveFrom = effective,
            OpenedAt = now,
            OpenedBy = actor.PersonId,
            StatementDue = today.AddDays(rule.HearingDays),
        };
        db.Add(hearing);
        recognition.Touch(now);
        db.Audit("recognition-revocation-opened", recognition.Id.ToString(), new { cause = request.Cause.ToString(), effective });
        await db.SaveChangesAsync(cancellation);
        return Answer(db, hearing, recognition);
    }

    private static async Task<Results<Ok<Response>, Problem>> Hear(
        Guid recognitionId, StatementRequest request, Actor actor, CatalogDb db, RecognitionScope scope, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Reached(scope.Own(actor), recognitionId, cancellation) is not { } recognition) return Problems.NotFound;
        if (recognition.Hearings.Find(row => row.IsOpen) is not { } hearing || !hearing.State(request.Statement.Trim(), actor.PersonId, clock.GetUtcNow(), clock.Today()))
            return NothingToState;
        recognition.Touch(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        return Answer(db, hearing, recognition);
    }

    private static async Task<Results<Ok<Response>, Problem>> Decide(
        Guid recognitionId, DecisionRequest request, Actor actor, CatalogDb db, RecognitionScope scope, ProductIndex index, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Reached(scope.Within(actor, Role.CountyOfficial), recognitionId, cancellation) is not { } recognition) return Problems.NotFound;
        if (VersionOf(db, recognition) != request.Version) return Problems.Stale;
        if (recognition.Hearings.Find(row => row.IsOpen) is not { } hearing) return CatalogProblems.NotAllowed(recognition.State, RecognitionAction.Revoke);
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        if (request.IsRevoked && recognition.State != RecognitionState.Listed) return CatalogProblems.NotAllowed(recognition.State, RecognitionAction.Revoke);
        if (!hearing.MayBeDecided(today)) return NotHeard;
        hearing.Decide(request.IsRevoked, request.Decision.Trim(), actor.PersonId, now);
        recognition.Touch(now);
        if (request.IsRevoked) await Revoke(recognition, hearing, actor, db, now, cancellation);
        db.Audit("recognition-revocation-decided", recognition.Id.ToString(), new { request.IsRevoked });
        await db.SaveChangesAsync(cancellation);
        await index.Refresh([recognition.ProductId], cancellation);
        return Answer(db, hearing, recognition);
    }

    /// <summary>Ends this one and any renewal already in the register; a renewal still being decided goes the whole way again.</summary>
    private static async Task Revoke(Recognition recognition, RevocationHearing hearing, Actor actor, CatalogDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = ChinaTime.DateIn(now);
        var rule = await db.RuleFor(recognition.OriginCode, today, cancellation);
        var from = hearing.EffectiveFrom > today ? hearing.EffectiveFrom : today;
        var later = await db.Set<Recognition>().Where(row => row.ProductId == recognition.ProductId && row.Grade == recognition.Grade && row.Id != recognition.Id && (row.ValidFrom > recognition.ValidFrom || row.RenewsId == recognition.Id))
            .ToListAsync(cancellation);
        foreach (var row in later.Where(row => row.State == RecognitionState.Listed).Append(recognition)) row.Revoke(from, hearing.Decision!, rule, actor.PersonId, now);
        foreach (var row in later.Where(row => Recognition.OpenStates.Contains(row.State))) row.LoseShortcut();
        if (recognition.Grade == RecognitionGrade.Recognised) db.Publish(new RecognitionRevoked { OccurredAt = now, ProductId = recognition.ProductId, From = from, Cause = hearing.Decision! });
    }

    private static Task<Recognition?> Reached(IQueryable<Recognition> rows, Guid id, CancellationToken cancellation) =>
        rows.Include(row => row.Hearings).SingleOrDefaultAsync(row => row.Id == id, cancellation);

    private static uint VersionOf(CatalogDb db, Recognition recognition) => db.Entry(recognition).Property<uint>("Version").CurrentValue;

    private static Ok<Response> Answer(CatalogDb db, RevocationHearing hearing, Recognition recognition) =>
        TypedResults.Ok(new Response(hearing.Id, hearing.StatementDue, hearing.EffectiveFrom, recognition.State, VersionOf(db, recognition)));
}
