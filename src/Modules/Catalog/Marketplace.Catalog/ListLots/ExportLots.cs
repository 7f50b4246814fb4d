using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListLots;

/// <summary>导出批次: the lots a filter leaves, in the list's order.</summary>
internal static class ExportLots
{
    private const int Most = 50_000;

    private static readonly string[] Heads =
        ["溯源码", "商品", "规格", "供应商", "产地", "数量（件）", "采收（*为预计）", "保质期至", "上架日期", "扫码次数", "最多一天（次）", "那一天", "疑似复制", "召回日期", "召回原因"];

    private static readonly int[] Widths = [18, 30, 16, 32, 40, 12, 12, 12, 12, 10, 14, 12, 10, 12, 40];

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/lots.xlsx", Handle)
        .WithName("ExportLots").WithTags("Catalog").Requires(CatalogPermissions.SeeLots).Reads();

    private static async Task<Results<FileStreamHttpResult, Problem>> Handle(
        [AsParameters] LotQuery query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = await db.Asked(query, actor, own, clock.Today(), cancellation);
        if (await rows.Take(Most + 1).CountAsync(cancellation) > Most) return TooMany;
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "批次", Heads, Widths))
        {
            await foreach (var row in rows.Sorted(Choice.Of<LotSort>(query.Sort) ?? LotSort.Newest).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                sheet.Row(
                    TraceCode.Grouped(row.Lot.TraceCode), row.Product.Name, row.PackName, row.SupplierName, regions.FullNameOf(row.Product.OriginCode), row.Lot.Quantity,
                    row.Lot.IsExpected ? $"*{row.Lot.HarvestedOn:yyyy-MM-dd}" : row.Lot.HarvestedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Lot.BestBefore, ChinaTime.DateIn(row.Lot.OpenedAt), row.Scans, row.BusiestScans, row.BusiestDay, row.IsSuspicious ? "是" : null,
                    row.Recall is { } recall ? ChinaTime.DateIn(recall.RecalledAt) : null, row.Recall?.Reason);
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"批次-{clock.Today():yyyyMMdd}.xlsx");
    }
}
