using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Marketplace.Programme.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.ListSales;

/// <summary>导出明细: what is filtered, as a workbook with its sum or as text.</summary>
internal static class ExportSales
{
    private const int MostExported = 50_000;

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sales.csv", ExportText).WithName("ExportSalesAsText").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/sales.xlsx", Export).WithName("ExportSales").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
    }

    private static readonly string[] Heads = ["日期", "区县", "产地", "供应商", "产品", "采购单位", "采购单位所在地", "渠道", "销售方式", "认定", "金额\uFF08元\uFF09", "重量\uFF08千克\uFF09", "凭据", "计入时间", "演示"];

    private static async Task<Results<FileStreamHttpResult, Problem>> Export([AsParameters] ListSales.Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, HttpContext http, CancellationToken cancellation)
    {
        if (await ListSales.Filter(query, actor, db, cancellation) is not { } rows) return Problems.NotFound;
        if (await rows.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        var file = NewFile();
        using (var sheet = new SheetWriter(file, "台账明细", Heads, [12, 12, 30, 30, 28, 30, 20, 20, 16, 8, 18, 16, 18, 18, 8]))
        {
            var (amount, mass) = (0m, 0m);
            await foreach (var cells in Cells(rows, db, regions, cancellation))
            {
                sheet.Row(cells);
                (amount, mass) = (amount + (decimal)cells[10]!, mass + (decimal)cells[11]!);
            }

            sheet.Total("合计", null, null, null, null, null, null, null, null, null, amount, mass, null, null, null);
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, "sales.xlsx");
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> ExportText([AsParameters] ListSales.Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, HttpContext http, CancellationToken cancellation)
    {
        if (await ListSales.Filter(query, actor, db, cancellation) is not { } rows) return Problems.NotFound;
        if (await rows.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        var file = NewFile();
        using (var text = new CsvWriter(file, Heads))
        {
            await foreach (var cells in Cells(rows, db, regions, cancellation)) text.Row(cells);
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, CsvWriter.ContentType, "sales.csv");
    }

    /// <summary>Rows go to a file as they come from the database: memory does not grow with the export.</summary>
    private static FileStream NewFile() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);

    private static async IAsyncEnumerable<object?[]> Cells(IQueryable<SaleFact> rows, ProgrammeDb db, IRegionDirectory regions, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var words = (await db.Set<VocabularyWord>().AsNoTracking().ToListAsync(cancellation)).DistinctBy(word => (word.Kind, word.Code)).ToDictionary(word => (word.Kind, word.Code), word => word.Zh);
        string Place(string code, bool full) => RegionCode.TryParse(code, out var region) && regions.Find(region) is { } found ? full ? found.FullName : found.Name : code;
        await foreach (var row in rows.OrderByDescending(row => row.SoldOn).ThenByDescending(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return
            [
                row.SoldOn, Place(row.OriginCounty, full: false), Place(row.OriginRegion, full: true), row.SupplierName, row.ProductName, row.BuyerName, Place(row.BuyerRegion, full: true),
                words.GetValueOrDefault((VocabularyKind.Channel, row.Channel), row.Channel), words.GetValueOrDefault((VocabularyKind.SalesMode, row.Mode), row.Mode), row.IsRecognised ? "是" : "否",
                (decimal)row.AmountFen / 100, (decimal)row.MassGrams / 1000, row.OrderNumber, row.CountedAt.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                row.IsDemonstration ? "演示" : null,
            ];
        }
    }
}
