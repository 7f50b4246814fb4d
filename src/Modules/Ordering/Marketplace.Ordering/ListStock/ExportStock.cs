using Marketplace.Catalog.Contracts;
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

namespace Marketplace.Ordering.ListStock;

/// <summary>导出库存: the lots that the list's filters leave, as xlsx in its order.</summary>
internal static class ExportStock
{
    private const int Most = 20_000;

    /// <summary>Names are asked of Catalog for so many lots at once.</summary>
    private const int AtOnce = 500;

    private static readonly string[] Heads = ["商品", "规格", "实有（件）", "可售（件）", "订单占用（件）", "还缺（件）", "采收日期", "保质期至", "最晚发货", "状态"];

    private static readonly int[] Widths = [30, 18, 12, 12, 14, 12, 12, 12, 12, 14];

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过2万批。请缩小筛选范围后再导出。", "More than 20,000 lots. Narrow the filter and export again.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/stock/lots.xlsx", Handle)
        .WithName("ExportStock").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Reads();

    private static async Task<Results<FileStreamHttpResult, Problem>> Handle(
        [AsParameters] ListStock.Query query, Actor actor, OrderingDb db, OwnLots own, IOfferLookup offers, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var lots = ListStock.Asked(await own.Of(actor, cancellation), query, db, today);
        if (await lots.Take(Most + 1).CountAsync(cancellation) > Most) return TooMany;
        var rows = await lots.OrderBy(lot => lot.BestBefore ?? DateOnly.MaxValue).ThenBy(lot => lot.LotId)
            .Select(lot => new { Lot = lot, IsRecalled = db.Set<RecalledLot>().Any(row => row.LotId == lot.LotId) }).ToListAsync(cancellation);
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "库存", Heads, Widths))
        {
            foreach (var part in rows.Chunk(AtOnce))
            {
                var packs = (await offers.FindOffers([.. part.Select(row => row.Lot.PackId).Distinct()], cancellation)).ToDictionary(offer => offer.PackId);
                foreach (var row in part.Where(row => packs.ContainsKey(row.Lot.PackId)))
                {
                    var (lot, pack) = (row.Lot, packs[row.Lot.PackId]);
                    sheet.Row(pack.ProductName, pack.PackName, lot.OnHand, lot.Available, lot.Reserved, lot.Missing, lot.IsExpected ? null : lot.HarvestedOn, lot.BestBefore, lot.ShipBy, StateOf(lot, row.IsRecalled, today));
                }
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"库存-{today:yyyyMMdd}.xlsx");
    }

    private static string StateOf(StockLot lot, bool isRecalled, DateOnly today) =>
        isRecalled ? "已召回" : lot.IsStopped ? "已停售" : lot.IsExpected ? "待采收" : lot.BestBefore < today ? "已过期" : lot.Available > 0 ? "在售" : "售完";
}
