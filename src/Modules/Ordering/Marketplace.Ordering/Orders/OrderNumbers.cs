using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Orders;

/// <summary>Numbers people read out: PO-2026-000123. They may leave gaps and never repeat.</summary>
internal sealed class OrderNumbers(OrderingDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<string>> Take(int count, CancellationToken cancellation)
    {
        var year = clock.Today().Year;
        var numbers = await db.Database
            .SqlQueryRaw<long>("SELECT nextval('order_number_' || {0}) AS \"Value\" FROM generate_series(1, {1})", year, count).ToListAsync(cancellation);
        return [.. numbers.Select(number => $"PO-{year}-{number:D6}")];
    }
}
