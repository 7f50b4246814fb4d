using Marketplace.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Stock;

/// <summary>How many packs can be ordered on a day: lots past their date and stopped ones are not counted.</summary>
internal static class Availability
{
    /// <summary>Of packs that can be ordered: how many are harvested, and until when those to come leave.</summary>
    internal sealed record Shelf(int Available, int Harvested, DateOnly? ShipBy);

    public static Task<Dictionary<Guid, Shelf>> ShelvesOf(OrderingDb db, IReadOnlyCollection<Guid> packs, DateOnly today, CancellationToken cancellation) =>
        db.Set<StockLot>().Where(lot => packs.Contains(lot.PackId) && !lot.IsStopped && lot.Available > 0 && (lot.BestBefore == null || lot.BestBefore >= today))
            .GroupBy(lot => lot.PackId)
            .Select(group => new { group.Key, Shelf = new Shelf(group.Sum(lot => lot.Available), group.Sum(lot => lot.IsExpected ? 0 : lot.Available), group.Max(lot => lot.IsExpected ? lot.ShipBy : null)) })
            .ToDictionaryAsync(row => row.Key, row => row.Shelf, cancellation);

    public static Task<Dictionary<Guid, int>> Of(OrderingDb db, IReadOnlyCollection<Guid> packs, DateOnly today, CancellationToken cancellation) =>
        db.Set<StockLot>().Where(lot => packs.Contains(lot.PackId) && !lot.IsStopped && (lot.BestBefore == null || lot.BestBefore >= today))
            .GroupBy(lot => lot.PackId).Select(group => new { group.Key, Available = group.Sum(lot => lot.Available) })
            .ToDictionaryAsync(row => row.Key, row => row.Available, cancellation);
}
