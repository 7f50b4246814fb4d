using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.TellGrowth;

/// <summary>记长势: the producer tells in words and photos how a lot grows that people have ordered already.</summary>
internal static class TellGrowth
{
    private const int MostPhotos = 6;

    private const int MostNotes = 200;

    internal sealed record Request(string Words, IReadOnlyList<Guid>? Photos = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Words).Must(words => words?.Trim().Length is >= 2 and <= 300)
                .Because("growth-words", "请写2到300字，说说长得怎么样。", "Write 2 to 300 characters about how it grows.");
            RuleFor(request => request.Photos).Must(photos => photos is null || (photos.Count <= MostPhotos && photos.Distinct().Count() == photos.Count))
                .Because("too-many", "一次最多6张照片。", "At most 6 photos at a time.");
        }
    }

    private static readonly Problem NotPresold = Problem.Conflict("not-presold", "只有还没采收的预售批次才记长势。", "Only a lot sold before its harvest has notes of its growth.");

    private static readonly Problem Enough = Problem.Conflict("too-many", "这批已经记了200条长势。", "This lot has 200 notes already.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/products/{productId:guid}/lots/{lotId:guid}/growth", Handle)
        .WithName("TellGrowth").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>(needsKey: true);

    private static async Task<Results<NoContent, Problem>> Handle(
        Guid productId, Guid lotId, Request request, Actor actor, CatalogDb db, OwnProducts own, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is null) return Problems.NotFound;
        if (await db.Set<Lot>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == lotId && row.ProductId == productId, cancellation) is not { } lot) return Problems.NotFound;
        if (!lot.IsExpected) return NotPresold;
        if (await db.Set<GrowthNote>().CountAsync(note => note.LotId == lotId, cancellation) >= MostNotes) return Enough;
        var photos = request.Photos ?? [];
        var found = await files.Find(photos, cancellation);
        if (photos.Any(id => !found.TryGetValue(id, out var file) || file.UploadedBy != actor.PersonId)) return CatalogProblems.FileUnknown;
        db.Add(new GrowthNote { LotId = lotId, NotedOn = clock.Today(), Words = request.Words.Trim(), Photos = photos, WrittenAt = clock.GetUtcNow(), WrittenBy = actor.PersonId });
        return TypedResults.NoContent();
    }
}
