using System.Globalization;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Plots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search.Synonyms;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Yields;

/// <summary>What a product's crop could yield in a season, and how that was reckoned.</summary>
internal sealed record YieldReckoning(YieldCeiling Crop, int Season, YieldBalance Balance, bool HasPlots, YieldRule Rule, string Numbers);

/// <summary>
/// Reckons lots against plots and ceilings. A lot above is not refused: it opens with a mark or waits, as the region's rule says,
/// and the authority gets it with the numbers.
/// </summary>
internal sealed class YieldBook(CatalogDb db)
{
    /// <returns>How the lot stands; nothing when no ceiling speaks of the product.</returns>
    internal async Task<LotStanding?> Open(Lot lot, Product product, Guid actor, CancellationToken cancellation)
    {
        if (await CropOf(product, lot.HarvestedOn, cancellation) is not { } crop) return null;
        var season = SeasonOf(product, lot.HarvestedOn);
        // Locked before anything is summed: whoever opens another lot of this crop in the same moment waits, and then sees this one.
        var account = await Lock(product, crop, season, cancellation);
        var reckoning = await Reckon(product, crop, season, account, lot.HarvestedOn, cancellation);
        var mass = checked(lot.Quantity * product.Packs.Single(pack => pack.Id == lot.PackId).MassGrams);
        var over = reckoning.Balance.OverWith(mass);
        var standing = !reckoning.HasPlots && !reckoning.Rule.NeedsPlots ? LotStanding.Unmeasured
            : over <= 0 ? LotStanding.Within
            : reckoning.Rule.Stops ? LotStanding.Held : LotStanding.Marked;
        db.Add(new LotYield { LotId = lot.Id, AccountId = account, MassGrams = mass, Standing = standing, WasOpened = standing != LotStanding.Held });
        if (standing is LotStanding.Marked or LotStanding.Held) db.Add(BreachOf(lot, product, reckoning, mass, over).Begin(actor));
        return standing;
    }

    /// <summary>What is left of a product's crop for a harvest on a day; nothing when no ceiling speaks of it.</summary>
    internal async Task<YieldReckoning?> BalanceOf(Product product, DateOnly harvestedOn, CancellationToken cancellation)
    {
        if (await CropOf(product, harvestedOn, cancellation) is not { } crop) return null;
        var season = SeasonOf(product, harvestedOn);
        var household = product.HouseholdId ?? Guid.Empty;
        var account = await db.Set<YieldAccount>().AsNoTracking()
            .Where(row => row.SupplierId == product.SupplierId && row.HouseholdId == household && row.CategoryCode == crop.CategoryCode && row.Word == crop.Word && row.Season == season)
            .Select(row => row.Id).SingleOrDefaultAsync(cancellation);
        return await Reckon(product, crop, season, account, harvestedOn, cancellation);
    }

    /// <summary>A season that spans the new year bears the year it began in.</summary>
    internal static int SeasonOf(Product product, DateOnly harvestedOn) =>
        product.SeasonFrom > product.SeasonTo && harvestedOn.Month <= product.SeasonTo ? harvestedOn.Year - 1 : harvestedOn.Year;

    private async Task<YieldCeiling?> CropOf(Product product, DateOnly on, CancellationToken cancellation) =>
        YieldRules.CropOf(await db.CeilingsOf(product.CategoryCode, on, cancellation), product.Name, product.Synonyms, product.OriginCode, await db.Synonyms(cancellation));

    private async Task<Guid> Lock(Product product, YieldCeiling crop, int season, CancellationToken cancellation)
    {
        var (id, household) = (Guid.CreateVersion7(), product.HouseholdId ?? Guid.Empty);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO yield_account (id, supplier_id, household_id, category_code, word, season)
            VALUES ({id}, {product.SupplierId}, {household}, {crop.CategoryCode}, {crop.Word}, {season}) ON CONFLICT DO NOTHING
            """, cancellation);
        return (await db.Database.SqlQuery<Guid>($"""
            SELECT id AS "Value" FROM yield_account
            WHERE supplier_id = {product.SupplierId} AND household_id = {household} AND category_code = {crop.CategoryCode} AND word = {crop.Word} AND season = {season} FOR UPDATE
            """).ToListAsync(cancellation)).Single();
    }

    private async Task<YieldReckoning> Reckon(Product product, YieldCeiling crop, int season, Guid account, DateOnly on, CancellationToken cancellation)
    {
        var rule = await db.YieldRuleFor(product.OriginCode, on, cancellation);
        var (ceilings, synonyms) = (await db.CeilingsOf(product.CategoryCode, on, cancellation), await db.Synonyms(cancellation));
        var plots = await db.Set<Plot>().AsNoTracking()
            .Where(plot => plot.SupplierId == product.SupplierId && plot.HouseholdId == product.HouseholdId && plot.Season == season && plot.State == PlotState.Checked)
            .OrderBy(plot => plot.Id).ToListAsync(cancellation);
        var yields = plots.Select(plot => (Plot: plot, Ceiling: CeilingOf(plot, crop, ceilings, synonyms))).Where(pair => pair.Ceiling is not null)
            .Select(pair => (pair.Plot, Ceiling: pair.Ceiling!, Grams: (long)((Int128)pair.Plot.AmountHundredths * pair.Ceiling!.GramsPerUnit / 100))).ToList();
        var used = account == Guid.Empty ? 0 : await db.Set<LotYield>().Where(row => row.AccountId == account && row.WasOpened).SumAsync(row => row.MassGrams, cancellation);
        var numbers = string.Join('\n', yields.Select(pair => string.Create(CultureInfo.InvariantCulture,
            $"{pair.Plot.Name}\t{pair.Plot.AmountHundredths / 100m:0.##}\t{pair.Plot.Basis}\t{pair.Ceiling.GramsPerUnit / 1000m:0.###}\t{pair.Grams / 1000m:0.###}\t{pair.Ceiling.Source}")));
        return new YieldReckoning(crop, season, new YieldBalance(yields.Sum(pair => pair.Grams), rule.TolerancePercent, used), yields.Count > 0, rule, numbers);
    }

    /// <summary>The ceiling of the plot's own place and basis, when the plot bears this crop and no more special one.</summary>
    private static YieldCeiling? CeilingOf(Plot plot, YieldCeiling crop, List<YieldCeiling> ceilings, SynonymList synonyms)
    {
        var own = YieldRules.CropOf(ceilings.Where(row => row.Basis == plot.Basis), plot.CropName, [], plot.VillageCode, synonyms);
        return own is not null && (own.CategoryCode, own.Word) == (crop.CategoryCode, crop.Word) ? own : null;
    }

    private static YieldBreach BreachOf(Lot lot, Product product, YieldReckoning reckoning, long mass, long over) => new()
    {
        LotId = lot.Id,
        ProductId = product.Id,
        SupplierId = product.SupplierId,
        OriginCode = product.OriginCode,
        ProductName = product.Name,
        CropName = reckoning.Crop.CropName,
        Season = reckoning.Season,
        LotGrams = mass,
        UsedGrams = reckoning.Balance.UsedGrams,
        CapacityGrams = reckoning.Balance.CapacityGrams,
        TolerancePercent = reckoning.Balance.TolerancePercent,
        OverGrams = over,
        Numbers = reckoning.Numbers,
        Stopped = reckoning.Rule.Stops,
        RaisedAt = lot.OpenedAt,
    };
}
