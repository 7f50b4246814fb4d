using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>Tells Ordering what packs are and cost, in one query, and one for their campaigns.</summary>
internal sealed class OfferLookup(CatalogDb db, CampaignPrices campaigns) : IOfferLookup
{
    public async Task<IReadOnlyList<PackOffer>> FindOffers(IReadOnlyCollection<Guid> packIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(packIds);
        var rows = await (
            from pack in db.Set<Pack>().AsNoTracking()
            join product in db.Set<Product>() on pack.ProductId equals product.Id
            join supplier in db.Set<Supplier>() on product.SupplierId equals supplier.Id
            where packIds.Contains(pack.Id)
            select new
            {
                Pack = pack,
                Product = product,
                SupplierState = supplier.State,
                Tiers = pack.Tiers.OrderBy(tier => tier.MinQuantity).Select(tier => new PriceTier(tier.MinQuantity, tier.PriceFen)).ToList(),
            }).ToListAsync(cancellation);
        var terms = await campaigns.TermsOf(packIds, cancellation);
        return [.. rows.Select(row => new PackOffer(
            row.Pack.Id, row.Product.Id, row.Product.Name, row.Pack.Name, row.Product.CategoryCode, row.Product.SupplierId, row.Product.HouseholdId,
            row.Product.Origin, row.Pack.MassGrams, row.Tiers, row.Product.MinQuantity, row.Product.QuantityStep,
            row.Product.State == ProductState.Public && row.SupplierState == SupplierState.Active && !row.Pack.IsWithdrawn,
            [.. terms[row.Pack.Id]]))];
    }
}

/// <summary>Tells whether products were recognised on a day. Decided by dates alone, so that it does not matter when jobs run.</summary>
internal sealed class RecognitionRegister(CatalogDb db) : IRecognitionRegister
{
    public async Task<IReadOnlyList<RecognitionOn>> On(IReadOnlyCollection<Guid> productIds, DateOnly date, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(productIds);
        var rows = await db.Set<Recognition>().AsNoTracking()
            .Where(row => productIds.Contains(row.ProductId) && row.Grade == RecognitionGrade.Recognised && row.ValidFrom != null && row.ValidFrom <= date)
            .Select(row => new { row.ProductId, row.ValidFrom, row.ValidTo, row.RevokedFrom }).ToListAsync(cancellation);
        var byProduct = rows.ToLookup(row => row.ProductId);
        return [.. productIds.Distinct().Select(id =>
        {
            var inForce = byProduct[id].Where(row => row.ValidTo >= date && (row.RevokedFrom is null || date < row.RevokedFrom)).MaxBy(row => row.ValidTo);
            var shown = inForce ?? byProduct[id].MaxBy(row => row.ValidFrom);
            return new RecognitionOn(id, date, inForce is not null, shown?.ValidFrom, shown?.ValidTo);
        })];
    }
}
