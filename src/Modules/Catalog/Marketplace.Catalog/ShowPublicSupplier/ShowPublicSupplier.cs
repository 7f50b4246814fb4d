using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowPublicSupplier;

/// <summary>供应商公示页: who sells, with what papers and since when, and why it stopped; no person, no household and no number of a paper is told.</summary>
internal static class ShowPublicSupplier
{
    private const int MostProducts = 12;

    /// <param name="Holds">Whether it was checked and holds today.</param>
    internal sealed record PaperView(string Name, string NameEn, string? Issuer, DateOnly? ValidTo, bool Holds);

    internal sealed record ProductView(Guid ProductId, string Name, string? NameEn, string OriginName, bool IsRecognised, DateOnly? RecognisedTo);

    internal sealed record StepView(SupplierState ToState, DateTimeOffset At, string? Reason);

    /// <param name="AdmittedOn">The day it was first let in.</param>
    /// <param name="Steps">Admission, suspensions, returns and removal with their public reasons, oldest first.</param>
    /// <param name="Products">On sale, the recognised first; at most twelve of <paramref name="ProductCount"/>.</param>
    internal sealed record Response(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string CountyCode, string RegionName, string? Introduction, string? IntroductionEn, SupplierState State,
        DateOnly? AdmittedOn, int HouseholdsHelped, bool IsDemonstration, IReadOnlyList<PaperView> Papers, IReadOnlyList<StepView> Steps, int ProductCount, int RecognisedCount,
        IReadOnlyList<ProductView> Products);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/public-suppliers/{supplierId:guid}", Handle)
        .WithName("ShowPublicSupplier").WithTags("Catalog").Public().Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid supplierId, CatalogDb db, IRegionDirectory regions, IHouseholdDirectory households, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var supplier = await ListPublicSuppliers.Known(db).AsNoTracking().Where(row => row.Id == supplierId)
            .Include(row => row.Steps).Include(row => row.Papers).AsSplitQuery().SingleOrDefaultAsync(cancellation);
        if (supplier is null) return Problems.NotFound;
        var helped = supplier.State == SupplierState.Active ? await households.LinkedTo(supplierId, today, cancellation) : [];
        var kinds = await db.PaperKinds(cancellation);
        var products = OnSale(supplier, db, today);
        var (count, recognised) = (await products.CountAsync(cancellation), await products.CountAsync(row => row.To != null, cancellation));
        var shown = await products.OrderByDescending(row => row.To != null).ThenByDescending(row => row.Product.ListedAt).ThenBy(row => row.Product.Id).Take(MostProducts).ToListAsync(cancellation);
        var admitted = supplier.Steps.Where(step => step.ToState == SupplierState.Active).Select(step => (DateOnly?)ChinaTime.DateIn(step.At)).Min();
        return TypedResults.Ok(new Response(
            supplier.Id, supplier.Name, supplier.NameEn, supplier.Kind, supplier.County.Value, regions.FullNameOf(supplier.RegionCode), supplier.Introduction, supplier.IntroductionEn,
            supplier.State, admitted, helped.Count, supplier.IsDemonstration, [.. PapersOf(supplier, kinds, today)], [.. StepsOf(supplier)], count, recognised,
            [.. shown.Select(row => new ProductView(row.Product.Id, row.Product.Name, row.Product.NameEn, regions.FullNameOf(row.Product.OriginCode), row.To != null, row.To))]));
    }

    private sealed class ProductRow
    {
        public required Product Product { get; init; }

        public DateOnly? To { get; init; }
    }

    private static IQueryable<ProductRow> OnSale(Supplier supplier, CatalogDb db, DateOnly today) => db.Set<Product>().AsNoTracking()
        .Where(row => row.SupplierId == supplier.Id && row.State == ProductState.Public && supplier.State == SupplierState.Active)
        .Select(row => new ProductRow
        {
            Product = row,
            To = db.Set<Recognition>().Where(one => one.ProductId == row.Id && one.ValidFrom <= today && one.ValidTo >= today && (one.RevokedFrom == null || today < one.RevokedFrom)).Max(one => one.ValidTo),
        });

    private static IEnumerable<PaperView> PapersOf(Supplier supplier, IReadOnlyList<PaperKind> kinds, DateOnly today) =>
        from kind in kinds
        let paper = PaperStandings.Of(supplier.Papers, kind.Code).Current
        where paper is not null && kind.Code != "other"
        select new PaperView(kind.Name, kind.NameEn, paper.Issuer, paper.ValidTo, paper.HoldsOn(today));

    private static IEnumerable<StepView> StepsOf(Supplier supplier) => supplier.Steps.OrderBy(step => step.At).ThenBy(step => step.Id)
        .SkipWhile(step => step.ToState != SupplierState.Active)
        .Where(step => step.ToState is SupplierState.Active or SupplierState.Suspended || (step.ToState == SupplierState.Removed && step.IsPublic))
        .Select(step => new StepView(step.ToState, step.At, step.IsPublic ? step.Reason : null));
}
