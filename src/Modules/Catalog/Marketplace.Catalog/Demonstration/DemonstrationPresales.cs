using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>A harvest that is sold ahead and a base to adopt, with what was told while they grow. Their days follow the day of loading: a promise lies ahead.</summary>
internal sealed class DemonstrationPresales(CatalogDb db, TimeProvider clock)
{
    internal void Add(IReadOnlyList<Product> products)
    {
        var plums = products.First(product => product.Id == StableId.From("product:wushan-crisp-plums"));
        var adopted = Presold(plums, "adoption", 60, 210, 3, "认领一棵巫山脆李树（示例）：挂单位名牌，采收时可来园里看，果子约40公斤全归认领单位。");
        Tell(adopted, 45, "冬剪完了，每棵留了五个主枝（示例）。");
        Tell(adopted, 9, "萌芽了，长得齐（示例）。");
        var oranges = products.First(product => product.Id == StableId.From("product:fengjie-blood-oranges"));
        Tell(Presold(oranges, "presale", 400, 50, 7, null), 5, "果肉开始转红，再过一个多月采（示例）。");
    }

    private Lot Presold(Product product, string key, int packs, int daysToHarvest, int daysToPack, string? terms)
    {
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        var lot = new Lot
        {
            Id = StableId.From("lot:presale/" + key),
            ProductId = product.Id,
            PackId = product.Packs[0].Id,
            Quantity = packs,
            HarvestedOn = today.AddDays(daysToHarvest),
            BestBefore = product.ShelfLifeDays is { } days ? today.AddDays(daysToHarvest + days) : null,
            OpenedAt = now,
            OpenedBy = product.ListedBy,
            IsExpected = true,
            ExpectedOn = today.AddDays(daysToHarvest),
            ExpectedQuantity = packs,
            ShipBy = today.AddDays(daysToHarvest + daysToPack),
            AdoptionTerms = terms,
        };
        db.Add(lot);
        db.Publish(OpenLot.OpenLot.Fact(lot, product.SupplierId, now));
        return lot;
    }

    private void Tell(Lot lot, int daysAgo, string words) => db.Add(new GrowthNote
    {
        LotId = lot.Id,
        NotedOn = clock.Today().AddDays(-daysAgo),
        Words = words,
        WrittenAt = clock.GetUtcNow(),
        WrittenBy = lot.OpenedBy,
    });
}
