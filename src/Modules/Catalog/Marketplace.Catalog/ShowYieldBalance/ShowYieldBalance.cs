using FluentValidation;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Catalog.ShowYieldBalance;

/// <summary>还能上多少: what the plots of a product's crop can yield this season, and what lots have taken of it.</summary>
internal static class ShowYieldBalance
{
    internal sealed record Query(DateOnly? HarvestedOn);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.HarvestedOn).GreaterThan(new DateOnly(2000, 1, 1)).LessThan(new DateOnly(2200, 1, 1));
    }

    /// <param name="HasPlots">Whether a checked plot bears the crop this season.</param>
    /// <param name="Stops">Whether a lot above waits for the authority.</param>
    internal sealed record Response(
        bool IsMeasured, string? CropName, int? Season, bool HasPlots, bool NeedsPlots, bool Stops, long CapacityGrams, int TolerancePercent, long UsedGrams, long LeftGrams);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/products/{productId:guid}/yield", Handle)
        .WithName("ShowYieldBalance").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid productId, [AsParameters] Query query, Actor actor, OwnProducts own, YieldBook yields, TimeProvider clock, CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is not { } product) return Problems.NotFound;
        var found = await yields.BalanceOf(product, query.HarvestedOn ?? clock.Today(), cancellation);
        return TypedResults.Ok(found is null
            ? new Response(false, null, null, false, false, false, 0, 0, 0, 0)
            : new Response(
                true, found.Crop.CropName, found.Season, found.HasPlots, found.Rule.NeedsPlots, found.Rule.Stops, found.Balance.CapacityGrams, found.Balance.TolerancePercent,
                found.Balance.UsedGrams, found.Balance.LeftGrams));
    }
}
