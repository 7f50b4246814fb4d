using System.Data.Common;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;

namespace Marketplace.Ordering.Stock;

/// <summary>Tells which lots left and to which prefecture, for the pages of the lots.</summary>
internal static class ShippedLots
{
    /// <param name="reader">Lot, packs, digits of the prefecture.</param>
    /// <returns>The packs that left.</returns>
    public static async Task<int> Tell(OrderingDb db, DbDataReader reader, TimeProvider clock, CancellationToken cancellation)
    {
        var packs = 0;
        while (await reader.ReadAsync(cancellation))
        {
            packs += reader.GetInt32(1);
            db.Publish(new LotShipped { OccurredAt = clock.GetUtcNow(), LotId = reader.GetGuid(0), Packs = reader.GetInt32(1), ShippedOn = clock.Today(), Destination = reader.GetString(2) });
        }

        return packs;
    }
}
