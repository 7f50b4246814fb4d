using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListPapers;

/// <summary>证照到期: the papers of the suppliers in an official's region, by what has to be done about them; also as xlsx.</summary>
internal static class ListPapers
{
    private static readonly string[] Heads = ["供应商", "所在地", "供应商状态", "证照", "证号", "发证机关", "起始日", "到期日", "还剩（天）", "状态", "交来日期"];

    private static readonly int[] Widths = [36, 36, 14, 22, 24, 24, 12, 12, 10, 10, 12];

    private static readonly Dictionary<PaperState, string> States = new()
    {
        [PaperState.Handed] = "待核",
        [PaperState.Checked] = "已核",
        [PaperState.Returned] = "已退回",
        [PaperState.Replaced] = "已换新",
    };

    /// <param name="Show">Waiting, ending within 30 days, or expired; else all that have not been replaced.</param>
    /// <param name="Sort"><c>newest</c> for the latest handed in first; else the nearest last day first.</param>
    internal sealed record Query(string? Show, string? Kind, string? County, string? Q, string? Sort, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Show).Must(Choice.IsNoneOr<PaperFilter>).Because("unknown-choice", "没有这种筛选。请从列表里选。", "There is no such filter. Pick from the list.");
            RuleFor(query => query.Sort).Must(sort => string.IsNullOrEmpty(sort) || sort is "newest").Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
            RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
            RuleFor(query => query.Kind).MaximumLength(50);
            RuleFor(query => query.Q).MaximumLength(100);
        }
    }

    /// <param name="DaysLeft">Below zero once it has run out; nothing when it runs without limit.</param>
    internal sealed record Item(
        Guid PaperId, Guid SupplierId, string SupplierName, OrganisationKind SupplierKind, string RegionName, SupplierState SupplierState, string Kind, string Name, string NameEn,
        string? Number, string? Issuer, DateOnly? ValidFrom, DateOnly? ValidTo, int? DaysLeft, PaperState State, DateTimeOffset HandedAt);

    private sealed class Row
    {
        public required SupplierPaper Paper { get; init; }

        public required Supplier Supplier { get; init; }

        public required PaperKind Kind { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/supplier-papers", Handle).WithName("ListPapers").WithTags("Catalog").Requires(CatalogPermissions.SeePapers).Reads();
        api.MapGet("/supplier-papers.xlsx", Export).WithName("ExportPapers").WithTags("Catalog").Requires(CatalogPermissions.SeePapers).Reads();
    }

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = Asked(query, actor, db, clock.Today());
        var (total, size) = (await rows.LongCountAsync(cancellation), Paging.Size(query.Size));
        var page = await Sorted(After(rows, query), query).Take(size + 1).ToListAsync(cancellation);
        var items = page.Take(size).Select(row => ItemOf(row, regions, clock.Today())).ToList();
        return TypedResults.Ok(new Page<Item>(items, page.Count > size ? CursorOf(page[size - 1].Paper, query) : null, total));
    }

    private static async Task<FileStreamHttpResult> Export(
        [AsParameters] Query query, Actor actor, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = Sorted(Asked(query, actor, db, clock.Today()), query);
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "证照", Heads, Widths))
        {
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
            {
                var item = ItemOf(row, regions, clock.Today());
                sheet.Row(item.SupplierName, item.RegionName, ExportSuppliers.ExportSuppliers.StateOf(item.SupplierState), item.Name, item.Number, item.Issuer, item.ValidFrom,
                    item.ValidTo, item.DaysLeft, States[item.State], ChinaTime.DateIn(item.HandedAt));
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, $"证照-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static IQueryable<Row> Asked(Query query, Actor actor, CatalogDb db, DateOnly today)
    {
        var suppliers = actor.Has(Role.Operator) ? db.Set<Supplier>() : db.Set<Supplier>().WithinRegions(row => row.RegionCode, actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial));
        suppliers = suppliers.Where(row => row.State != SupplierState.Removed);
        if (query.County is { Length: > 0 } county) suppliers = suppliers.WithinRegions(row => row.RegionCode, [RegionCode.Parse(county)]);
        if (LikePattern.Of(query.Q) is { } like) suppliers = suppliers.Where(row => EF.Functions.ILike(row.Name, like));
        var until = today.AddDays(30);
        var papers = db.Set<SupplierPaper>().AsNoTracking().Where(paper => paper.State != PaperState.Replaced);
        if (query.Kind is { Length: > 0 } kind) papers = papers.Where(paper => paper.Kind == kind);
        papers = Choice.Of<PaperFilter>(query.Show) switch
        {
            PaperFilter.Waiting => papers.Where(paper => paper.State == PaperState.Handed),
            PaperFilter.Ending => papers.Where(paper => paper.State == PaperState.Checked && paper.ValidTo >= today && paper.ValidTo <= until),
            PaperFilter.Expired => papers.Where(paper => paper.State == PaperState.Checked && paper.ValidTo < today),
            _ => papers,
        };
        return from paper in papers
               join supplier in suppliers on paper.SupplierId equals supplier.Id
               join kindOf in db.Set<PaperKind>() on paper.Kind equals kindOf.Code
               select new Row { Paper = paper, Supplier = supplier, Kind = kindOf };
    }

    private static IQueryable<Row> Sorted(IQueryable<Row> rows, Query query) => query.Sort is "newest"
        ? rows.OrderByDescending(row => row.Paper.HandedAt).ThenByDescending(row => row.Paper.Id)
        : rows.OrderBy(row => row.Paper.ValidTo ?? DateOnly.MaxValue).ThenBy(row => row.Paper.Id);

    private static IQueryable<Row> After(IQueryable<Row> rows, Query query)
    {
        if (Paging.Read(query.Cursor, 2) is not [var key, var last] || !long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || !Guid.TryParse(last, out var id)) return rows;
        if (query.Sort is not "newest")
        {
            var end = DateOnly.FromDayNumber((int)Math.Min(value, DateOnly.MaxValue.DayNumber));
            return rows.Where(row => (row.Paper.ValidTo ?? DateOnly.MaxValue) > end || ((row.Paper.ValidTo ?? DateOnly.MaxValue) == end && row.Paper.Id > id));
        }

        var at = new DateTimeOffset(Math.Min(value, 3_155_378_975_999_999_999), TimeSpan.Zero);
        return rows.Where(row => row.Paper.HandedAt < at || (row.Paper.HandedAt == at && row.Paper.Id < id));
    }

    private static string CursorOf(SupplierPaper paper, Query query) => Paging.Cursor(
        (query.Sort is "newest" ? paper.HandedAt.UtcTicks : (paper.ValidTo ?? DateOnly.MaxValue).DayNumber).ToString(CultureInfo.InvariantCulture), paper.Id.ToString());

    private static Item ItemOf(Row row, IRegionDirectory regions, DateOnly today) => new(
        row.Paper.Id, row.Supplier.Id, row.Supplier.Name, row.Supplier.Kind, regions.FullNameOf(row.Supplier.RegionCode), row.Supplier.State, row.Paper.Kind, row.Kind.Name, row.Kind.NameEn,
        row.Paper.Number, row.Paper.Issuer, row.Paper.ValidFrom, row.Paper.ValidTo, row.Paper.ValidTo?.DayNumber - today.DayNumber, row.Paper.State, row.Paper.HandedAt);
}
