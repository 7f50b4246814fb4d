using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;

namespace Marketplace.Ordering.Demonstration;

/// <summary>The demonstration's demands: an open one with offers to compare for each buyer whose account can be tried.</summary>
internal static class DemonstrationDemands
{
    private const long WantedGrams = 300_000;

    public static void Add(OrderingDb db, IReadOnlyList<ProductData> products, OrganisationFile organisations, IEnumerable<string> buyers, TimeProvider clock)
    {
        var names = organisations.Suppliers.ToDictionary(party => party.Key, party => party.Name);
        var today = clock.Today();
        var fitting = products.Where(product => product.Category.StartsWith("fruit", StringComparison.Ordinal) && StockedPack(product, today) is not null)
            .OrderByDescending(product => product.Category == "fruit-citrus").DistinctBy(product => product.SupplierKey).Take(4).ToList();
        foreach (var key in buyers)
        {
            var buyer = organisations.Buyers.First(party => party.Key == key);
            var demand = DemandOf(buyer, clock);
            db.Add(demand);
            for (var i = 0; i < fitting.Count; i++) db.Add(OfferOf(demand, fitting[i], names[fitting[i].SupplierKey], i, clock));
        }
    }

    /// <summary>A pack of which enough is in stock for the whole demand.</summary>
    private static PackData? StockedPack(ProductData product, DateOnly today) => product.Packs.FirstOrDefault(pack => product.Lots.Any(lot =>
        lot.PackKey == pack.Key && lot.Quantity * pack.MassGrams >= WantedGrams * 2 && (lot.BestBefore is null || lot.BestBefore > today.AddDays(20))));

    private static Demand DemandOf(PartyData buyer, TimeProvider clock) => new()
    {
        Id = StableId.From("demand:demonstration-" + buyer.Key),
        BuyerId = StableId.From("organisation:" + buyer.Key),
        BuyerName = buyer.Name,
        Title = "时令水果300公斤，果径均匀（示例）",
        CategoryCode = "fruit",
        MassGrams = WantedGrams,
        HighestFenPerKg = 1_400,
        DeliveryRegion = buyer.RegionCode!,
        ClosesOn = clock.Today().AddDays(6),
        WantedOn = clock.Today().AddDays(15),
        Note = "要随货附检测报告。",
        PostedBy = StableId.From("person:" + buyer.Key),
        CreatedAt = clock.GetUtcNow().AddDays(-1),
    };

    private static DemandOffer OfferOf(Demand demand, ProductData product, string supplier, int i, TimeProvider clock)
    {
        var pack = StockedPack(product, clock.Today())!;
        // The first offers everything, the others a part, so that splitting can be tried.
        var grams = i == 0 ? WantedGrams : WantedGrams / (i + 1);
        return new DemandOffer
        {
            Id = StableId.From($"offer:demonstration-{demand.Id}-{product.Key}"),
            DemandId = demand.Id,
            SupplierId = StableId.From("organisation:" + product.SupplierKey),
            SupplierName = supplier,
            PackId = StableId.From($"pack:{product.Key}/{pack.Key}"),
            ProductName = product.Name,
            PackName = pack.Name.Zh,
            PackMassGrams = pack.MassGrams,
            Quantity = (int)Math.Max(1, grams / pack.MassGrams),
            UnitPriceFen = pack.PriceFen - (pack.PriceFen * (i + 1) / 100),
            Note = i == 1 ? "可分两次送。" : null,
            OfferedBy = Guid.Empty,
            CreatedAt = clock.GetUtcNow().AddHours(-i),
        };
    }
}
