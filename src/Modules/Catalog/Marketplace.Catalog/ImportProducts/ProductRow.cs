using Marketplace.Catalog.Products;

namespace Marketplace.Catalog.ImportProducts;

/// <summary>One pack of a product as a row of a table: what belongs to the product stands on each of its packs' rows.</summary>
internal sealed class ProductRow
{
    public string Code { get; set; } = string.Empty;

    public string PackCode { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    /// <summary>The name of a leaf of the tree of produce, or its code.</summary>
    public string Category { get; set; } = string.Empty;

    /// <summary>A place's code with its name, or either.</summary>
    public string Origin { get; set; } = string.Empty;

    public string PackName { get; set; } = string.Empty;

    public string Unit { get; set; } = "件";

    public long MassGrams { get; set; }

    public int? Pieces { get; set; }

    public SoldBy SoldBy { get; set; }

    public string Variant { get; set; } = string.Empty;

    /// <summary>The price of the smallest quantity.</summary>
    public long PriceFen { get; set; }

    /// <summary>Further prices by quantity; the first stands here too when it does not begin with one pack.</summary>
    public IReadOnlyList<TierBody> Tiers { get; set; } = [];

    public int MinQuantity { get; set; } = 1;

    public int QuantityStep { get; set; } = 1;

    public int SeasonFrom { get; set; } = 1;

    public int SeasonTo { get; set; } = 12;

    public IReadOnlyList<HarvestWindowBody> HarvestWindows { get; set; } = [];

    public int? ShelfLifeDays { get; set; }

    public Storage Storage { get; set; }

    public ColdChainBody? ColdChain { get; set; }

    public string Indication { get; set; } = string.Empty;

    public string IndicationNumber { get; set; } = string.Empty;

    /// <summary>The name of a tax treatment, or its code.</summary>
    public string Tax { get; set; } = string.Empty;

    public IReadOnlyList<string> Synonyms { get; set; } = [];

    public string Description { get; set; } = string.Empty;

    public string NameEn { get; set; } = string.Empty;

    public string DescriptionEn { get; set; } = string.Empty;

    public string PackNameEn { get; set; } = string.Empty;

    /// <summary>Why the price is far above the market; told when it is set, never shown again.</summary>
    public string PriceReason { get; set; } = string.Empty;

    public bool IsPublic { get; set; } = true;

    internal IReadOnlyList<TierBody> AllTiers => Tiers.Count > 0 && (Tiers[0].MinQuantity == 1 || Tiers[0].PriceFen == PriceFen) ? Tiers : [new TierBody(1, PriceFen), .. Tiers];
}
