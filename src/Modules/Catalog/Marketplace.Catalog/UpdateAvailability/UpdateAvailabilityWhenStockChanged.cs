using Marketplace.Catalog.Data;
using Marketplace.Catalog.Search;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.UpdateAvailability;

/// <summary>Shows what Ordering says can be bought and was sold. A fact older than what is known is dropped.</summary>
internal sealed class UpdateAvailabilityWhenStockChanged(CatalogDb db, ProductIndex index) : IEventHandler<StockChanged>
{
    public async Task Handle(StockChanged fact, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var changed = await db.Database.ExecuteSqlRawAsync(
            "UPDATE pack SET available = {0}, sold = {1}, stock_version = {2} WHERE id = {3} AND stock_version < {2}",
            [fact.Available, fact.Sold, fact.Version, fact.PackId], cancellation);
        if (changed > 0) await index.Refresh([fact.ProductId], cancellation);
    }
}
