using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowPriceBand;

/// <summary>本周参考价: what the market pays, beside a price that is being typed and on a product's page.</summary>
internal static class ShowPriceBand
{
    /// <param name="Origin">The code of the place of origin; rules differ by region.</param>
    internal sealed record Query(string Name, string Category, string Origin, string[]? Synonym);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Name).NotEmpty().MaximumLength(60);
            RuleFor(query => query.Category).NotEmpty().MaximumLength(50);
            RuleFor(query => query.Synonym).Must(words => words is null || (words.Length <= 20 && words.All(word => word.Length <= 40)))
                .Because("synonyms-wrong", "别名最多20个，每个最多40字。请改。", "Use at most 20 further names of at most 40 characters.");
            RuleFor(query => query.Origin).Must(code => RegionCode.TryParse(code, out var parsed) && parsed.County is not null)
                .Because("region-unknown", "没有这个产地代码。请选到区县或更细。", "There is no such place of origin. Choose the county at least.");
        }
    }

    /// <param name="Band">Absent when no market tells.</param>
    internal sealed record Response(PriceBand? Band);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/price-band", Handle).WithName("ShowPriceBand").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();
        api.MapGet("/products/{productId:guid}/price-band", OfProduct).WithName("ShowPriceBandOfProduct").WithTags("Catalog").Public().Reads();
    }

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, PriceWatch prices, CancellationToken cancellation) =>
        TypedResults.Ok(new Response(await prices.BandOf(query.Name, query.Synonym ?? [], query.Category, query.Origin, cancellation)));

    private static async Task<Results<Ok<Response>, Problem>> OfProduct(Guid productId, CatalogDb db, PriceWatch prices, CancellationToken cancellation)
    {
        var product = await db.Set<Product>().AsNoTracking().Where(row => row.Id == productId)
            .Select(row => new { row.Name, row.Synonyms, row.CategoryCode, row.OriginCode }).SingleOrDefaultAsync(cancellation);
        if (product is null) return Problems.NotFound;
        return TypedResults.Ok(new Response(await prices.BandOf(product.Name, product.Synonyms, product.CategoryCode, product.OriginCode, cancellation)));
    }
}
