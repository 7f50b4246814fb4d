using Marketplace.Catalog.Data;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.NoteShipment;

/// <summary>A lot's page learns that packs left for a city on a day; several orders of one day and city become one line.</summary>
internal sealed class NoteMoveWhenLotShipped(CatalogDb db) : IEventHandler<LotShipped>
{
    public Task Handle(LotShipped fact, CancellationToken cancellation) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO lot_move (lot_id, day, place, packs) SELECT {fact.LotId}, {fact.ShippedOn}, {fact.Destination}, {fact.Packs} WHERE EXISTS (SELECT 1 FROM lot WHERE id = {fact.LotId})
        ON CONFLICT (lot_id, day, place) DO UPDATE SET packs = lot_move.packs + excluded.packs
        """, cancellation);
}
