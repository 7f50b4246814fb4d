using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListCategories;

/// <summary>The tree of produce, in its order.</summary>
internal static class ListCategories
{
    internal sealed record Item(string Code, string? ParentCode, string Name, string NameEn);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/categories", Handle)
        .WithName("ListCategories").WithTags("Catalog").Public().Reads();

    private static async Task<Ok<Page<Item>>> Handle(CatalogDb db, CancellationToken cancellation) => TypedResults.Ok(new Page<Item>(
        await db.Set<Category>().AsNoTracking().OrderBy(row => row.Position)
            .Select(row => new Item(row.Code, row.ParentCode, row.Name, row.NameEn)).ToListAsync(cancellation)));
}
