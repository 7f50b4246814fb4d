using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListStockMovements;

/// <summary>导出出入库记录: what changed one lot as xlsx, newest first.</summary>
internal static class ExportStockMovements
{
    private const int Most = 50_000;

    private static readonly string[] Heads = ["时间", "事项", "原因", "应改（件）", "库存变化（件）", "可售变化（件）", "预留变化（件）", "说明", "经手人"];

    private static readonly int[] Widths = [18, 12, 12, 12, 14, 14, 14, 40, 16];

    private static readonly Dictionary<string, string> Words = new()
    {
        ["opened"] = "开售",
        ["adjusted"] = "更正",
        ["corrected"] = "更正",
        ["reserved"] = "订单预留",
        ["released"] = "订单退回",
        ["shipped"] = "发货",
        ["rejected"] = "拒收",
        ["spoiled"] = "过期",
        ["recalled"] = "召回",
        ["harvested"] = "登记采收",
        ["harvest-short"] = "少收",
        ["stopped"] = "停售",
        ["resumed"] = "恢复销售",
        ["stocktake"] = "盘点",
        ["wastage"] = "损耗",
        ["breakage"] = "破损",
        ["entry-error"] = "误录",
        ["gift"] = "赠样",
        ["return-in"] = "退货入库",
        ["other"] = "其他",
    };

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/stock/lots/{lotId:guid}/movements.xlsx", Handle)
        .WithName("ExportStockMovements").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Reads();

    private static async Task<Results<FileStreamHttpResult, Problem>> Handle(
        Guid lotId, bool? correctionsOnly, Actor actor, OrderingDb db, OwnLots own, IPersonDirectory people, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await (await own.Of(actor, cancellation)).AnyAsync(lot => lot.LotId == lotId, cancellation)) return Problems.NotFound;
        var rows = db.Asked(lotId, correctionsOnly ?? false);
        if (await rows.Take(Most + 1).CountAsync(cancellation) > Most) return TooMany;
        var names = await people.NamesOf(await rows.Where(row => row.ByPerson != null).Select(row => row.ByPerson!.Value).Distinct().ToListAsync(cancellation), cancellation);
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "出入库", Heads, Widths))
        {
            await foreach (var row in rows.OrderByDescending(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                sheet.Row(row.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Words.GetValueOrDefault(row.Kind, row.Kind), row.Cause is { } cause ? Words[cause] : null,
                    row.Asked, row.OnHandChange, row.AvailableChange, row.ReservedChange, row.Reason, row.ByPerson is { } person ? names.GetValueOrDefault(person) : null);
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"出入库-{clock.Today():yyyyMMdd}.xlsx");
    }
}
