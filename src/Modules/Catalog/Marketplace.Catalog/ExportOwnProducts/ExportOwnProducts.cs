using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ImportProducts;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ExportOwnProducts;

/// <summary>导出商品: what a supplier or agent listed, with the template's columns: imported again as it is, it changes nothing.</summary>
internal static class ExportOwnProducts
{
    private const int ProductsAtOnce = 300;

    internal sealed record Query(string? State);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<ProductState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/products/mine.xlsx", AsWorkbook).WithName("ExportOwnProductsAsWorkbook").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();
        api.MapGet("/products/mine.csv", AsText).WithName("ExportOwnProductsAsText").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();
    }

    private static Task<FileStreamHttpResult> AsWorkbook(
        [AsParameters] Query query, Actor actor, HttpContext http, CatalogDb db, OwnProducts own, ProductWords words, TimeProvider clock, CancellationToken cancellation) =>
        Export(http, SheetWriter.ContentType, $"商品-{clock.Today():yyyyMMdd}.xlsx", async file =>
        {
            using var sheet = new SheetWriter(file, "商品", ProductColumns.All.Heads, ProductColumns.All.Widths);
            await foreach (var row in Rows(query, actor, db, own, words).WithCancellation(cancellation)) sheet.Row(ProductColumns.All.Cells(row));
        });

    private static Task<FileStreamHttpResult> AsText(
        [AsParameters] Query query, Actor actor, HttpContext http, CatalogDb db, OwnProducts own, ProductWords words, TimeProvider clock, CancellationToken cancellation) =>
        Export(http, CsvWriter.ContentType, $"商品-{clock.Today():yyyyMMdd}.csv", async file =>
        {
            using var text = new CsvWriter(file, ProductColumns.All.Heads);
            await foreach (var row in Rows(query, actor, db, own, words).WithCancellation(cancellation)) text.Row(ProductColumns.All.Cells(row));
        });

    /// <summary>Rows go to a file as they come from the database: memory does not grow with the export.</summary>
    private static async Task<FileStreamHttpResult> Export(HttpContext http, string type, string name, Func<Stream, Task> save)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await save(file);
        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, type, name);
    }

    private static async IAsyncEnumerable<ProductRow> Rows(Query query, Actor actor, CatalogDb db, OwnProducts own, ProductWords words)
    {
        var state = Choice.Of<ProductState>(query.State);
        for (var last = Guid.Empty; ;)
        {
            var products = await own.Of(actor).AsNoTracking().Where(row => (state == null || row.State == state) && row.Id > last).OrderBy(row => row.Id).Take(ProductsAtOnce)
                .Include(row => row.Packs).ThenInclude(pack => pack.Tiers).Include(row => row.HarvestWindows).AsSplitQuery().ToListAsync();
            if (products.Count == 0) yield break;
            var ids = products.Select(product => product.SupplierId).Distinct().ToList();
            var suppliers = await db.Set<Supplier>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
            foreach (var product in products)
            {
                var lists = await words.Load(suppliers[product.SupplierId], CancellationToken.None);
                foreach (var pack in product.Packs.Where(pack => !pack.IsWithdrawn).OrderBy(pack => pack.Position)) yield return lists.RowOf(product, pack);
            }

            last = products[^1].Id;
        }
    }
}
