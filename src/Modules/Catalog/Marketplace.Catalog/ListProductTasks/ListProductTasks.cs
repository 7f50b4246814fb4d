using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListProductTasks;

/// <summary>What a supplier or agent should do about its goods.</summary>
internal enum ProductTask
{
    /// <summary>撤销告知: the county wants to end a recognition and asks what the supplier says.</summary>
    RevocationTold,

    /// <summary>认定退回: papers to add.</summary>
    RecognitionReturned,

    /// <summary>快过期: a lot that is still on sale ends within days.</summary>
    LotExpiring,

    /// <summary>认定快到期: to be renewed.</summary>
    RecognitionEnding,

    /// <summary>卖完了: in season, on the shelf, and nothing left.</summary>
    SoldOut,
}

/// <summary>商品待办: what waits for the supplier about its goods, by date. Computed from the day, so that no job has to run before.</summary>
internal static class ListProductTasks
{
    private const int Most = 50;
    private const int DaysBeforeExpiry = 7;

    /// <summary>No rule reminds earlier.</summary>
    private const int MostDaysBeforeEnd = 180;

    /// <param name="DueOn">The day after which it is too late; nothing when there is none.</param>
    internal sealed record Item(ProductTask Task, Guid ProductId, string ProductName, DateOnly? DueOn);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/products/tasks", Handle)
        .WithName("ListProductTasks").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();

    private static async Task<Ok<Page<Item>>> Handle(Actor actor, CatalogDb db, OwnProducts own, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var products = own.Of(actor).AsNoTracking().Where(row => row.State == ProductState.Public);
        List<Item> items =
        [
            .. await Told(db, products, today, cancellation),
            .. await Returned(db, products, cancellation),
            .. await Ending(db, products, today, cancellation),
            .. await Expiring(db, products, today, cancellation),
            .. await SoldOut(products, today, cancellation),
        ];
        return TypedResults.Ok(new Page<Item>([.. items.OrderBy(item => item.DueOn ?? today).ThenBy(item => item.Task).ThenBy(item => item.ProductName, StringComparer.Ordinal).Take(Most)], null, items.Count));
    }

    private static async Task<List<Item>> Told(CatalogDb db, IQueryable<Product> products, DateOnly today, CancellationToken cancellation)
    {
        var rows = await (
            from hearing in db.Set<RevocationHearing>()
            join recognition in db.Set<Recognition>() on hearing.RecognitionId equals recognition.Id
            join product in products on recognition.ProductId equals product.Id
            where hearing.DecidedAt == null && hearing.Statement == null && hearing.StatementDue >= today
            orderby hearing.StatementDue
            select new { product.Id, product.Name, hearing.StatementDue }).Take(Most).ToListAsync(cancellation);
        return [.. rows.Select(row => new Item(ProductTask.RevocationTold, row.Id, row.Name, row.StatementDue))];
    }

    private static async Task<List<Item>> Returned(CatalogDb db, IQueryable<Product> products, CancellationToken cancellation)
    {
        var rows = await (
            from recognition in db.Set<Recognition>()
            join product in products on recognition.ProductId equals product.Id
            where recognition.IsReturned
            orderby recognition.AppliedAt
            select new { product.Id, product.Name, recognition.DueOn }).Take(Most).ToListAsync(cancellation);
        return [.. rows.Select(row => new Item(ProductTask.RecognitionReturned, row.Id, row.Name, row.DueOn))];
    }

    /// <summary>As early as the county's rule of today says; nothing once a renewal was asked for.</summary>
    private static async Task<List<Item>> Ending(CatalogDb db, IQueryable<Product> products, DateOnly today, CancellationToken cancellation)
    {
        var furthest = today.AddDays(MostDaysBeforeEnd);
        var rows = await (
            from recognition in db.Set<Recognition>()
            join product in products on recognition.ProductId equals product.Id
            where recognition.State == RecognitionState.Listed && recognition.ValidTo >= today && recognition.ValidTo <= furthest
                && !db.Set<Recognition>().Any(later => later.ProductId == product.Id && later.Grade == recognition.Grade && later.AppliedAt > recognition.AppliedAt)
            orderby recognition.ValidTo
            select new { product.Id, product.Name, recognition.OriginCode, recognition.ValidTo }).Take(Most).ToListAsync(cancellation);
        var counties = new Dictionary<string, int>();
        foreach (var origin in rows.Select(row => row.OriginCode[..6]).Distinct()) counties.Add(origin, (await db.RuleFor(origin, today, cancellation)).RenewalRemindDays);
        return [.. rows.Where(row => row.ValidTo <= today.AddDays(counties[row.OriginCode[..6]])).Select(row => new Item(ProductTask.RecognitionEnding, row.Id, row.Name, row.ValidTo))];
    }

    private static async Task<List<Item>> Expiring(CatalogDb db, IQueryable<Product> products, DateOnly today, CancellationToken cancellation)
    {
        var until = today.AddDays(DaysBeforeExpiry);
        var rows = await (
            from lot in db.Set<Lot>()
            join product in products on lot.ProductId equals product.Id
            join pack in db.Set<Pack>() on lot.PackId equals pack.Id
            where lot.BestBefore >= today && lot.BestBefore <= until && pack.Available > 0 && !pack.IsWithdrawn
            group lot.BestBefore by new { product.Id, product.Name } into lots
            select new { lots.Key.Id, lots.Key.Name, DueOn = lots.Min() }).Take(Most).ToListAsync(cancellation);
        return [.. rows.Select(row => new Item(ProductTask.LotExpiring, row.Id, row.Name, row.DueOn))];
    }

    private static async Task<List<Item>> SoldOut(IQueryable<Product> products, DateOnly today, CancellationToken cancellation)
    {
        var month = today.Month;
        var rows = await products
            .Where(row => (row.SeasonFrom <= row.SeasonTo ? row.SeasonFrom <= month && month <= row.SeasonTo : row.SeasonFrom <= month || month <= row.SeasonTo)
                && row.Packs.All(pack => pack.IsWithdrawn || pack.Available < row.MinQuantity))
            .OrderByDescending(row => row.ListedAt).Take(Most).Select(row => new { row.Id, row.Name }).ToListAsync(cancellation);
        return [.. rows.Select(row => new Item(ProductTask.SoldOut, row.Id, row.Name, null))];
    }
}
