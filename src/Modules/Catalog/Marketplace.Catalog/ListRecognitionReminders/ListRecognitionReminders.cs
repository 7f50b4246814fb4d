using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListRecognitionReminders;

/// <summary>催办: which deadlines the official was reminded of, the earliest first. One stands until somebody acted.</summary>
internal static class ListRecognitionReminders
{
    private const int MostExported = 20_000;

    /// <param name="Kind">ahead (a deadline of the own desk) or missed (one that a desk below missed).</param>
    /// <param name="Open">Only what still waits, or only what was acted on; both when left out.</param>
    internal sealed record Query(string? Kind, bool? Open, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Kind).Must(Choice.IsNoneOr<ReminderKind>)
            .Because("unknown-choice", "没有这种催办。请从列表里选。", "There is no such reminder. Pick from the list.");
    }

    internal sealed record Item(
        Guid ReminderId, Guid RecognitionId, string ProductName, string? ProductNameEn, string SupplierName, string OriginCode, string OriginName, ReminderKind Kind,
        RecognitionState Stage, DateOnly DueOn, DateTimeOffset WrittenAt, bool IsOpen);

    private static readonly string[] Heads = ["产品", "供应商", "产地", "催办", "办到哪里", "期限", "催办日期", "已办"];
    private static readonly int[] Widths = [24, 28, 34, 14, 14, 12, 12, 8];

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/recognitions/reminders", Handle).WithName("ListRecognitionReminders").WithTags("Catalog").Requires(CatalogPermissions.SeeReminders).Reads();
        api.MapGet("/recognitions/reminders.xlsx", Export).WithName("ExportRecognitionReminders").WithTags("Catalog").Requires(CatalogPermissions.SeeReminders).Reads();
    }

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, CancellationToken cancellation) =>
        TypedResults.Ok(await Find(query, actor, db, scope, regions, cancellation));

    private static async Task<FileStreamHttpResult> Export(
        [AsParameters] Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "催办", Heads, Widths))
        {
            Page<Item>? page = null;
            for (var written = 0; written < MostExported && (page is null || page.NextCursor is not null); written += page.Items.Count)
            {
                page = await Find(query with { Cursor = page?.NextCursor, Size = Paging.LargestSize }, actor, db, scope, regions, cancellation);
                foreach (var item in page.Items)
                {
                    sheet.Row(item.ProductName, item.SupplierName, item.OriginName, item.Kind == ReminderKind.Missed ? "下级超期" : "快到期限", ListRecognitions.ExportQueue.Word(item.Stage),
                        item.DueOn, ChinaTime.DateIn(item.WrittenAt), item.IsOpen ? null : "是");
                }
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"催办-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static async Task<Page<Item>> Find(Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, CancellationToken cancellation)
    {
        var size = Paging.Size(query.Size);
        var found =
            from reminder in Mine(actor, db, scope)
            join row in db.Set<Recognition>() on reminder.RecognitionId equals row.Id
            join product in db.Set<Product>() on row.ProductId equals product.Id
            join supplier in db.Set<Supplier>() on row.SupplierId equals supplier.Id
            select new { reminder, row, product, supplier, isOpen = row.State == reminder.Stage && row.DueOn == reminder.DueOn && !row.IsReturned };
        if (Choice.Of<ReminderKind>(query.Kind) is { } kind) found = found.Where(one => one.reminder.Kind == kind);
        if (query.Open is { } open) found = found.Where(one => one.isOpen == open);
        var total = await found.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is [var day, var last] && Guid.TryParse(last, out var id)
            && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var after))
            found = found.Where(one => one.reminder.DueOn > after || (one.reminder.DueOn == after && one.reminder.Id > id));
        var rows = await found.AsNoTracking().OrderBy(one => one.reminder.DueOn).ThenBy(one => one.reminder.Id).Take(size + 1)
            .Select(one => new Item(
                one.reminder.Id, one.row.Id, one.product.Name, one.product.NameEn, one.supplier.Name, one.row.OriginCode, string.Empty, one.reminder.Kind, one.reminder.Stage,
                one.reminder.DueOn, one.reminder.WrittenAt, one.isOpen)).ToListAsync(cancellation);
        var page = rows.Take(size).Select(item => item with { OriginName = regions.FullNameOf(item.OriginCode) }).ToList();
        return new Page<Item>(page, rows.Count > size ? Paging.Cursor(page[^1].DueOn.ToString("O", CultureInfo.InvariantCulture), page[^1].ReminderId.ToString()) : null, total);
    }

    /// <summary>Those to a role that the person has where the goods come from.</summary>
    private static IQueryable<RecognitionReminder> Mine(Actor actor, CatalogDb db, RecognitionScope scope)
    {
        var rows = db.Set<RecognitionReminder>().AsNoTracking();
        var mine = rows.Where(_ => false);
        foreach (var role in CatalogPermissions.Officials.Where(role => actor.Has(role)))
        {
            var reached = scope.Within(actor, role).Select(row => row.Id);
            mine = mine.Union(rows.Where(row => row.Role == role && reached.Contains(row.RecognitionId)));
        }

        return mine;
    }
}
