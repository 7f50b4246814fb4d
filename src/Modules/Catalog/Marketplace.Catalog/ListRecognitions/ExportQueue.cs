using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Catalog.ListRecognitions;

/// <summary>导出认定: what the desk's filter leaves, page by page into a workbook.</summary>
internal static class ExportQueue
{
    private const int MostExported = 20_000;

    private static readonly string[] Heads =
        ["编号", "产品", "供应商", "产地", "类别", "状态", "退回", "申报日期", "办理期限", "公示起", "公示止", "有效起", "有效止", "待答异议", "撤销生效", "撤销原因"];

    private static readonly int[] Widths = [20, 24, 28, 34, 12, 14, 8, 12, 12, 12, 12, 12, 12, 10, 12, 30];

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/recognitions/queue.xlsx", Handle)
        .WithName("ExportRecognitionQueue").WithTags("Catalog").Requires(CatalogPermissions.SeeRecognitions).Reads();

    private static async Task<FileStreamHttpResult> Handle(
        [AsParameters] ListRecognitions.Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "认定", Heads, Widths))
        {
            var next = query with { Cursor = null, Size = Paging.LargestSize };
            for (var written = 0; written < MostExported;)
            {
                var page = await ListRecognitions.Reached(next, actor, db, scope, regions, clock, cancellation);
                foreach (var item in page.Items) Write(sheet, item);
                written += page.Items.Count;
                if (page.NextCursor is null) break;
                next = next with { Cursor = page.NextCursor };
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"认定-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static void Write(SheetWriter sheet, ListRecognitions.Item item) => sheet.Row(
        item.Number, item.ProductName, item.SupplierName, item.OriginName, item.Grade == RecognitionGrade.Recognised ? "帮扶产品" : "县域产品", Word(item.State),
        item.IsReturned ? "是" : null, ChinaTime.DateIn(item.AppliedAt), item.DueOn, item.NoticeFrom, item.NoticeTo, item.ValidFrom, item.ValidTo,
        item.OpenObjections == 0 ? null : item.OpenObjections, item.RevokedFrom, item.RevokedCause);

    internal static string Word(RecognitionState state) => state switch
    {
        RecognitionState.Applied => "已申报",
        RecognitionState.TownReviewed => "镇里已审",
        RecognitionState.SectorReviewed => "行业已审",
        RecognitionState.CountyDecided => "县里已定",
        RecognitionState.OnNotice => "公示中",
        RecognitionState.Listed => "已公布",
        RecognitionState.Expired => "已过期",
        _ => "已撤销",
    };
}
