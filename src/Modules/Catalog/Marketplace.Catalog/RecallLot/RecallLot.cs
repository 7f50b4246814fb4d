using FluentValidation;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Yields;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.RecallLot;

/// <summary>召回: the supplier or the county stops a lot. It leaves the shelves, its page says so first, and Ordering tells who got it.</summary>
internal static class RecallLot
{
    /// <param name="Advice">What those who hold the goods should do.</param>
    internal sealed record Request(string Reason, string? Advice = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).Must(reason => reason?.Trim().Length is >= 4 and <= 300)
                .Because("reason-missing", "召回要写明原因，4到300字。请补上。", "A recall needs a reason of 4 to 300 characters. Write it.");
            RuleFor(request => request.Advice).MaximumLength(300);
        }
    }

    internal sealed record Response(Guid LotId, DateTimeOffset RecalledAt);

    private static readonly Problem Already = Problem.Conflict("lot-recalled-already", "这批已经召回。请刷新。", "This lot is recalled already. Reload.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/lots/{lotId:guid}/recall", Handle)
        .WithName("RecallLot").WithTags("Catalog").Requires(CatalogPermissions.RecallLot).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid lotId, Request request, Actor actor, CatalogDb db, OwnProducts own, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.Set<Lot>().SingleOrDefaultAsync(row => row.Id == lotId, cancellation) is not { } lot) return Problems.NotFound;
        var isByCounty = await db.Set<Product>().Where(row => row.Id == lot.ProductId)
            .WithinRegions(row => row.OriginCode, actor.RegionsAs(Role.CountyOfficial)).AnyAsync(cancellation);
        if (!isByCounty && await own.Find(lot.ProductId, actor, cancellation) is null) return Problems.NotFound;
        if (await db.Set<LotRecall>().AnyAsync(row => row.LotId == lotId, cancellation)) return Already;
        var now = clock.GetUtcNow();
        var (reason, advice) = (request.Reason.Trim(), string.IsNullOrWhiteSpace(request.Advice) ? null : request.Advice.Trim());
        db.Add(new LotRecall { LotId = lotId, Reason = reason, Advice = advice, RecalledBy = actor.PersonId, IsByCounty = isByCounty, RecalledAt = now });
        // A lot that was held back never went on sale: Ordering would wait for it without end.
        var waits = await db.Set<LotYield>().FromSql($"SELECT * FROM lot_yield WHERE lot_id = {lotId} AND NOT was_opened FOR UPDATE").AsNoTracking().AnyAsync(cancellation);
        if (!waits) db.Publish(new LotRecalled { OccurredAt = now, LotId = lotId, Quantity = lot.Quantity, Reason = reason, Advice = advice });
        return TypedResults.Ok(new Response(lotId, now));
    }
}
