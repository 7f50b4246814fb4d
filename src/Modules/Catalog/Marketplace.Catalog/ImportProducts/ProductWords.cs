using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Catalog.Taxes;
using Marketplace.Kernel;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ImportProducts;

/// <summary>The words that tables of products choose from: leaves of the tree of produce, places of the supplier's county, tax treatments.</summary>
internal sealed class ProductWords(CatalogDb db, IRegionDirectory regions, TimeProvider clock)
{
    private readonly Dictionary<Guid, ProductLists> loaded = [];

    internal Task<bool> IsActive(Guid supplierId, CancellationToken cancellation) =>
        db.Set<Supplier>().AnyAsync(row => row.Id == supplierId && row.State == SupplierState.Active, cancellation);

    internal async Task<ProductLists> Load(Supplier supplier, CancellationToken cancellation)
    {
        if (loaded.GetValueOrDefault(supplier.Id) is { } known) return known;
        var categories = await db.Set<Category>().AsNoTracking().Where(row => !db.Set<Category>().Any(child => child.ParentCode == row.Code))
            .OrderBy(row => row.Position).Select(row => new { row.Code, row.Name, Branch = db.Set<Category>().Where(branch => branch.Code == row.ParentCode).Select(branch => branch.Name).FirstOrDefault() }).ToListAsync(cancellation);
        var taxes = await db.Set<TaxTreatment>().AsNoTracking().OrderByDescending(row => row.ValidFrom).ToListAsync(cancellation);
        var today = taxes.Where(row => row.ValidFrom <= clock.Today() && (row.ValidTo is null || row.ValidTo >= clock.Today()) && (row.IsFor(supplier.Kind, true, string.Empty) || row.Categories is not null));
        var twice = categories.GroupBy(row => row.Name).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        var lists = new ProductLists
        {
            Regions = regions,
            County = supplier.County,
            Categories = categories.Select(row => (row.Code, Name: twice.Contains(row.Name) ? $"{row.Branch}/{row.Name}" : row.Name, Branch: row.Branch ?? string.Empty)).ToList(),
            Taxes = [.. taxes.DistinctBy(row => row.Code).Select(row => (row.Code, row.Name))],
            TaxesToday = [.. today.OrderBy(row => row.Position).Select(row => (row.Name, row.Basis))],
        };
        return loaded[supplier.Id] = lists;
    }

    internal async Task<IReadOnlyList<TemplateList>> Lists(Guid supplierId, CancellationToken cancellation)
    {
        var lists = await Load(await db.Set<Supplier>().AsNoTracking().SingleAsync(row => row.Id == supplierId, cancellation), cancellation);
        return
        [
            new TemplateList("品类", ["品类", "大类"], [24, 20], [.. lists.Categories.Select(row => (IReadOnlyList<object?>)[row.Name, row.Branch])], "categoryCode"),
            new TemplateList("产地", ["产地"], [60], [.. lists.Places().Select(place => (IReadOnlyList<object?>)[place])], "originCode"),
            new TemplateList("税务处理", ["税务处理", "依据"], [28, 60], [.. lists.TaxesToday.Select(row => (IReadOnlyList<object?>)[row.Name, row.Basis])], "taxCode"),
        ];
    }
}

/// <summary>Words of one supplier's tables in both directions.</summary>
internal sealed class ProductLists
{
    internal required IRegionDirectory Regions { get; init; }

    internal required RegionCode County { get; init; }

    internal required IReadOnlyList<(string Code, string Name, string Branch)> Categories { get; init; }

    internal required IReadOnlyList<(string Code, string Name)> Taxes { get; init; }

    internal required IReadOnlyList<(string Name, string Basis)> TaxesToday { get; init; }

    internal string? CategoryCode(string word) => Categories.FirstOrDefault(row => row.Code == word || row.Name == word).Code;

    internal string? TaxCode(string word) => Taxes.FirstOrDefault(row => row.Code == word || row.Name == word).Code;

    /// <summary>By the digits it begins with, else by a name that only one place of the county has.</summary>
    internal string? OriginCode(string word)
    {
        var digits = new string([.. word.TakeWhile(char.IsAsciiDigit)]);
        if (digits.Length > 0) return RegionCode.TryParse(digits, out var code) && Regions.Find(code) is not null ? digits : null;
        var named = All().Where(region => region.FullName.EndsWith(word, StringComparison.Ordinal)).Take(2).ToList();
        return word.Length >= 2 && named.Count == 1 ? named[0].Code.Value : null;
    }

