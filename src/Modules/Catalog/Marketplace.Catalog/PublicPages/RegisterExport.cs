using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Listed = Marketplace.Catalog.ListRecognitions.ListRecognitions;

namespace Marketplace.Catalog.PublicPages;

/// <summary>导出名录: what the register's filter leaves, page by page into a file, as xlsx or CSV.</summary>
internal static class RegisterExport
{
    private const int MostExported = 20_000;

    private static readonly string[] Heads = ["编号", "产品", "供应商", "产地", "类别", "情况", "公示起", "公示止", "有效起", "有效止", "撤销生效", "撤销原因"];
    private static readonly int[] Widths = [22, 24, 28, 32, 12, 16, 12, 12, 12, 12, 12, 30];

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/recognitions.xlsx", AsWorkbook).WithName("RegisterExportAsWorkbook").ExcludeFromDescription().Public().Reads();
        pages.MapGet("/recognitions.csv", AsText).WithName("RegisterExport").ExcludeFromDescription().Public().Reads();
    }

    private static async Task<FileStreamHttpResult> AsWorkbook(HttpContext http, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var file = Temporary();
        using (var sheet = new SheetWriter(file, "认定名录", Heads, Widths)) await Write(row => sheet.Row(row), http, db, regions, clock, cancellation);
        return Answer(file, SheetWriter.ContentType, $"认定名录-{clock.Today():yyyyMMdd}.xlsx", http);
    }

    private static async Task<FileStreamHttpResult> AsText(HttpContext http, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var file = Temporary();
        using (var text = new CsvWriter(file, Heads)) await Write(row => text.Row(row), http, db, regions, clock, cancellation);
        return Answer(file, CsvWriter.ContentType, $"认定名录-{clock.Today():yyyyMMdd}.csv", http);
    }

    private static async Task Write(Action<IReadOnlyList<object?>> write, HttpContext http, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var page = new Html(http);
        var query = RegisterPage.Read(http) with { Cursor = null, Size = Paging.LargestSize };
        var on = query.On ?? clock.Today();
        for (var written = 0; written < MostExported;)
        {
            var found = await Listed.Public(query, db, regions, clock, cancellation);
            foreach (var item in found.Items)
            {
                write([item.Number, item.ProductName, item.SupplierName, item.OriginName, RegisterWords.Of(page, item.Grade), RegisterWords.Say(page, item, on), item.NoticeFrom, item.NoticeTo, item.ValidFrom, item.ValidTo,
                    item.RevokedFrom, item.RevokedCause]);
            }

            written += found.Items.Count;
            if (found.NextCursor is null) return;
            query = query with { Cursor = found.NextCursor };
        }
    }

    private static FileStream Temporary() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);

    private static FileStreamHttpResult Answer(FileStream file, string type, string name, HttpContext http)
    {
        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(file, type, name);
    }
}
