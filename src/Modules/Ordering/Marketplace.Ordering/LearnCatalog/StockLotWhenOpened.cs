using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Messaging;

namespace Marketplace.Ordering.LearnCatalog;

/// <summary>A new lot goes on sale. The same lot twice is one lot.</summary>
internal sealed class StockLotWhenOpened(StockBook stock) : IEventHandler<LotOpened>
{
    public Task Handle(LotOpened fact, CancellationToken cancellation) => stock.Open(
        new StockLot
        {
            LotId = fact.LotId,
            PackId = fact.PackId,
            OnHand = fact.Quantity,
            HarvestedOn = fact.HarvestedOn,
            BestBefore = fact.BestBefore,
            IsExpected = fact.IsExpected,
            ShipBy = fact.ShipBy,
        },
        fact.ProductId, fact.SupplierId, cancellation);
}
