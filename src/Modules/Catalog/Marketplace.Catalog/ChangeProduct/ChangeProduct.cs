using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Suppliers;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ChangeProduct;

/// <summary>修改商品, and taking it off the shelf or putting it back. Packs left out are withdrawn; their ids stay for orders.</summary>
internal static class ChangeProduct
{
    /// <param name="Version">The version that was read; a change in between is not overwritten.</param>
    internal sealed record Request(uint Version, ProductBody Product);

    internal sealed record ShelfRequest(uint Version, bool IsPublic);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Product).NotNull().SetValidator(new ProductBodyValidator());
    }

    internal sealed class ShelfValidator : AbstractValidator<ShelfRequest>;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/products/{productId:guid}", Handle)
            .WithName("ChangeProduct").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>();
        api.MapPost("/products/{productId:guid}/shelf", Shelve)
            .WithName("ShelveProduct").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>();
    }

    private static async Task<Results<Ok<ListProduct.ListProduct.Response>, Problem>> Handle(
        Guid productId, Request request, Actor actor, CatalogDb db, OwnProducts own, ProductWriter writer, ProductIndex index, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is not { } product) return Problems.NotFound;
        db.Entry(product).Property<uint>("Version").OriginalValue = request.Version;
        var supplier = await db.Set<Supplier>().SingleAsync(row => row.Id == product.SupplierId, cancellation);
        if (await writer.Apply(request.Product, product, supplier, actor, cancellation) is { } problem) return problem;
        product.ChangedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        await index.Write(product, supplier, cancellation);
        return TypedResults.Ok(ListProduct.ListProduct.Answer(db, product));
    }

    private static async Task<Results<Ok<ListProduct.ListProduct.Response>, Problem>> Shelve(
        Guid productId, ShelfRequest request, Actor actor, CatalogDb db, OwnProducts own, ProductIndex index, TimeProvider clock, CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is not { } product) return Problems.NotFound;
        db.Entry(product).Property<uint>("Version").OriginalValue = request.Version;
        product.State = request.IsPublic ? ProductState.Public : ProductState.Withdrawn;
        product.ChangedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(cancellation);
        await index.Refresh([product.Id], cancellation);
        return TypedResults.Ok(ListProduct.ListProduct.Answer(db, product));
    }
}
