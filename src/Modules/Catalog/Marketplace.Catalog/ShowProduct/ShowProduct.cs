using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowProduct;

/// <summary>商品页: all a buyer needs to trust a product. Strangers see what is on sale; its own people see it withdrawn too.</summary>
internal static class ShowProduct
{
    internal sealed record SupplierCard(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string RegionName, string? Introduction, string? IntroductionEn, bool IsActive,
        int HouseholdsHelped, bool IsDemonstration);

    /// <param name="IsRecognised">Whether listed and within validity today.</param>
    /// <param name="IsCountyProduce">县域产品: in the register today with the lesser status, which does not count as recognised.</param>
    internal sealed record RecognitionView(
        Guid RecognitionId, RecognitionState State, bool IsRecognised, DateOnly? ValidFrom, DateOnly? ValidTo, DateOnly? NoticeTo, RecognitionGrade Grade, bool IsCountyProduce);

    internal sealed record Response(
        Guid ProductId, uint Version, string Name, string? NameEn, string CategoryCode, string CategoryName, string OriginCode, string OriginName, string CountyCode,
        string Description, string? DescriptionEn, int SeasonFrom, int SeasonTo, bool InSeason, int? ShelfLifeDays, Storage Storage, int MinQuantity, int QuantityStep,
        string? GeographicalIndication, ProductState State, bool IsOnSale, DateTimeOffset ListedAt, string? ListedFor, IReadOnlyList<string> Synonyms, bool IsDemonstration,
        SupplierCard Supplier, IReadOnlyList<PackView> Packs, IReadOnlyList<PictureView> Pictures, IReadOnlyList<LotView> Lots, RecognitionView? Recognition,
        IReadOnlyList<HarvestWindowBody> HarvestWindows, bool IsHarvestNow, IndicationView? Indication, TaxView? Tax, ColdChainBody? ColdChain);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/products/{productId:guid}", Handle)
        .WithName("ShowProduct").WithTags("Catalog").Public().Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid productId, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, IHouseholdDirectory households, CategoryNames categories,
        IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        var found = await db.Set<Product>().Where(row => row.Id == productId)
            .Include(row => row.Packs).ThenInclude(pack => pack.Tiers).Include(row => row.Pictures).Include(row => row.HarvestWindows).AsSplitQuery().AsNoTracking()
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version"), Supplier = db.Set<Supplier>().Single(supplier => supplier.Id == row.SupplierId) })
            .SingleOrDefaultAsync(cancellation);
        if (found is null) return Problems.NotFound;
        var (product, supplier, today) = (found.Row, found.Supplier, clock.Today());
        var isOnSale = product.State == ProductState.Public && supplier.State == SupplierState.Active;
        if (!isOnSale && !await MaySeeHidden(product, supplier, actor, own, cancellation)) return Problems.NotFound;
        var lots = await db.Set<Lot>().AsNoTracking().Where(lot => lot.ProductId == productId && (lot.BestBefore == null || lot.BestBefore >= today))
            .OrderByDescending(lot => lot.HarvestedOn).Take(20).Include(lot => lot.Tests).ToListAsync(cancellation);
        var helped = await households.LinkedTo(supplier.Id, today, cancellation);
        var recognition = await CurrentRecognition(db, productId, today, cancellation);
        var names = await categories.All(cancellation);
        return TypedResults.Ok(new Response(
            product.Id, found.Version, product.Name, product.NameEn, product.CategoryCode, names.GetValueOrDefault(product.CategoryCode, product.CategoryCode),
            product.OriginCode, regions.FullNameOf(product.OriginCode), product.Origin.County!.Value.Value, product.Description, product.DescriptionEn,
            product.SeasonFrom, product.SeasonTo, Product.IsInSeason(product.SeasonFrom, product.SeasonTo, today.Month), product.ShelfLifeDays, product.Storage,
            product.MinQuantity, product.QuantityStep, product.Indication, product.State, isOnSale, product.ListedAt, product.ListedFor(supplier, regions),
            product.Synonyms, product.IsDemonstration,
            new SupplierCard(supplier.Id, supplier.Name, supplier.NameEn, supplier.Kind, regions.FullNameOf(supplier.RegionCode), supplier.Introduction,
                supplier.IntroductionEn, supplier.State == SupplierState.Active, helped.Count, supplier.IsDemonstration),
            [.. product.Packs.Where(pack => !pack.IsWithdrawn).OrderBy(pack => pack.Position).Select(pack => pack.View())],
            [.. product.Pictures.OrderBy(picture => picture.Position).Select(picture => picture.View(links))],
            await lots.Views(product.CategoryCode, db, regions, links, cancellation), recognition, product.WindowViews(),
            product.HarvestWindows.Exists(window => window.Holds(today)), await product.IndicationView(db, links, cancellation), await product.TaxView(db, today, cancellation),
            product.ColdChainView()));
    }

    /// <summary>Its own people, and the officials and operators who answer for it.</summary>
    private static async Task<bool> MaySeeHidden(Product product, Supplier supplier, Actor actor, OwnProducts own, CancellationToken cancellation) =>
        !actor.IsAnonymous
        && (actor.Has(Role.Operator) || actor.ActsInRegion(supplier.County, CatalogPermissions.Officials) || actor.ActsInRegion(product.Origin, CatalogPermissions.Officials)
            || await own.Of(actor).AnyAsync(row => row.Id == product.Id, cancellation));

    /// <summary>The recognition in force, else the latest one: one application may run while an earlier recognition still holds.</summary>
    internal static async Task<RecognitionView?> CurrentRecognition(CatalogDb db, Guid productId, DateOnly today, CancellationToken cancellation)
    {
        var rows = await db.Set<Recognition>().AsNoTracking().Where(row => row.ProductId == productId).OrderByDescending(row => row.AppliedAt).Take(10)
            .Select(row => new { Row = row, Holds = row.ValidFrom <= today && row.ValidTo >= today && (row.RevokedFrom == null || today < row.RevokedFrom) })
            .Select(found => new RecognitionView(
                found.Row.Id, found.Row.State, found.Holds && found.Row.Grade == RecognitionGrade.Recognised, found.Row.ValidFrom, found.Row.ValidTo, found.Row.NoticeTo,
                found.Row.Grade, found.Holds && found.Row.Grade == RecognitionGrade.CountyProduce))
            .ToListAsync(cancellation);
        return rows.Find(row => row.IsRecognised) ?? rows.Find(row => row.IsCountyProduce) ?? rows.FirstOrDefault();
    }
}
