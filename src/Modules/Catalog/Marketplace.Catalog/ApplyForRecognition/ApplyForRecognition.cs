using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ApplyForRecognition;

/// <summary>申报认定: a supplier or agent asks that a product be recognised, adds evidence, and hands it in again when it was returned.</summary>
internal static class ApplyForRecognition
{
    internal sealed record Request(Guid ProductId, string? Statement = null, string? Sector = null, IReadOnlyList<Guid>? Evidence = null);

    internal sealed record AgainRequest(uint Version, string? Statement = null, IReadOnlyList<Guid>? Evidence = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Statement).MaximumLength(1000);
            RuleFor(request => request.Sector).MaximumLength(50);
            RuleFor(request => request.Evidence).Must(files => files is null || files.Count <= 20).Because("too-many", "文件太多。最多20个。", "Too many files. Send at most 20.");
        }
    }

    internal sealed class AgainValidator : AbstractValidator<AgainRequest>
    {
        public AgainValidator()
        {
            RuleFor(request => request.Statement).MaximumLength(1000);
            RuleFor(request => request.Evidence).Must(files => files is null || files.Count <= 20).Because("too-many", "文件太多。最多20个。", "Too many files. Send at most 20.");
        }
    }

    internal sealed record Response(Guid RecognitionId, RecognitionState State, uint Version);

    private static readonly Problem AlreadyOpen = Problem.Conflict(
        "recognition-open", "这个商品已在认定中。请看办理进度。", "This product is being recognised already. See where it stands.");

    private static Problem TooEarly(DateOnly from, DateOnly until) => Problem.Conflict(
        "renewal-too-early", $"认定有效到{until:yyyy-MM-dd}。{from:yyyy-MM-dd}起可以续认。", $"The recognition holds until {until:yyyy-MM-dd}. Renew it from {from:yyyy-MM-dd}.").With("from", from.ToString("O"));

    private static readonly Problem OriginTooCoarse = Problem.Invalid(
        "origin-too-coarse", "认定要写明产地到乡镇或村。请先修改商品产地。", "Recognition needs the town or village of origin. Change the product's origin first.", "productId");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/recognitions", Handle)
            .WithName("ApplyForRecognition").WithTags("Catalog").Requires(CatalogPermissions.ApplyForRecognition).Writes<CatalogDb>();
        api.MapPost("/recognitions/{recognitionId:guid}/resubmission", Again)
            .WithName("ResubmitRecognition").WithTags("Catalog").Requires(CatalogPermissions.ApplyForRecognition).Writes<CatalogDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, OwnProducts own, RecognitionScope scope, TimeProvider clock, CancellationToken cancellation)
    {
        if (await own.Find(request.ProductId, actor, cancellation) is not { } product) return Problems.NotFound;
        if (product.Origin.Town is null) return OriginTooCoarse;
        // One application at a time; the product's row lock makes two that come together wait for each other.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM product WHERE id = {product.Id} FOR UPDATE", cancellation);
        if (await db.Set<Recognition>().AnyAsync(row => row.ProductId == product.Id && Recognition.OpenStates.Contains(row.State), cancellation)) return AlreadyOpen;
        var now = clock.GetUtcNow();
        var rule = await db.RuleFor(product.OriginCode, ChinaTime.DateIn(now), cancellation);
        var seller = await db.Set<Supplier>().Where(row => row.Id == product.SupplierId).Select(row => row.Kind).SingleAsync(cancellation);
        var grade = RecognitionGrades.For(product, seller, rule);
        var renews = await db.LastInForce(product.Id, grade, null, ChinaTime.DateIn(now), cancellation);
        if (renews?.ValidTo is { } until && until.AddDays(-rule.RenewalDays) is var opens && ChinaTime.DateIn(now) < opens) return TooEarly(opens, until);
        var recognition = Recognition.Apply(product.Id, product.SupplierId, product.OriginCode, request.Sector ?? renews?.Sector, rule, actor.PersonId, now, request.Statement, renews, grade);
        db.Add(recognition);
        if (await scope.AddEvidence(request.Evidence, recognition, actor, now, cancellation) is { } problem) return problem;
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new Response(recognition.Id, recognition.State, db.Entry(recognition).Property<uint>("Version").CurrentValue));
    }

    private static async Task<Results<Ok<Response>, Problem>> Again(
        Guid recognitionId, AgainRequest request, Actor actor, CatalogDb db, RecognitionScope scope, TimeProvider clock, CancellationToken cancellation)
    {
        if (await scope.Own(actor).SingleOrDefaultAsync(row => row.Id == recognitionId, cancellation) is not { } recognition) return Problems.NotFound;
        if (db.Entry(recognition).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        var now = clock.GetUtcNow();
        var rule = await db.RuleFor(recognition.OriginCode, ChinaTime.DateIn(now), cancellation);
        if (!recognition.Move(RecognitionAction.Resubmit, rule, actor.PersonId, now, request.Statement))
            return CatalogProblems.NotAllowed(recognition.State, RecognitionAction.Resubmit);
        if (await scope.AddEvidence(request.Evidence, recognition, actor, now, cancellation) is { } problem) return problem;
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new Response(recognition.Id, recognition.State, db.Entry(recognition).Property<uint>("Version").CurrentValue));
    }
}
