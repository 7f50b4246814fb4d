using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
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

namespace Marketplace.Catalog.ShowPublicSupplier;

/// <summary>供应商公示: who sells, who was suspended or removed, and why; for everybody, also as xlsx.</summary>
internal static class ListPublicSuppliers
{
    /// <param name="Since">When it came into this state.</param>
    /// <param name="Reason">Why it is suspended or was removed.</param>
    internal sealed record Item(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string CountyCode, string RegionName, SupplierState State, DateTimeOffset Since, string? Reason, bool IsDemonstration);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/public-suppliers", Handle).WithName("ListPublicSuppliers").WithTags("Catalog").Public().Reads();
        api.MapGet("/public-suppliers.xlsx", Export).WithName("ExportPublicSuppliers").WithTags("Catalog").Public().Reads();
    }

    /// <summary>Whoever ever sold. An application, and one that was refused, is nobody else's business.</summary>
    internal static IQueryable<Supplier> Known(CatalogDb db) => db.Set<Supplier>().Where(row =>
        row.State == SupplierState.Active || row.State == SupplierState.Suspended
        || (row.State == SupplierState.Removed && row.Steps.OrderByDescending(step => step.At).First().IsPublic));

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] SupplierQuery query, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = Asked(query, db, clock.Today());
        var (total, size) = (await rows.LongCountAsync(cancellation), Paging.Size(query.Size));
        var page = await WithReasons(rows.After(SortOf(query), query.Cursor).Sorted(SortOf(query)).Take(size + 1), db).ToListAsync(cancellation);
        var next = page.Count > size ? SupplierRows.CursorOf(page[size - 1].Supplier, SortOf(query)) : null;
        return TypedResults.Ok(new Page<Item>([.. page.Take(size).Select(row => ItemOf(row, regions))], next, total));
    }

    private static async Task<FileStreamHttpResult> Export(
        [AsParameters] SupplierQuery query, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = WithReasons(Asked(query, db, clock.Today()).Sorted(SortOf(query)), db);
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "供应商公示", ["名称", "类型", "所在地", "状态", "自", "公开原因", "演示"], [36, 20, 40, 14, 12, 60, 8]))
        {
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
            {
                var item = ItemOf(row, regions);
                sheet.Row(item.Name, ExportSuppliers.ExportSuppliers.KindOf(item.Kind), item.RegionName, ExportSuppliers.ExportSuppliers.StateOf(item.State), ChinaTime.DateIn(item.Since), item.Reason,
                    item.IsDemonstration ? "演示" : null);
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"供应商公示-{clock.Today():yyyyMMdd}.xlsx");
    }

    /// <summary>The state of the papers is the offices' business: that filter is not open to everybody.</summary>
    private static IQueryable<Supplier> Asked(SupplierQuery query, CatalogDb db, DateOnly today) => Known(db).Asked(query with { Papers = null }, db, today);

    private static string SortOf(SupplierQuery query) => string.IsNullOrEmpty(query.Sort) ? "changed" : query.Sort;

    private sealed class Row
    {
        public required Supplier Supplier { get; init; }

        public string? Reason { get; init; }
    }

    private static IQueryable<Row> WithReasons(IQueryable<Supplier> rows, CatalogDb db) => rows.Select(row => new Row
    {
        Supplier = row,
        Reason = db.Set<SupplierStep>().Where(step => step.SupplierId == row.Id && step.ToState == row.State && step.IsPublic).OrderByDescending(step => step.At).Select(step => step.Reason).FirstOrDefault(),
    });

    private static Item ItemOf(Row row, IRegionDirectory regions) => new(
        row.Supplier.Id, row.Supplier.Name, row.Supplier.NameEn, row.Supplier.Kind, row.Supplier.County.Value, regions.FullNameOf(row.Supplier.RegionCode), row.Supplier.State,
        row.Supplier.ChangedAt, row.Reason, row.Supplier.IsDemonstration);
}
