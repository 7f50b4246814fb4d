using System.Globalization;
using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListPriceReferences;

/// <summary>参考价: the prices that are on file, latest first, and as xlsx.</summary>
internal static class ListPriceReferences
{
    private const int MostExported = 50_000;

    internal sealed record Query(string? Category, string? Q, string? Market, DateOnly? From, DateOnly? To, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Cursor).MaximumLength(1000);
    }

    internal sealed record Item(
        Guid Id, string Market, string CategoryCode, string CategoryName, string Name, string Grade, DateOnly PricedOn, long LowFen, long AverageFen, long HighFen, string Source,
        DateTimeOffset EnteredAt, bool IsDemonstration);

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/price-references", Handle).WithName("ListPriceReferences").WithTags("Catalog").Requires(CatalogPermissions.SeePrices).Reads();
        api.MapGet("/price-references.xlsx", Export).WithName("ExportPriceReferences").WithTags("Catalog").Requires(CatalogPermissions.SeePrices).Reads();
    }

    private static async Task<Ok<Page<Item>>> Handle([AsParameters] Query query, CatalogDb db, CategoryNames categories, CancellationToken cancellation)
    {
        var rows = Asked(query, db);
        var total = await rows.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is [var day, var last] && DateOnly.TryParse(day, CultureInfo.InvariantCulture, out var on) && Guid.TryParse(last, out var id))
            rows = rows.Where(row => row.PricedOn < on || (row.PricedOn == on && row.Id < id));
        var size = Paging.Size(query.Size);
        var page = await rows.OrderByDescending(row => row.PricedOn).ThenByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        var names = await categories.All(cancellation);
        var next = page.Count > size ? Paging.Cursor(page[size - 1].PricedOn.ToString("O", CultureInfo.InvariantCulture), page[size - 1].Id.ToString()) : null;
        return TypedResults.Ok(new Page<Item>([.. page.Take(size).Select(row => ItemOf(row, names))], next, total));
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> Export(
        [AsParameters] Query query, HttpContext http, CatalogDb db, CategoryNames categories, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = Asked(query, db);
        if (await rows.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        var names = await categories.All(cancellation);
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        // The heads are those that the import reads, so that a list taken away can be handed in again.
        using (var sheet = new SheetWriter(file, "参考价", ["日期", "市场", "品类", "品名", "等级", "单位", "最低价", "平均价", "最高价", "来源"], [12, 16, 14, 20, 10, 8, 10, 10, 10, 40]))
        {
            await foreach (var row in rows.OrderByDescending(row => row.PricedOn).ThenByDescending(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellation))
                sheet.Row(row.PricedOn, row.Market, names.GetValueOrDefault(row.CategoryCode, row.CategoryCode), row.Name, row.Grade, "公斤", row.LowFen / 100m, row.AverageFen / 100m, row.HighFen / 100m, row.Source);
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, $"参考价-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static IQueryable<PriceReference> Asked(Query query, CatalogDb db)
    {
        var rows = db.Set<PriceReference>().AsNoTracking();
        if (!string.IsNullOrEmpty(query.Category)) rows = rows.Where(row => row.CategoryCode == query.Category || row.CategoryCode.StartsWith(query.Category + "-"));
        if (ProduceWords.Fold(query.Q) is { Length: > 0 } word) rows = rows.Where(row => row.Word.Contains(word));
        if (query.Market?.Trim() is { Length: > 0 } market) rows = rows.Where(row => row.Market == market);
        if (query.From is { } from) rows = rows.Where(row => row.PricedOn >= from);
        if (query.To is { } to) rows = rows.Where(row => row.PricedOn <= to);
        return rows;
    }

    private static Item ItemOf(PriceReference row, IReadOnlyDictionary<string, string> names) => new(
        row.Id, row.Market, row.CategoryCode, names.GetValueOrDefault(row.CategoryCode, row.CategoryCode), row.Name, row.Grade, row.PricedOn, row.LowFen, row.AverageFen, row.HighFen,
        row.Source, row.EnteredAt, row.IsDemonstration);
}
