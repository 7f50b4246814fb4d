using Marketplace.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Stock;

/// <summary>How many packs can be ordered on a day: lots past their date and stopped ones are not counted.</summary>
internal static class Availability
{
    public static Task<Dictionary<Guid, int>> Of(OrderingDb db, IReadOnlyCollection<Guid> packs, DateOnly today, CancellationToken cancellation) =>
        db.Set<StockLot>().Where(lot => packs.Contains(lot.PackId) && !lot.IsStopped && (lot.BestBefore == null || lot.BestBefore >= today))
            .GroupBy(lot => lot.PackId).Select(group => new { group.Key, Available = group.Sum(lot => lot.Available) })
            .ToDictionaryAsync(row => row.Key, row => row.Available, cancellation);
}
