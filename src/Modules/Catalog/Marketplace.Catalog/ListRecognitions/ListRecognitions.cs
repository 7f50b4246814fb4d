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
    /// <param name="Q">Part of a product's or supplier's name.</param>
    internal sealed record Query(string? Q, string? County, string? State, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.State).Must(Choice.IsNoneOr<RecognitionState>)
                .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
            RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
        }
    }

    /// <param name="IsRecognised">Whether it holds today.</param>
    internal sealed record Item(
        Guid RecognitionId, Guid ProductId, string ProductName, string? ProductNameEn, Guid SupplierId, string SupplierName, string CategoryCode, string OriginCode,
        string OriginName, RecognitionState State, bool IsReturned, bool NeedsSector, DateTimeOffset AppliedAt, DateOnly? DueOn, DateOnly? NoticeFrom, DateOnly? NoticeTo,
        DateOnly? ValidFrom, DateOnly? ValidTo, bool IsRecognised, string? RevokedCause, int OpenObjections, uint Version, bool IsDemonstration);

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
        [AsParameters] Query query, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var visible = scope.Visible(actor).Select(row => row.Id);
        return TypedResults.Ok(await Answer(query, db.Set<Recognition>().Where(row => visible.Contains(row.Id)), db, regions, clock, cancellation));
    }

    private static async Task<Page<Item>> Answer(
        Query query, IQueryable<Recognition> rows, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var (today, size, state) = (clock.Today(), Paging.Size(query.Size), Choice.Of<RecognitionState>(query.State));
        if (state is not null) rows = rows.Where(row => row.State == state);
        if (query.County is { Length: > 0 } county) rows = rows.WithinRegions(row => row.OriginCode, [RegionCode.Parse(county)]);
        var joined =
            from row in rows.AsNoTracking()
            join product in db.Set<Product>() on row.ProductId equals product.Id
            join supplier in db.Set<Supplier>() on row.SupplierId equals supplier.Id
            select new { Row = row, Product = product, Supplier = supplier };
        if (Search.SearchText.Fold(query.Q) is { Length: > 0 })
        {
            var pattern = "%" + query.Q!.Trim()[..Math.Min(query.Q.Trim().Length, 100)].Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("\0", string.Empty, StringComparison.Ordinal) + "%";
            joined = joined.Where(found => EF.Functions.ILike(found.Product.Name, pattern) || EF.Functions.ILike(found.Supplier.Name, pattern));
        }

        var total = await joined.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is { } after && long.TryParse(after[0], CultureInfo.InvariantCulture, out var ticks) && ticks is >= 0 and <= 3_155_378_975_999_999_999 && Guid.TryParse(after[1], out var id))
        {
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            joined = joined.Where(found => found.Row.AppliedAt < at || (found.Row.AppliedAt == at && found.Row.Id < id));
        }

        var page = await joined.OrderByDescending(found => found.Row.AppliedAt).ThenByDescending(found => found.Row.Id).Take(size + 1)
            .Select(found => new Item(
                found.Row.Id, found.Product.Id, found.Product.Name, found.Product.NameEn, found.Supplier.Id, found.Supplier.Name, found.Product.CategoryCode,
                found.Row.OriginCode, string.Empty, found.Row.State, found.Row.IsReturned, found.Row.NeedsSector, found.Row.AppliedAt, found.Row.DueOn,
                found.Row.NoticeFrom, found.Row.NoticeTo, found.Row.ValidFrom, found.Row.ValidTo,
                found.Row.ValidFrom <= today && found.Row.ValidTo >= today && (found.Row.RevokedFrom == null || today < found.Row.RevokedFrom), found.Row.RevokedCause,
                found.Row.Objections.Count(objection => objection.IsUpheld == null), EF.Property<uint>(found.Row, "Version"), found.Product.IsDemonstration))
            .ToListAsync(cancellation);
        var items = page.Take(size).Select(item => item with { OriginName = regions.FullNameOf(item.OriginCode) }).ToList();
        var next = page.Count > size ? Paging.Cursor(items[^1].AppliedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), items[^1].RecognitionId.ToString()) : null;
        return new Page<Item>(items, next, total);
    }
}
