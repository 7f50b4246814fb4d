using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Plots;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>Invented ceilings and plots, and one lot of oranges above what its plots yield.</summary>
internal sealed class DemonstrationYields(CatalogDb db, TimeProvider clock)
{
    private const string Source = "示例数据，非真实单产";
    private static readonly Guid Town = StableId.From("person:town");

    internal void Add(IReadOnlyList<Product> products)
    {
        Ceiling("fruit-citrus", "脐橙", YieldBasis.Mu, 2_500_000);
        Ceiling("veg-root", "土豆", YieldBasis.Mu, 3_000_000);
        Ceiling("meat-egg", "鸡蛋", YieldBasis.Head, 15_000);
        Ceiling("meat-cured", "腊肉", YieldBasis.RawKg, 700);
        Ceiling("season-pickle", "榨菜", YieldBasis.RawKg, 600);
        var oranges = products.Single(product => product.Id == StableId.From("product:fengjie-navel-oranges"));
        var lots = db.ChangeTracker.Entries<Lot>().Select(entry => entry.Entity).Where(lot => lot.ProductId == oranges.Id).OrderBy(lot => lot.OpenedAt).ToList();
        Reckon(oranges, lots);
    }

    private void Ceiling(string category, string crop, YieldBasis basis, long grams) => db.Add(new YieldCeiling
    {
        Id = StableId.From("yield-ceiling:" + crop),
        RegionCode = "50",
        CategoryCode = category,
        CropName = crop,
        Word = ProduceWords.Fold(crop),
        Basis = basis,
        GramsPerUnit = grams,
        Source = Source,
        ValidFrom = new DateOnly(2026, 1, 1),
        SetAt = clock.GetUtcNow(),
    });

    private void Reckon(Product product, List<Lot> lots)
    {
        var season = YieldBook.SeasonOf(product, lots[^1].HarvestedOn);
        var account = new YieldAccount { Id = StableId.From("yield-account:oranges"), SupplierId = product.SupplierId, CategoryCode = "fruit-citrus", Word = "脐橙", Season = season };
        db.Add(account);
        var masses = lots.ConvertAll(lot => lot.Quantity * product.Packs.Single(pack => pack.Id == lot.PackId).MassGrams);
        // The plots yield all lots but a tenth of the last.
        var capacity = masses.Take(masses.Count - 1).Sum() * 100 / 110;
        var hundredths = capacity / 25_000;
        Plot(product, "白帝园（示例）", hundredths / 2, season, PlotState.Checked);
        Plot(product, "紫阳坡（示例）", hundredths - (hundredths / 2), season, PlotState.Checked);
        Plot(product, "新园（示例）", 350, season, PlotState.Registered);
        for (var at = 0; at < lots.Count; at++)
        {
            db.Add(new LotYield
            {
                LotId = lots[at].Id,
                AccountId = account.Id,
                MassGrams = masses[at],
                Standing = at < lots.Count - 1 ? LotStanding.Within : LotStanding.Marked,
                WasOpened = true,
            });
        }

        db.Add(BreachOf(product, lots[^1], season, masses, hundredths));
    }

    private static YieldBreach BreachOf(Product product, Lot lot, int season, List<long> masses, long hundredths)
    {
        var balance = new YieldBalance(hundredths * 25_000, 10, masses.Take(masses.Count - 1).Sum());
        return new YieldBreach
        {
            Id = StableId.From("yield-breach:oranges"),
            LotId = lot.Id,
            ProductId = product.Id,
            SupplierId = product.SupplierId,
            OriginCode = product.OriginCode,
            ProductName = product.Name,
            CropName = "脐橙",
            Season = season,
            LotGrams = masses[^1],
            UsedGrams = balance.UsedGrams,
            CapacityGrams = balance.CapacityGrams,
            TolerancePercent = 10,
            OverGrams = Math.Max(1, balance.OverWith(masses[^1])),
            Numbers = $"白帝园（示例）\t{hundredths / 2 / 100m:0.##}\tMu\t2500\t{hundredths / 2 * 25:0}\t{Source}\n紫阳坡（示例）\t{(hundredths - (hundredths / 2)) / 100m:0.##}\tMu\t2500\t{(hundredths - (hundredths / 2)) * 25:0}\t{Source}",
            RaisedAt = lot.OpenedAt,
        }.Begin(product.ListedBy);
    }

    private void Plot(Product product, string name, long hundredths, int season, PlotState state)
    {
        var plot = new Plot
        {
            Id = StableId.From("plot:" + name),
            SupplierId = product.SupplierId,
            VillageCode = product.OriginCode,
            Name = name,
            Basis = YieldBasis.Mu,
            AmountHundredths = Math.Max(1, hundredths),
            CategoryCode = "fruit-citrus",
            CropName = "脐橙",
            Season = season,
            RegisteredBy = product.ListedBy,
            RegisteredAt = clock.GetUtcNow().AddDays(-60),
            IsDemonstration = true,
        };
        plot.Move(PlotState.Registered, product.ListedBy, plot.RegisteredAt, null);
        if (state == PlotState.Checked) plot.Move(PlotState.Checked, Town, plot.RegisteredAt.AddDays(3), "实地看过，面积属实（示例）");
        db.Add(plot);
    }
}
