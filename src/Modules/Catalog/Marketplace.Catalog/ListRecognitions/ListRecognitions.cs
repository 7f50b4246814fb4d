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
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListRecognitions;

/// <summary>认定名录 for everyone (what is on notice, listed, expired, revoked), and the desk's queue for those who act.</summary>
internal static class ListRecognitions
{
    /// <param name="Q">Part of a product's or supplier's name, or of a number.</param>
    /// <param name="Validity">How it stands on the day asked about.</param>
    /// <param name="On">The day asked about; today when left out.</param>
    /// <param name="Sort">newest, ends (the validity that ends first) or due (the deadline that comes first).</param>
    /// <param name="Grade">recognised (帮扶产品) or county-produce (县域产品).</param>
    /// <param name="Overdue">Only what somebody should have acted on before today.</param>
    internal sealed record Query(
        string? Q, string? County, string? State, string? Cursor, int? Size, string? Validity = null, DateOnly? On = null, string? Sort = null, bool? Overdue = null,
        string? Grade = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.State).Must(Choice.IsNoneOr<RecognitionState>)
                .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
            RuleFor(query => query.Validity).Must(Choice.IsNoneOr<Validity>)
                .Because("unknown-choice", "没有这种有效情况。请从列表里选。", "There is no such validity. Pick from the list.");
            RuleFor(query => query.Grade).Must(Choice.IsNoneOr<RecognitionGrade>)
                .Because("unknown-choice", "没有这种类别。请从列表里选。", "There is no such status. Pick from the list.");
            RuleFor(query => query.Sort).Must(Choice.IsNoneOr<RecognitionOrder>)
                .Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
            RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
        }
    }

    /// <param name="IsInForce">Whether it holds on the day asked about.</param>
    /// <param name="IsRecognised">Whether the product counts as recognised by it on that day.</param>
    internal sealed record Item(
        Guid RecognitionId, Guid ProductId, string ProductName, string? ProductNameEn, Guid SupplierId, string SupplierName, string CategoryCode, string OriginCode,
        string OriginName, RecognitionState State, bool IsReturned, bool NeedsSector, DateTimeOffset AppliedAt, DateOnly? DueOn, DateOnly? NoticeFrom, DateOnly? NoticeTo,
        DateOnly? ValidFrom, DateOnly? ValidTo, bool IsRecognised, string? RevokedCause, int OpenObjections, uint Version, bool IsDemonstration,
        string? Number, bool IsShort, bool IsRenewal, DateOnly? RevokedFrom, RecognitionGrade Grade, bool IsInForce);

    private static readonly RecognitionState[] PublicStates = [RecognitionState.OnNotice, RecognitionState.Listed, RecognitionState.Expired, RecognitionState.Revoked];

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/recognitions", Register).WithName("ListRecognitions").WithTags("Catalog").Public().Reads();
        api.MapGet("/recognitions/queue", Queue).WithName("ListRecognitionQueue").WithTags("Catalog").Requires(CatalogPermissions.SeeRecognitions).Reads();
    }

    private static async Task<Ok<Page<Item>>> Register(
        [AsParameters] Query query, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Ok(await Public(query, db, regions, clock, cancellation));

    /// <summary>What everybody may see.</summary>
    internal static Task<Page<Item>> Public(Query query, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation) =>
        Answer(query, db.Set<Recognition>().Where(row => PublicStates.Contains(row.State)), db, regions, clock, cancellation);

    /// <summary>One entry of the register; nothing when it is not public.</summary>
    internal static async Task<Item?> FindPublic(Guid id, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation) =>
        (await Answer(new Query(null, null, null, null, 1), db.Set<Recognition>().Where(row => row.Id == id && PublicStates.Contains(row.State)), db, regions, clock, cancellation)).Items.SingleOrDefault();

    private static async Task<Ok<Page<Item>>> Queue(
        [AsParameters] Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation) =>
        TypedResults.Ok(await Reached(query, actor, db, scope, regions, clock, cancellation));

    /// <summary>What the person may see.</summary>
    internal static Task<Page<Item>> Reached(
        Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var visible = scope.Visible(actor).Select(row => row.Id);
        return Answer(query, db.Set<Recognition>().Where(row => visible.Contains(row.Id)), db, regions, clock, cancellation);
    }

    private static async Task<Page<Item>> Answer(
        Query query, IQueryable<Recognition> rows, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var (on, size) = (query.On ?? clock.Today(), Paging.Size(query.Size));
        var sort = Choice.Of<RecognitionOrder>(query.Sort) ?? RecognitionOrder.Newest;
        rows = rows.Asked(query, clock.Today());
        var joined =
            from row in rows.AsNoTracking()
            join product in db.Set<Product>() on row.ProductId equals product.Id
            join supplier in db.Set<Supplier>() on row.SupplierId equals supplier.Id
            select new Found { Row = row, Product = product, Supplier = supplier };
        if (RecognitionOrders.Pattern(query.Q) is { } pattern)
            joined = joined.Where(found => EF.Functions.ILike(found.Product.Name, pattern) || EF.Functions.ILike(found.Supplier.Name, pattern) || EF.Functions.ILike(found.Row.Number!, pattern));
        var total = await joined.LongCountAsync(cancellation);
        var page = await joined.After(sort, query.Cursor).Sorted(sort).Take(size + 1)
            .Select(found => new Item(
                found.Row.Id, found.Product.Id, found.Product.Name, found.Product.NameEn, found.Supplier.Id, found.Supplier.Name, found.Product.CategoryCode,
                found.Row.OriginCode, string.Empty, found.Row.State, found.Row.IsReturned, found.Row.NeedsSector, found.Row.AppliedAt, found.Row.DueOn,
                found.Row.NoticeFrom, found.Row.NoticeTo, found.Row.ValidFrom, found.Row.ValidTo,
                found.Row.Grade == RecognitionGrade.Recognised && found.Row.ValidFrom <= on && found.Row.ValidTo >= on && (found.Row.RevokedFrom == null || on < found.Row.RevokedFrom),
                found.Row.RevokedCause,
                found.Row.Objections.Count(objection => objection.IsUpheld == null), EF.Property<uint>(found.Row, "Version"), found.Product.IsDemonstration,
                found.Row.Number, found.Row.IsShort, found.Row.RenewsId != null, found.Row.RevokedFrom, found.Row.Grade,
                found.Row.ValidFrom <= on && found.Row.ValidTo >= on && (found.Row.RevokedFrom == null || on < found.Row.RevokedFrom)))
            .ToListAsync(cancellation);
        var items = page.Take(size).Select(item => item with { OriginName = regions.FullNameOf(item.OriginCode) }).ToList();
        return new Page<Item>(items, page.Count > size ? RecognitionOrders.CursorOf(items[^1], sort) : null, total);
    }
}
