using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Catalog.Yields;
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

namespace Marketplace.Catalog.ListYieldBreaches;

/// <summary>超产量: lots that plots and season cannot have yielded, for the authority of the origin and for the supplier; also as xlsx.</summary>
internal static class ListYieldBreaches
{
    private const int MostExported = 50_000;

    internal sealed record Query(string? County, string? Q, Guid? Supplier, Guid? Product, string? State, DateOnly? From, DateOnly? To, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.State).Must(state => state is "waiting" || Choice.IsNoneOr<YieldBreachState>(state))
                .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
            RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
        }
    }

    /// <param name="LimitGrams">What the checked plots can yield, with the tolerance.</param>
    /// <param name="Stopped">Whether the lot waited, or waits, before it went on sale.</param>
    internal sealed record Item(
        Guid BreachId, Guid LotId, Guid ProductId, string ProductName, Guid SupplierId, string SupplierName, string OriginCode, string OriginName, string CropName, int Season,
        long LotGrams, long UsedGrams, long CapacityGrams, int TolerancePercent, long LimitGrams, long OverGrams, bool Stopped, YieldBreachState State, DateTimeOffset RaisedAt, uint Version);

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/yield-breaches", Handle).WithName("ListYieldBreaches").WithTags("Catalog").Requires(CatalogPermissions.SeeYieldBreaches).Reads();
        api.MapGet("/yield-breaches.xlsx", Export).WithName("ExportYieldBreaches").WithTags("Catalog").Requires(CatalogPermissions.SeeYieldBreaches).Reads();
    }

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Asked(query, actor, db, own);
        var total = await rows.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is [var ticks, var last] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 3_155_378_975_999_999_999 && Guid.TryParse(last, out var id))
        {
            var at = new DateTimeOffset(value, TimeSpan.Zero);
            rows = rows.Where(row => row.RaisedAt < at || (row.RaisedAt == at && row.Id < id));
        }

        var size = Paging.Size(query.Size);
        var page = await Items(rows.OrderByDescending(row => row.RaisedAt).ThenByDescending(row => row.Id).Take(size + 1), db).ToListAsync(cancellation);
        var items = page.Take(size).Select(item => item with { OriginName = regions.FullNameOf(item.OriginCode) }).ToList();
        return TypedResults.Ok(new Page<Item>(items, page.Count > size ? Paging.Cursor(items[^1].RaisedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), items[^1].BreachId.ToString()) : null, total));
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> Export(
        [AsParameters] Query query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Asked(query, actor, db, own);
        if (await rows.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(
            file, "超产量", ["时间", "商品", "供应商", "产地", "作物", "年份", "本批(公斤)", "此前批次(公斤)", "地块可产(公斤)", "容差%", "超出(公斤)", "是否先停", "状态"],
            [12, 22, 24, 26, 12, 8, 12, 14, 14, 8, 12, 10, 12]))
        {
            await foreach (var row in Items(rows.OrderByDescending(row => row.RaisedAt).ThenByDescending(row => row.Id), db).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                sheet.Row(
                    ChinaTime.DateIn(row.RaisedAt), row.ProductName, row.SupplierName, regions.FullNameOf(row.OriginCode), row.CropName, row.Season, row.LotGrams / 1000m, row.UsedGrams / 1000m,
                    row.CapacityGrams / 1000m, row.TolerancePercent, row.OverGrams / 1000m, row.Stopped ? "是" : "否", WordOf(row.State));
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, "超产量.xlsx");
    }

    /// <summary>Officials those of goods from their region, suppliers and agents those of their own products.</summary>
    internal static IQueryable<YieldBreach> Visible(Actor actor, CatalogDb db, OwnProducts own)
    {
        if (actor.HasAny([Role.CountyOfficial, Role.CityOfficial])) return db.Set<YieldBreach>().WithinRegions(row => row.OriginCode, actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial));
        var products = own.Of(actor).Select(product => product.Id);
        return db.Set<YieldBreach>().Where(row => products.Contains(row.ProductId));
    }

    internal static IQueryable<Item> Items(IQueryable<YieldBreach> rows, CatalogDb db) => rows.AsNoTracking().Select(row => new Item(
        row.Id, row.LotId, row.ProductId, row.ProductName, row.SupplierId, db.Set<Supplier>().First(supplier => supplier.Id == row.SupplierId).Name, row.OriginCode, string.Empty,
        row.CropName, row.Season, row.LotGrams, row.UsedGrams, row.CapacityGrams, row.TolerancePercent, row.UsedGrams + row.LotGrams - row.OverGrams, row.OverGrams, row.Stopped, row.State,
        row.RaisedAt, EF.Property<uint>(row, "Version")));

    private static IQueryable<YieldBreach> Asked(Query query, Actor actor, CatalogDb db, OwnProducts own)
    {
        var rows = Visible(actor, db, own);
        if (query.County is { Length: > 0 } county) rows = rows.WithinRegions(row => row.OriginCode, [RegionCode.Parse(county)]);
        if (query.Supplier is { } supplier) rows = rows.Where(row => row.SupplierId == supplier);
        if (query.Product is { } product) rows = rows.Where(row => row.ProductId == product);
        if (query.State is "waiting") rows = rows.Where(row => row.State != YieldBreachState.Accepted && row.State != YieldBreachState.Blocked);
        else if (Choice.Of<YieldBreachState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (query.From is { } from) rows = rows.Where(row => row.RaisedAt >= ChinaTime.StartOf(from).ToUniversalTime());
        if (query.To is { } to) rows = rows.Where(row => row.RaisedAt < ChinaTime.StartOf(to.AddDays(1)).ToUniversalTime());
        if (LikePattern.Of(query.Q) is { } like)
            rows = rows.Where(row => EF.Functions.ILike(row.ProductName, like) || db.Set<Supplier>().Any(one => one.Id == row.SupplierId && EF.Functions.ILike(one.Name, like)));
        return rows;
    }

    private static string WordOf(YieldBreachState state) => state switch
    {
        YieldBreachState.Open => "待处理",
        YieldBreachState.Explained => "供应商已说明",
        YieldBreachState.CheckOpened => "核查中",
        YieldBreachState.Accepted => "已认可",
        _ => "已停售",
    };
}
