using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>Half a year of invented weekly prices, and a few listings above them whose suppliers gave a reason.</summary>
internal sealed class DemonstrationPrices(CatalogDb db, TimeProvider clock)
{
    private const string Market = "示例批发市场";

    /// <summary>Category, word, and the usual low and high price of a kilogram in fen.</summary>
    private static readonly (string Category, string Name, long Low, long High)[] Usual =
    [
        ("fruit-citrus", "脐橙", 880, 1080), ("fruit-citrus", "沃柑", 820, 1060), ("fruit-citrus", "锦橙", 640, 800), ("fruit-citrus", "柠檬", 700, 880),
        ("fruit-citrus", "柚", 520, 720), ("fruit-pome", "苹果", 860, 1150), ("veg-root", "土豆", 320, 440), ("veg-root", "萝卜", 190, 260),
        ("veg-leaf", "甘蓝", 180, 260), ("grain-rice", "贡米", 1080, 1300), ("grain-coarse", "小米", 1150, 1420), ("meat-egg", "土鸡蛋", 1900, 2400),
        ("meat-cured", "腊肉", 5600, 6800), ("meat-cured", "香肠", 4000, 4800), ("snack-honey", "蜂蜜", 7000, 9000), ("season-pickle", "榨菜", 1300, 1700),
        ("snack-fruit", "橙干", 3600, 4600),
    ];

    private readonly Dictionary<string, PriceReference> latest = [];

    internal void Add(IReadOnlyList<Product> products)
    {
        foreach (var usual in Usual) AddCurve(usual);
        var byId = products.ToDictionary(product => product.Id);
        db.Add(Notice(byId, "fengjie-spicy-sausage", "香肠", "土猪肉手工灌装，柏枝熏制，成本高（示例）"));
        db.Add(Notice(byId, "qinglian-hillside-honey", "蜂蜜", "土蜂一年只取一次蜜（示例）"));
        var slices = Notice(byId, "dried-fengjie-orange-slices", "橙干", "整片低温烘干，二十斤鲜果出一斤（示例）");
        slices.Move(PriceNoticeAction.AskProof, isCity: false, new PriceNoticeStep { At = slices.RaisedAt.AddDays(1), ActorId = StableId.From("person:fengjie"), Opinion = "请补加工记录或成本表（示例）" });
        db.Add(slices);
        var cityHoney = Notice(byId, "chengkou-comb-honey", "蜂蜜", "蜂巢蜜带巢出售，不与分离蜜同价（示例）");
        cityHoney.Move(PriceNoticeAction.Accept, isCity: false, new PriceNoticeStep { At = cityHoney.RaisedAt.AddDays(2), ActorId = StableId.From("person:fengjie"), Opinion = "品种不同，理由成立（示例）" });
        db.Add(cityHoney);
    }

    private void AddCurve((string Category, string Name, long Low, long High) usual)
    {
        for (var week = 26; week >= 0; week--)
        {
            // A slow wave by the season, a little different for each product; the last week stands at the usual price.
            var swing = 1000 + ((week * (7 + (usual.Name[0] % 5)) % 61) - 20) * week / 10;
            var (low, high) = (usual.Low * swing / 1000, usual.High * swing / 1000);
            var on = clock.Today().AddDays((-7 * week) - 2);
            var row = new PriceReference
            {
                Id = StableId.From($"price-reference:{usual.Name}/{week}"),
                Market = Market,
                CategoryCode = usual.Category,
                Name = usual.Name,
                Word = ProduceWords.Fold(usual.Name),
                PricedOn = on,
                LowFen = low,
                AverageFen = (low + high) / 2,
                HighFen = high,
                Source = "示例数据，非真实行情",
                EnteredAt = clock.GetUtcNow(),
                IsDemonstration = true,
            };
            db.Add(row);
            latest[usual.Name] = row;
        }
    }

    private PriceNotice Notice(Dictionary<Guid, Product> products, string key, string word, string reason)
    {
        var product = products[StableId.From("product:" + key)];
        var (reference, pack) = (latest[word], product.Packs.MaxBy(pack => pack.FenPerKg)!);
        return new PriceNotice
        {
            Id = StableId.From("price-notice:" + key),
            ProductId = product.Id,
            SupplierId = product.SupplierId,
            OriginCode = product.OriginCode,
            ProductName = product.Name,
            PackName = pack.Name,
            ReferenceId = reference.Id,
            Market = Market,
            ReferenceName = word,
            PricedOn = reference.PricedOn,
            LowFen = reference.LowFen,
            AverageFen = reference.AverageFen,
            HighFen = reference.HighFen,
            FenPerKg = pack.FenPerKg,
            AboveBasisPoints = Math.Max(1, (pack.FenPerKg - reference.HighFen) * 10_000 / reference.HighFen),
            ThresholdPercent = 30,
            Reason = reason,
            RaisedBy = product.ListedBy,
            RaisedAt = clock.GetUtcNow().AddDays(-4),
        }.Begin();
    }
}
