using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
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

namespace Marketplace.Catalog.ListPriceNotices;

/// <summary>高价说明: prices far above the market with their reasons, for the authority of the origin and for the supplier itself; also as xlsx.</summary>
internal static class ListPriceNotices
{
    private const int MostExported = 50_000;

    /// <param name="AbovePercent">At least so far above the market's high price.</param>
    /// <param name="Sort"><c>above</c> for the furthest first; else the newest.</param>
    internal sealed record Query(
        string? County, string? Q, Guid? Supplier, Guid? Product, int? AbovePercent, string? State, DateOnly? From, DateOnly? To, string? Sort, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.State).Must(state => state is "waiting" || Choice.IsNoneOr<PriceNoticeState>(state))
                .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
            RuleFor(query => query.Sort).Must(sort => string.IsNullOrEmpty(sort) || sort is "above")
                .Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
            RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
            RuleFor(query => query.AbovePercent).InclusiveBetween(0, 100_000);
        }
    }

    /// <param name="SoldSince">Packs of the product sold since the price was set.</param>
    internal sealed record Item(
        Guid NoticeId, Guid ProductId, string ProductName, string PackName, Guid SupplierId, string SupplierName, string OriginCode, string OriginName, string Market,
        string ReferenceName, DateOnly PricedOn, long LowFen, long AverageFen, long HighFen, long FenPerKg, long AboveBasisPoints, int ThresholdPercent, string Reason,
        int SoldSince, PriceNoticeState State, DateTimeOffset RaisedAt, uint Version);

    private static readonly Problem TooMany = Problem.Invalid("export-too-large", "超过5万行。请缩小筛选范围后再导出。", "More than 50,000 rows. Narrow the filter and export again.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/price-notices", Handle).WithName("ListPriceNotices").WithTags("Catalog").Requires(CatalogPermissions.SeePriceNotices).Reads();
        api.MapGet("/price-notices.xlsx", Export).WithName("ExportPriceNotices").WithTags("Catalog").Requires(CatalogPermissions.SeePriceNotices).Reads();
    }

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Asked(query, actor, db, own);
        var total = await rows.LongCountAsync(cancellation);
        rows = After(rows, query);
        var size = Paging.Size(query.Size);
        var page = await Items(Sorted(rows, query).Take(size + 1), db).ToListAsync(cancellation);
        var items = page.Take(size).Select(item => item with { OriginName = regions.FullNameOf(item.OriginCode) }).ToList();
        var next = page.Count > size ? Paging.Cursor(KeyOf(items[^1], query), items[^1].NoticeId.ToString()) : null;
        return TypedResults.Ok(new Page<Item>(items, next, total));
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> Export(
        [AsParameters] Query query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Asked(query, actor, db, own);
        if (await rows.Take(MostExported + 1).CountAsync(cancellation) > MostExported) return TooMany;
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(
            file, "高价说明", ["时间", "商品", "规格", "供应商", "产地", "市场", "参考品名", "参考日期", "参考低价(元/公斤)", "参考高价(元/公斤)", "本商品(元/公斤)", "高出", "理由", "此后售出(件)", "状态"],
            [12, 22, 14, 24, 26, 12, 14, 12, 14, 14, 14, 10, 40, 12, 12]))
        {
            await foreach (var row in Items(Sorted(rows, query), db).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                sheet.Row(
                    ChinaTime.DateIn(row.RaisedAt), row.ProductName, row.PackName, row.SupplierName, regions.FullNameOf(row.OriginCode), row.Market, row.ReferenceName, row.PricedOn,
                    row.LowFen / 100m, row.HighFen / 100m, row.FenPerKg / 100m, new Percent(row.AboveBasisPoints / 100m), row.Reason, row.SoldSince, PriceWords.Of(row.State));
            }
        }

        file.Position = 0;
        return TypedResults.Stream(file, SheetWriter.ContentType, "高价说明.xlsx");
    }

    /// <summary>Officials those of goods from their region, suppliers and agents those of their own products.</summary>
    internal static IQueryable<PriceNotice> Visible(Actor actor, CatalogDb db, OwnProducts own)
    {
        var inside = db.Set<PriceNotice>().WithinRegions(row => row.OriginCode, actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial));
        if (!actor.HasAny([Role.Supplier, Role.VillageAgent])) return inside;
        var products = own.Of(actor).Select(product => product.Id);
        return actor.HasAny([Role.CountyOfficial, Role.CityOfficial]) ? inside.Union(db.Set<PriceNotice>().Where(row => products.Contains(row.ProductId))) : db.Set<PriceNotice>().Where(row => products.Contains(row.ProductId));
    }

    internal static IQueryable<Item> Items(IQueryable<PriceNotice> rows, CatalogDb db) => rows.AsNoTracking().Select(row => new Item(
        row.Id, row.ProductId, row.ProductName, row.PackName, row.SupplierId, db.Set<Supplier>().First(supplier => supplier.Id == row.SupplierId).Name, row.OriginCode, string.Empty,
        row.Market, row.ReferenceName, row.PricedOn, row.LowFen, row.AverageFen, row.HighFen, row.FenPerKg, row.AboveBasisPoints, row.ThresholdPercent, row.Reason,
        db.Set<Pack>().Where(pack => pack.ProductId == row.ProductId).Sum(pack => pack.Sold) - row.SoldBefore, row.State, row.RaisedAt, EF.Property<uint>(row, "Version")));

    private static IQueryable<PriceNotice> Asked(Query query, Actor actor, CatalogDb db, OwnProducts own)
    {
        var rows = Visible(actor, db, own);
        if (query.County is { Length: > 0 } county) rows = rows.WithinRegions(row => row.OriginCode, [RegionCode.Parse(county)]);
        if (query.Supplier is { } supplier) rows = rows.Where(row => row.SupplierId == supplier);
        if (query.Product is { } product) rows = rows.Where(row => row.ProductId == product);
        if (query.AbovePercent is { } percent) rows = rows.Where(row => row.AboveBasisPoints >= percent * 100L);
        if (query.State is "waiting") rows = rows.Where(row => row.State == PriceNoticeState.Open || row.State == PriceNoticeState.Answered || row.State == PriceNoticeState.Escalated);
        else if (Choice.Of<PriceNoticeState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (query.From is { } from) rows = rows.Where(row => row.RaisedAt >= ChinaTime.StartOf(from).ToUniversalTime());
        if (query.To is { } to) rows = rows.Where(row => row.RaisedAt < ChinaTime.StartOf(to.AddDays(1)).ToUniversalTime());
        if (LikePattern.Of(query.Q) is { } like)
            rows = rows.Where(row => EF.Functions.ILike(row.ProductName, like) || db.Set<Supplier>().Any(one => one.Id == row.SupplierId && EF.Functions.ILike(one.Name, like)));
        return rows;
    }

    private static IQueryable<PriceNotice> Sorted(IQueryable<PriceNotice> rows, Query query) => query.Sort is "above"
        ? rows.OrderByDescending(row => row.AboveBasisPoints).ThenByDescending(row => row.Id)
        : rows.OrderByDescending(row => row.RaisedAt).ThenByDescending(row => row.Id);

    private static IQueryable<PriceNotice> After(IQueryable<PriceNotice> rows, Query query)
    {
        if (Paging.Read(query.Cursor, 2) is not [var key, var last] || !long.TryParse(key, CultureInfo.InvariantCulture, out var value) || !Guid.TryParse(last, out var id)) return rows;
        if (query.Sort is "above") return rows.Where(row => row.AboveBasisPoints < value || (row.AboveBasisPoints == value && row.Id < id));
        var at = new DateTimeOffset(Math.Clamp(value, 0, 3_155_378_975_999_999_999), TimeSpan.Zero);
        return rows.Where(row => row.RaisedAt < at || (row.RaisedAt == at && row.Id < id));
    }

    private static string KeyOf(Item item, Query query) =>
        (query.Sort is "above" ? item.AboveBasisPoints : item.RaisedAt.UtcTicks).ToString(CultureInfo.InvariantCulture);
}
