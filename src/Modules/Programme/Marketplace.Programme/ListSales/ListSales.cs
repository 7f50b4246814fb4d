using System.Globalization;
using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Dashboard;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Marketplace.Programme.Sales;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.ListSales;

/// <summary>台账明细: the facts behind a figure, by the same filters, down to the order or the claim; and the same rows as xlsx.</summary>
internal static class ListSales
{
    internal sealed record Query(
        Guid? Programme, string? Region, string? Channel, string? Mode, string? Month, bool? Recognised, bool? Unsold, string? BuyerProvince, string? Q, bool? Latest, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Region).MaximumLength(12);
            RuleFor(query => query.Channel).MaximumLength(50);
            RuleFor(query => query.Mode).MaximumLength(50);
            RuleFor(query => query.Month).Matches(@"^\d{4}-(0[1-9]|1[0-2])$").When(query => !string.IsNullOrEmpty(query.Month));
            RuleFor(query => query.BuyerProvince).Matches(@"^\d{2}0000$").When(query => !string.IsNullOrEmpty(query.BuyerProvince));
            RuleFor(query => query.Q).MaximumLength(100).Must(IsText);
            RuleFor(query => query.Channel).Must(IsText);
            RuleFor(query => query.Mode).Must(IsText);
        }
    }

    private static bool IsText(string? text) => text?.Contains('\0', StringComparison.Ordinal) != true;

    internal sealed record Row(
        Guid Id, FactKind Kind, DateOnly SoldOn, string OriginRegion, string OriginCounty, string BuyerName, string BuyerRegion, string SupplierName, string ProductName, string Category, string Channel,
        string Mode, SaleSeries Series, bool IsRecognised, bool IsUnsoldRelief, bool IsDemonstration, long AmountFen, long MassGrams, Guid? OrderId, string? OrderNumber, Guid? ClaimId, DateTimeOffset CountedAt);

    private const int MostExported = 50_000;

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sales", List).WithName("ListSales").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/sales.xlsx", Export).WithName("ExportSales").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/sales/{factId:guid}", Show).WithName("ShowSale").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
    }

    private static async Task<Results<Ok<Page<Row>>, Problem>> List([AsParameters] Query query, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        if (await Filter(query, actor, db, cancellation) is not { } rows) return Problems.NotFound;
        var size = Paging.Size(query.Size);
        var latest = query.Latest == true;
        if (Paging.Read(query.Cursor, 2) is [var key, var id] && Guid.TryParse(id, out var last))
        {
            if (latest && DateTimeOffset.TryParse(key, CultureInfo.InvariantCulture, out var counted)) rows = rows.Where(row => row.CountedAt < counted || (row.CountedAt == counted && row.Id < last));
            if (!latest && DateOnly.TryParse(key, CultureInfo.InvariantCulture, out var day)) rows = rows.Where(row => row.SoldOn < day || (row.SoldOn == day && row.Id < last));
        }

        rows = latest ? rows.OrderByDescending(row => row.CountedAt).ThenByDescending(row => row.Id) : rows.OrderByDescending(row => row.SoldOn).ThenByDescending(row => row.Id);
        var found = await rows.Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).Select(ToRow).ToList();
        var next = found.Count > size
            ? Paging.Cursor(latest ? page[^1].CountedAt.ToString("O", CultureInfo.InvariantCulture) : page[^1].SoldOn.ToString("O", CultureInfo.InvariantCulture), page[^1].Id.ToString())
            : null;
        return TypedResults.Ok(new Page<Row>(page, next));
    }

    private static async Task<Results<Ok<Row>, Problem>> Show(Guid factId, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        var fact = await db.Set<SaleFact>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == factId, cancellation);
        return fact is null || !actor.ActsInRegion(RegionCode.Parse(fact.OriginRegion), ProgrammePermissions.Watch.Roles.ToArray()) ? Problems.NotFound : TypedResults.Ok(ToRow(fact));
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> Export([AsParameters] Query query, Actor actor, ProgrammeDb db, HttpContext http, CancellationToken cancellation)
    {
        if (await Filter(query, actor, db, cancellation) is not { } rows) return Problems.NotFound;
        if (await rows.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "台账明细",
            ["日期", "产地", "供应商", "产品", "采购单位", "渠道", "销售方式", "认定", "金额(元)", "重量(千克)", "订单号", "演示"], [12, 10, 30, 28, 30, 16, 16, 8, 16, 14, 18, 8]))
        {
            await foreach (var row in rows.OrderByDescending(row => row.SoldOn).ThenByDescending(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                sheet.Row(row.SoldOn, row.OriginCounty, row.SupplierName, row.ProductName, row.BuyerName, row.Channel, row.Mode, row.IsRecognised ? "是" : "否",
                    (decimal)row.AmountFen / 100, (decimal)row.MassGrams / 1000, row.OrderNumber, row.IsDemonstration ? "演示" : null);
            }
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, "sales.xlsx");
    }

    private static async Task<IQueryable<SaleFact>?> Filter(Query query, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        if (ProgrammePermissions.ScopeOf(actor, query.Region, ProgrammePermissions.Watch.Roles.ToArray()) is not { } region) return null;
        if (await ShowDashboard.Find(db, query.Programme, cancellation) is not { } programme) return null;
        var prefix = region.Prefix;
        var rows = db.Set<SaleFact>().AsNoTracking().Of(programme);
        // A county by equality, so that its own index serves the order too.
        rows = region.Level == RegionLevel.County ? rows.Where(row => row.OriginCounty == prefix) : rows.Where(row => row.OriginRegion.StartsWith(prefix));
        if (!string.IsNullOrEmpty(query.Channel)) rows = rows.Where(row => row.Channel == query.Channel);
        if (!string.IsNullOrEmpty(query.Mode)) rows = rows.Where(row => row.Mode == query.Mode);
        if (query.Recognised is { } recognised) rows = rows.Where(row => row.IsRecognised == recognised);
        if (query.Unsold is { } unsold) rows = rows.Where(row => row.IsUnsoldRelief == unsold);
        if (!string.IsNullOrEmpty(query.BuyerProvince)) rows = rows.Where(row => row.BuyerRegion.StartsWith(query.BuyerProvince.Substring(0, 2)));
        if (!string.IsNullOrEmpty(query.Month))
        {
            var from = DateOnly.ParseExact(query.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var to = from.AddMonths(1);
            rows = rows.Where(row => row.SoldOn >= from && row.SoldOn < to);
        }

        if (!string.IsNullOrWhiteSpace(query.Q))
        {
            var q = query.Q.Trim();
            rows = rows.Where(row => row.ProductName.Contains(q) || row.BuyerName.Contains(q) || row.SupplierName.Contains(q) || row.OrderNumber == q);
        }

        return rows;
    }

    private static Row ToRow(SaleFact row) => new(row.Id, row.Kind, row.SoldOn, row.OriginRegion, row.OriginCounty, row.BuyerName, row.BuyerRegion, row.SupplierName, row.ProductName, row.Category, row.Channel,
        row.Mode, row.Series, row.IsRecognised, row.IsUnsoldRelief, row.IsDemonstration, row.AmountFen, row.MassGrams, row.OrderId, row.OrderNumber, row.ClaimId, row.CountedAt);
}
