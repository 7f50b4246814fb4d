using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Zones;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>Offers of suppliers in the demonstration's campaign, some decided and some not, and three topic zones.</summary>
internal sealed class DemonstrationSpecials(CatalogDb db, TimeProvider clock)
{
    private static readonly DateTimeOffset Applied = new(2026, 10, 20, 2, 0, 0, TimeSpan.Zero);

    internal void Add(Guid campaign, IReadOnlyList<Product> products)
    {
        // Fengjie's own goods keep their usual prices, for the walks that add them up.
        var chosen = products.Where(product => product.OriginCode.StartsWith("50", StringComparison.Ordinal) && !product.OriginCode.StartsWith("500236", StringComparison.Ordinal))
            .GroupBy(product => product.OriginCode[..6]).Select(county => county.First()).Take(14).ToList();
        for (var at = 0; at < chosen.Count; at++) db.Add(Offer(campaign, chosen[at], at));
        AddZone("grain", "学校食堂专区（示例）", "School canteens (example)", "每公斤不过30元、现在有货的食材。", new ZoneRule(InStock: true, MaxFenPerKg: 3_000), [], 1);
        AddZone("key", "重点帮扶县专区（示例）", "Key counties (example)", "只收国家乡村振兴重点帮扶县的产品。", new ZoneRule(KeyCounties: true), [], 2);
        AddZone("union", "工会福利专区（示例）", "Trade union welfare (example)", "认定过、当季有货，适合发给职工。", new ZoneRule(Recognised: true, InSeason: true, InStock: true), [OrganisationKind.TradeUnion], 3);
    }

    private static CampaignOffer Offer(Guid campaign, Product product, int at)
    {
        var pack = product.Packs[0];
        var price = pack.PriceTiers[0].PriceFen;
        var offer = new CampaignOffer
        {
            Id = StableId.From("campaign-offer:" + product.Id),
            CampaignId = campaign,
            PackId = pack.Id,
            ProductId = product.Id,
            SupplierId = product.SupplierId,
            Discount = at % 2 == 0 ? CampaignDiscount.Percent : CampaignDiscount.Fixed,
            Value = at % 2 == 0 ? 800 + (at * 50) : Math.Max(1, price / 10),
            FloorFen = Math.Max(1, price * 3 / 4),
            MostPerBuyer = at % 3 == 0 ? 200 : null,
            AppliedBy = product.ListedBy,
            AppliedAt = Applied.AddHours(at),
        };
        if (at == 12) offer.Refuse("活动价和平时差得太少（示例）", Guid.Empty, Applied.AddDays(2));
        else if (at < 11) offer.Approve((DifferencePayer)(at % 3), Guid.Empty, Applied.AddDays(2));
        return offer;
    }

    private void AddZone(string key, string name, string nameEn, string intro, ZoneRule rule, OrganisationKind[] audience, int position) => db.Add(new Zone
    {
        Id = StableId.From("zone:" + key),
        Name = name,
        NameEn = nameEn,
        Intro = intro,
        Rule = rule,
        StartsOn = new DateOnly(2026, 1, 1),
        IsPublic = true,
        Audience = [.. audience.Select(kind => kind.ToString())],
        Position = position,
        ChangedAt = clock.GetUtcNow(),
    });
}
