using FluentValidation;
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

namespace Marketplace.Catalog.ObjectToRecognition;

/// <summary>公示异议: any signed-in person may object while the notice runs; the county decides. Until it has, nothing is published.</summary>
internal static class ObjectToRecognition
{
    internal sealed record Request(string Text);

    internal sealed record DecisionRequest(uint Version, bool IsUpheld, string Decision);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Text).NotEmpty().MaximumLength(2000);
    }

    internal sealed class DecisionValidator : AbstractValidator<DecisionRequest>
    {
        public DecisionValidator() => RuleFor(request => request.Decision).NotEmpty().MaximumLength(2000);
    }

    internal sealed record Response(Guid ObjectionId);

    private static readonly Problem NoticeOver = Problem.Conflict(
        "notice-over", "公示期已过。请向县里反映。", "The notice period is over. Turn to the county.");

    private static readonly Problem TooMany = Problem.Conflict(
        "objection-open", "您的异议还没有答复。请等答复。", "Your objection has not been answered yet. Wait for the answer.");

    private static readonly Problem Decided = Problem.Conflict(
        "objection-decided", "这条异议已经答复过。", "This objection has been decided already.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/recognitions/{recognitionId:guid}/objections", Raise)
            .WithName("ObjectToRecognition").WithTags("Catalog").Requires(Permission.SignedIn).Writes<CatalogDb>();
        api.MapPost("/recognitions/{recognitionId:guid}/objections/{objectionId:guid}/decision", Decide)
            .WithName("DecideObjection").WithTags("Catalog").Requires(CatalogPermissions.DecideByCounty).Writes<CatalogDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Raise(
        Guid recognitionId, Request request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var recognition = await db.Set<Recognition>().Include(row => row.Objections).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == recognitionId, cancellation);
        if (recognition is null) return Problems.NotFound;
        var now = clock.GetUtcNow();
        if (recognition.State != RecognitionState.OnNotice || recognition.NoticeTo < ChinaTime.DateIn(now))
            return Recognition.OpenStates.Contains(recognition.State) && recognition.State != RecognitionState.OnNotice ? Problems.NotFound : NoticeOver;
        if (recognition.Objections.Exists(row => row.RaisedBy == actor.PersonId && row.IsUpheld is null)) return TooMany;
        var objection = new Objection { RecognitionId = recognition.Id, RaisedAt = now, RaisedBy = actor.PersonId, Text = request.Text.Trim() };
        db.Add(objection);
        // The row version moves, so that publishing at the same moment cannot overlook it.
        recognition.Touch(now);
        return TypedResults.Ok(new Response(objection.Id));
    }

    private static async Task<Results<Ok<ReviewRecognition.ReviewRecognition.Response>, Problem>> Decide(
        Guid recognitionId, Guid objectionId, DecisionRequest request, Actor actor, CatalogDb db, RecognitionScope scope, TimeProvider clock, CancellationToken cancellation)
    {
        var recognition = await scope.Within(actor, Role.CountyOfficial).Include(row => row.Objections).SingleOrDefaultAsync(row => row.Id == recognitionId, cancellation);
        if (recognition?.Objections.Find(row => row.Id == objectionId) is not { } objection) return Problems.NotFound;
        if (db.Entry(recognition).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        var now = clock.GetUtcNow();
        if (!objection.Decide(request.IsUpheld, request.Decision.Trim(), actor.PersonId, now)) return Decided;
        var rule = await db.RuleFor(recognition.OriginCode, ChinaTime.DateIn(now), cancellation);
        if (request.IsUpheld && !recognition.Move(RecognitionAction.UpholdObjection, rule, actor.PersonId, now, request.Decision.Trim()))
            return CatalogProblems.NotAllowed(recognition.State, RecognitionAction.UpholdObjection);
        recognition.Touch(now);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(ReviewRecognition.ReviewRecognition.Answer(db, recognition));
    }
}
