using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>Which products a person may change: its organisation's, and those it listed for a household that still consents.</summary>
internal sealed class OwnProducts(CatalogDb db, IHouseholdDirectory households, TimeProvider clock)
{
    internal IQueryable<Product> Of(Actor actor)
    {
        var suppliers = actor.OrganisationsAs(Role.Supplier);
        var isAgent = actor.Has(Role.VillageAgent);
        return db.Set<Product>().Where(product => suppliers.Contains(product.SupplierId) || (isAgent && product.HouseholdId != null && product.ListedBy == actor.PersonId));
    }

    /// <returns>The product with its packs, or nothing when it is not the actor's to change.</returns>
    internal async Task<Product?> Find(Guid productId, Actor actor, CancellationToken cancellation)
    {
        var product = await Of(actor).Where(row => row.Id == productId)
            .Include(row => row.Packs).ThenInclude(pack => pack.Tiers).Include(row => row.Pictures).Include(row => row.HarvestWindows)
            .AsSplitQuery().SingleOrDefaultAsync(cancellation);
        if (product is null || actor.OrganisationsAs(Role.Supplier).Contains(product.SupplierId)) return product;
        var consent = await households.ConsentOf(product.HouseholdId!.Value, actor.PersonId, clock.Today(), cancellation);
        return consent is null ? null : product;
    }
}
