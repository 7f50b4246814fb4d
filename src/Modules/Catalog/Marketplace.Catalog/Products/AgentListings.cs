using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>Tells which products an agent listed for households, and whether their consent still holds.</summary>
internal sealed class AgentListings(CatalogDb db, IHouseholdDirectory households, TimeProvider clock) : IAgentListings
{
    public async Task<IReadOnlyList<Guid>> ProductsOf(Guid agentPersonId, CancellationToken cancellation) =>
        await Of(agentPersonId).Select(product => product.Id).ToListAsync(cancellation);

    public async Task<bool> MayChange(Guid productId, Guid agentPersonId, CancellationToken cancellation) =>
        await Of(agentPersonId).Where(product => product.Id == productId).Select(product => product.HouseholdId).SingleOrDefaultAsync(cancellation) is { } household
        && await households.ConsentOf(household, agentPersonId, clock.Today(), cancellation) is not null;

    private IQueryable<Product> Of(Guid agent) => db.Set<Product>().AsNoTracking().Where(product => product.HouseholdId != null && product.ListedBy == agent);
}
