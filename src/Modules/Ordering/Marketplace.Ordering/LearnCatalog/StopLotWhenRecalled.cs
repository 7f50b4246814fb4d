using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Messaging;

namespace Marketplace.Ordering.LearnCatalog;

/// <summary>
/// A recalled lot leaves the shelves. What orders hold of it stays noted there but cannot be sent, and their buyers read the recall on their orders.
/// Orders are not written here: they are locked before their packs elsewhere.
/// </summary>
internal sealed class StopLotWhenRecalled(OrderingDb db, StockBook stock) : IEventHandler<LotRecalled>
{
    public async Task Handle(LotRecalled fact, CancellationToken cancellation)
    {
        if (!await stock.Adjust(fact.LotId, -fact.Quantity, new StockCause("recalled", fact.Reason), cancellation)) throw new NotYetException("the lot");
        db.Add(new RecalledLot { LotId = fact.LotId, Reason = fact.Reason, Advice = fact.Advice, At = fact.OccurredAt });
    }
}
