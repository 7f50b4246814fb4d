using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Freight;

namespace Marketplace.Ordering.Demonstration;

/// <summary>One demonstration supplier with freight of its own: free in its province from ¥500 on, cheaper to its neighbours from 100 kg on.</summary>
internal static class DemonstrationFreight
{
    internal static void Add(OrderingDb db, Guid supplier, DateTimeOffset now)
    {
        var table = new SupplierFreight { Id = StableId.From("supplier-freight:" + supplier), SupplierId = supplier, ValidFrom = new DateOnly(2026, 1, 1), SetBy = Guid.Empty, SetAt = now };
        table.Zones.Add(new SupplierFreightZone { TableId = table.Id, Zone = 1, FirstGrams = 5000, FirstFen = 800, ExtraGrams = 1000, ExtraFen = 100, FreeFromFen = 50_000 });
        table.Zones.Add(new SupplierFreightZone { TableId = table.Id, Zone = 2, FirstGrams = 5000, FirstFen = 1200, ExtraGrams = 1000, ExtraFen = 180, FreeFromGrams = 500_000 });
        db.Add(table);
    }
}
