using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.DescribeLot;

/// <summary>补批次资料: grade, place, certificate and test reports that came after the lot was opened. Reports are only added.</summary>
internal static class DescribeLot
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/products/{productId:guid}/lots/{lotId:guid}", Handle)
        .WithName("DescribeLot").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>(needsKey: true);

    private static async Task<Results<NoContent, Problem>> Handle(
        Guid productId, Guid lotId, LotDetails details, Actor actor, CatalogDb db, OwnProducts own, LotWriter writer, CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is not { } product) return Problems.NotFound;
        if (await db.Set<Lot>().SingleOrDefaultAsync(row => row.Id == lotId && row.ProductId == productId, cancellation) is not { } lot) return Problems.NotFound;
        if (await writer.Put(details, lot, product, actor, cancellation) is { } problem) return problem;
        db.Audit("lot-described", lotId.ToString(), new { details.GradeCode, certificate = details.Certificate?.Number, tests = details.Tests?.Count ?? 0 });
        return TypedResults.NoContent();
    }
}
