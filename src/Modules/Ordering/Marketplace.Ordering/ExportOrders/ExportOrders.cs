using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.ListOrders;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ExportOrders;

/// <summary>导出订单: the orders a filter leaves as xlsx or CSV, in the list's order.</summary>
internal static class ExportOrders
{
    private const int MostExported = 50_000;

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/orders.xlsx", AsWorkbook).WithName("ExportOrdersAsWorkbook").WithTags("Ordering").Requires(OrderingPermissions.SeeOrders).Reads();
        api.MapGet("/orders.csv", AsText).WithName("ExportOrdersAsText").WithTags("Ordering").Requires(OrderingPermissions.SeeOrders).Reads();
    }

    private static Task<Results<FileStreamHttpResult, Problem>> AsWorkbook(
        [AsParameters] OrderQuery query, Actor actor, HttpContext http, OrderingDb db, TimeProvider clock, CancellationToken cancellation) =>
        Export(query, actor, http, db, SheetWriter.ContentType, $"订单-{clock.Today():yyyyMMdd}.xlsx", async (file, write) =>
        {
            using var sheet = new SheetWriter(file, "订单", OrderSheet.Heads, OrderSheet.Widths);
            await write(sheet.Row);
        }, cancellation);

    private static Task<Results<FileStreamHttpResult, Problem>> AsText(
        [AsParameters] OrderQuery query, Actor actor, HttpContext http, OrderingDb db, TimeProvider clock, CancellationToken cancellation) =>
        Export(query, actor, http, db, CsvWriter.ContentType, $"订单-{clock.Today():yyyyMMdd}.csv", async (file, write) =>
        {
            using var text = new CsvWriter(file, OrderSheet.Heads);
            await write(text.Row);
        }, cancellation);

    private static async Task<Results<FileStreamHttpResult, Problem>> Export(
        OrderQuery query, Actor actor, HttpContext http, OrderingDb db, string type, string name,
        Func<Stream, Func<Action<IReadOnlyList<object?>>, Task>, Task> save, CancellationToken cancellation)
    {
        var orders = db.Asked(query, actor);
        if (await orders.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        var services = http.RequestServices;
        var (organisations, words) = ((IOrganisationDirectory)services.GetService(typeof(IOrganisationDirectory))!, (IProgrammeVocabulary)services.GetService(typeof(IProgrammeVocabulary))!);
        var today = ChinaTime.DateIn(((TimeProvider)services.GetService(typeof(TimeProvider))!).GetUtcNow());
        var names = (await words.ChannelsOn(today, cancellation)).Concat(await words.SalesModesOn(today, cancellation)).DistinctBy(word => word.Code).ToDictionary(word => word.Code, word => word.Zh);
        var units = await organisations.FindMany(await orders.Where(order => order.BudgetUnitId != order.BuyerId).Select(order => order.BudgetUnitId).Distinct().ToListAsync(cancellation), cancellation);
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await save(file, async write =>
        {
            await foreach (var order in orders.Sorted(query.Sort).Include(row => row.Lines).AsSingleQuery().AsAsyncEnumerable().WithCancellation(cancellation))
                write(OrderSheet.RowOf(order, id => units.GetValueOrDefault(id)?.Name, names));
        });
        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, type, name);
    }
}