    internal IEnumerable<string> Places() => All().Select(region => Place(region.Code.Value));

    /// <summary>Puts the row's words into the form that exports have.</summary>
    internal void Name(ImportRow<ProductRow> row)
    {
        var value = row.Value;
        if (row.Present.Contains("categoryCode"))
        {
            value.Category = CellText.Folded(value.Category);
            if (CategoryCode(value.Category) is { } category) value.Category = Categories.First(known => known.Code == category).Name;
            else row.Fail("categoryCode", "category-unknown", new("没有这个品类。请从工作表“品类”里选一个。", "There is no such category. Choose one from the sheet 品类."));
        }

        if (row.Present.Contains("originCode"))
        {
            if (OriginCode(CellText.Folded(value.Origin)) is { } origin) value.Origin = Place(origin);
            else row.Fail("originCode", "region-unknown", new("没有这个产地，或本县有几个同名的。请从工作表“产地”里选一个。", "There is no such place, or several of that name. Choose one from the sheet 产地."));
        }

        if (!row.Present.Contains("taxCode") || value.Tax.Length == 0) return;
        if (TaxCode(CellText.Plain(value.Tax)) is { } tax) value.Tax = Taxes.First(known => known.Code == tax).Name;
        else row.Fail("taxCode", "tax-not-allowed", new("没有这种税务处理。请从工作表“税务处理”里选一个。", "There is no such tax treatment. Choose one from the sheet 税务处理."));
    }

    /// <summary>What a pack would be as a row; without a pack, what is the product's.</summary>
    internal ProductRow RowOf(Product product, Pack? pack)
    {
        var tiers = pack?.PriceTiers ?? [];
        return new ProductRow
        {
            Code = product.Code,
            PackCode = pack?.Code ?? string.Empty,
            Name = product.Name,
            Category = Categories.FirstOrDefault(row => row.Code == product.CategoryCode).Name ?? product.CategoryCode,
            Origin = Place(product.OriginCode),
            PackName = pack?.Name ?? string.Empty,
            Unit = pack?.Unit ?? "件",
            MassGrams = pack?.MassGrams ?? 0,
            Pieces = pack?.Pieces,
            SoldBy = pack?.SoldBy ?? SoldBy.Weight,
            Variant = pack?.Variant ?? string.Empty,
            PriceFen = tiers.Count > 0 ? tiers[0].PriceFen : 0,
            Tiers = [.. tiers.Skip(tiers is [{ MinQuantity: 1 }, ..] ? 1 : 0).Select(tier => new TierBody(tier.MinQuantity, tier.PriceFen))],
            MinQuantity = product.MinQuantity,
            QuantityStep = product.QuantityStep,
            SeasonFrom = product.SeasonFrom,
            SeasonTo = product.SeasonTo,
            HarvestWindows = [.. product.HarvestWindows.OrderBy(window => window.Position).Select(window => new HarvestWindowBody(window.FromDay, window.ToDay, window.Variety))],
            ShelfLifeDays = product.ShelfLifeDays,
            Storage = product.Storage,
            ColdChain = product is { ColdMinCelsius: { } min, ColdMaxCelsius: { } max } ? new ColdChainBody(min, max) : null,
            Indication = product.Indication ?? string.Empty,
            IndicationNumber = product.IndicationNumber ?? string.Empty,
            Tax = Taxes.FirstOrDefault(row => row.Code == product.TaxCode).Name ?? product.TaxCode ?? string.Empty,
            Synonyms = product.Synonyms,
            Description = product.Description,
            NameEn = product.NameEn ?? string.Empty,
            DescriptionEn = product.DescriptionEn ?? string.Empty,
            PackNameEn = pack?.NameEn ?? string.Empty,
            IsPublic = product.State == ProductState.Public,
        };
    }

    private string Place(string code) => $"{code} {Regions.FullNameOf(code)}";

    /// <summary>The county itself, its towns, their villages.</summary>
    private IEnumerable<Region> All()
    {
        if (Regions.Find(County) is { } county) yield return county;
        foreach (var town in Regions.ChildrenOf(County))
        {
            yield return town;
            foreach (var village in Regions.ChildrenOf(town.Code)) yield return village;
        }
    }
}
