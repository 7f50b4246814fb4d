using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Catalog.SearchProducts;

/// <summary>导出找货结果: what a search finds, in its order, for whoever compares offers on a sheet.</summary>
internal static class ExportSearch
{
    /// <summary>Whoever compares more than this has not searched yet.</summary>
    private const int Most = 1_000;

    private static readonly string[] Heads = ["商品", "供应商", "产地", "规格", "每件净重（公斤）", "每件价格（元）", "每公斤（元）", "帮扶产品", "认定有效至", "当季", "可售（件）", "已售（件）"];

    private static readonly int[] Widths = [30, 32, 40, 18, 16, 14, 14, 12, 14, 8, 12, 12];

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/search.xlsx", Handle)
        .WithName("ExportSearch").WithTags("Catalog").Requires(CatalogPermissions.ExportSearch).Reads();

    private static async Task<FileStreamHttpResult> Handle(
        [AsParameters] SearchProducts.Query query, IProductSearch search, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "找货", Heads, Widths))
        {
            var asked = SearchProducts.Of(query) with { Size = Paging.LargestSize, Cursor = null };
            for (var rows = 0; rows < Most;)
            {
                var found = await search.Find(asked, cancellation);
                foreach (var hit in found.Items) Put(sheet, hit, regions);
                rows += found.Items.Count;
                if (found.NextCursor is null) break;
                asked = asked with { Cursor = found.NextCursor };
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"找货-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static void Put(SheetWriter sheet, ProductHit hit, IRegionDirectory regions) => sheet.Row(
        hit.Name, hit.SupplierName, regions.FullNameOf(hit.OriginCode), hit.PackName, hit.MassGrams / 1000m, hit.FromFen / 100m, hit.FenPerKg / 100m,
        hit.IsRecognised ? "是" : hit.IsCountyProduce ? "县域产品" : "否", hit.IsRecognised ? hit.RecognisedTo : null, hit.InSeason ? "是" : "否", hit.Available, hit.Sold);
}
