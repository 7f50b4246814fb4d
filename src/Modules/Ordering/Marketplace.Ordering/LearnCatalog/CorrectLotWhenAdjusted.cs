using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Messaging;

namespace Marketplace.Ordering.LearnCatalog;

/// <summary>A lot's quantity was corrected; a correction that overtook its lot waits.</summary>
internal sealed class CorrectLotWhenAdjusted(StockBook stock) : IEventHandler<LotAdjusted>
{
    public async Task Handle(LotAdjusted fact, CancellationToken cancellation)
    {
        if (!await stock.Adjust(fact.LotId, fact.Delta, new StockCause("adjusted", fact.Reason), cancellation)) throw new NotYetException("the lot");
    }
}
