using FluentValidation;
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

namespace Marketplace.Catalog.ReviewRecognition;

/// <summary>认定审核: the town reviews, the sector where the county asks for it, the county decides; each may return it for correction.</summary>
internal static class ReviewRecognition
{
    /// <param name="Version">The version that was read; another official's act in between is not overwritten.</param>
    /// <param name="Grade">The county alone may decide on the other status than was asked for, and says why.</param>
    internal sealed record Request(uint Version, string? Opinion = null, IReadOnlyList<Guid>? Evidence = null, RecognitionGrade? Grade = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Grade).IsInEnum();
            RuleFor(request => request.Opinion).MaximumLength(1000);
            RuleFor(request => request.Evidence).Must(files => files is null || files.Count <= 20).Because("too-many", "文件太多。最多20个。", "Too many files. Send at most 20.");
        }
    }

    internal sealed record Response(Guid RecognitionId, RecognitionState State, bool IsReturned, DateOnly? DueOn, DateOnly? ValidFrom, DateOnly? ValidTo, uint Version);

    private static readonly Problem OpinionNeeded = Problem.Invalid(
        "reason-needed", "没有写原因。请写明原因，申报人会看到。", "The reason is missing. Write one; the applicant will read it.", "opinion");

    private static readonly Problem GradeNotYours = Problem.Invalid(
        "grade-not-yours", "认定类别由县里定。请去掉类别再提交。", "The county decides on the status. Send it without one.", "grade");

    private static readonly Problem HearingOpen = Problem.Conflict(
        "hearing-open", "它续的那一件正在听取撤销意见。请先作出撤销决定。", "What it renews is being heard for revocation. Decide that first.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        Act(api, "town-review", "ReviewByTown", CatalogPermissions.ReviewByTown, RecognitionAction.ReviewByTown);
        Act(api, "sector-review", "ReviewBySector", CatalogPermissions.ReviewBySector, RecognitionAction.ReviewBySector);
        Act(api, "county-decision", "DecideRecognition", CatalogPermissions.DecideByCounty, RecognitionAction.DecideByCounty);
        Act(api, "return", "ReturnRecognition", CatalogPermissions.ReturnRecognition, RecognitionAction.Return);
    }

    private static void Act(IEndpointRouteBuilder api, string route, string name, Permission permission, RecognitionAction action) =>
        api.MapPost("/recognitions/{recognitionId:guid}/" + route,
                (Guid recognitionId, Request request, Actor actor, CatalogDb db, RecognitionScope scope, ProductIndex index, TimeProvider clock, CancellationToken cancellation) =>
                    Handle(action, permission, recognitionId, request, actor, db, scope, index, clock, cancellation))
            .WithName(name).WithTags("Catalog").Requires(permission).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        RecognitionAction action, Permission permission, Guid recognitionId, Request request, Actor actor, CatalogDb db, RecognitionScope scope, ProductIndex index,
        TimeProvider clock, CancellationToken cancellation)
    {
        var reached = scope.Within(actor, [.. permission.Roles]);
        if (await reached.SingleOrDefaultAsync(row => row.Id == recognitionId, cancellation) is not { } recognition) return Problems.NotFound;
        if (db.Entry(recognition).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        if (action == RecognitionAction.Return && !MayReturn(recognition, actor)) return CatalogProblems.NotAllowed(recognition.State, action);
        var regrade = request.Grade is { } grade && grade != recognition.Grade;
        if (regrade && action != RecognitionAction.DecideByCounty) return GradeNotYours;
        if ((regrade || action == RecognitionAction.Return) && string.IsNullOrWhiteSpace(request.Opinion)) return OpinionNeeded;
        var now = clock.GetUtcNow();
        var rule = await db.RuleFor(recognition.OriginCode, ChinaTime.DateIn(now), cancellation);
        if (await scope.AddEvidence(request.Evidence, recognition, actor, now, cancellation) is { } wrongFile) return wrongFile;
        if (action == RecognitionAction.DecideByCounty && await db.Set<RevocationHearing>().AnyAsync(row => row.RecognitionId == recognition.RenewsId && row.DecidedAt == null, cancellation)) return HearingOpen;
        if (!recognition.Move(action, rule, actor.PersonId, now, request.Opinion?.Trim())) return CatalogProblems.NotAllowed(recognition.State, action);
        if (regrade) recognition.Regrade(request.Grade!.Value);
        if (action == RecognitionAction.DecideByCounty) await OpenNotice(recognition, rule, db, now, cancellation);
        db.Audit("recognition-" + action, recognition.Id.ToString(), new { state = recognition.State.ToString(), grade = recognition.Grade.ToString() });
        await db.SaveChangesAsync(cancellation);
        await index.Refresh([recognition.ProductId], cancellation);
        return TypedResults.Ok(Answer(db, recognition));
    }

    /// <summary>The county's decision opens the notice; where the rule asks for no notice it publishes at once.</summary>
    private static async Task OpenNotice(Recognition recognition, RecognitionRule rule, CatalogDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        // A microsecond apart, so that the history keeps its order.
        recognition.Move(RecognitionAction.OpenNotice, rule, Actor.System.PersonId, now.AddMicroseconds(1), null);
        if (rule.NoticeDays == 0) await db.Publish(recognition, rule, now.AddMicroseconds(2), cancellation);
    }

    /// <summary>Each desk returns only what lies on it.</summary>
    private static bool MayReturn(Recognition recognition, Actor actor) => recognition.State switch
    {
        RecognitionState.Applied when recognition.IsShort => actor.Has(Role.CountyOfficial),
        RecognitionState.Applied => actor.Has(Role.TownOfficial),
        RecognitionState.TownReviewed => actor.Has(Role.SectorOfficial) || actor.Has(Role.CountyOfficial),
        RecognitionState.SectorReviewed => actor.Has(Role.CountyOfficial),
        _ => false,
    };

    internal static Response Answer(CatalogDb db, Recognition recognition) => new(
        recognition.Id, recognition.State, recognition.IsReturned, recognition.DueOn, recognition.ValidFrom, recognition.ValidTo,
        db.Entry(recognition).Property<uint>("Version").CurrentValue);
}
