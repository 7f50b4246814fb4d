using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Lots;

/// <summary>Counts lots by county of origin, in one query.</summary>
internal sealed class Traceability(CatalogDb db) : ITraceability
{
    public async Task<IReadOnlyList<TestedLots>> TestedLots(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (start, end) = (ChinaTime.StartOf(from).ToUniversalTime(), ChinaTime.StartOf(to.AddDays(1)).ToUniversalTime());
        var rows = await (
            from lot in db.Set<Lot>()
            join product in db.Set<Product>() on lot.ProductId equals product.Id
            where lot.OpenedAt >= start && lot.OpenedAt < end
            group lot.Tests.Any(test => test.IsPassed) && !db.Set<LotRecall>().Any(recall => recall.LotId == lot.Id) ? 1 : 0 by product.OriginCode.Substring(0, 6) into lots
            select new { County = lots.Key, Lots = lots.Count(), Tested = lots.Sum() }).ToListAsync(cancellation);
        return [.. rows.Select(row => new TestedLots(RegionCode.Parse(row.County), row.Lots, row.Tested)).OrderBy(row => row.County.Value, StringComparer.Ordinal)];
    }
}
