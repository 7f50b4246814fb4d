using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
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

namespace Marketplace.Catalog.TraceLot;

/// <summary>溯源: what the QR code on a box opens. Stays readable when the goods are no longer on sale; names no household.</summary>
internal static class TraceLot
{
    /// <param name="Producer">The supplier, or 某村农户 when an agent listed for a household.</param>
    internal sealed record Response(
        Guid LotId, Guid ProductId, string ProductName, string? ProductNameEn, string PackName, long PackMassGrams, int Quantity, DateOnly HarvestedOn, DateOnly? BestBefore,
        string OriginCode, string OriginName, string Producer, Guid SupplierId, string SupplierName, OrganisationKind SupplierKind, bool IsSupplierActive,
        string? GeographicalIndication, string? PictureUrl, ShowProduct.ShowProduct.RecognitionView? Recognition, bool IsDemonstration);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/trace/{lotId:guid}", Handle)
        .WithName("TraceLot").WithTags("Catalog").Public().Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid lotId, CatalogDb db, IRegionDirectory regions, IFileLinks links, TimeProvider clock, CancellationToken cancellation) =>
        await Find(lotId, db, regions, links, clock, cancellation) is { } found ? TypedResults.Ok(found) : Problems.NotFound;

    internal static async Task<Response?> Find(Guid lotId, CatalogDb db, IRegionDirectory regions, IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        var found = await (
            from lot in db.Set<Lot>().AsNoTracking()
            join product in db.Set<Product>() on lot.ProductId equals product.Id
            join pack in db.Set<Pack>() on lot.PackId equals pack.Id
            join supplier in db.Set<Supplier>() on product.SupplierId equals supplier.Id
            where lot.Id == lotId
            select new
            {
                Lot = lot,
                Product = product,
                Supplier = supplier,
                PackName = pack.Name,
                pack.MassGrams,
                Picture = product.Pictures.OrderBy(picture => picture.Position).FirstOrDefault(),
            }).SingleOrDefaultAsync(cancellation);
        if (found is null) return null;
        var (lotRow, productRow, supplierRow) = (found.Lot, found.Product, found.Supplier);
        var village = regions.FullNameOf(productRow.OriginCode);
        return new Response(
            lotRow.Id, productRow.Id, productRow.Name, productRow.NameEn, found.PackName, found.MassGrams, lotRow.Quantity, lotRow.HarvestedOn, lotRow.BestBefore,
            productRow.OriginCode, village, productRow.HouseholdId is null ? supplierRow.Name : village + "农户", supplierRow.Id, supplierRow.Name, supplierRow.Kind,
            supplierRow.State == SupplierState.Active, productRow.Indication, found.Picture?.View(links).Url,
            await ShowProduct.ShowProduct.CurrentRecognition(db, productRow.Id, clock.Today(), cancellation), productRow.IsDemonstration);
    }
}
