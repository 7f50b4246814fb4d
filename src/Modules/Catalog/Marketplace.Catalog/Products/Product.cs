using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Products;

/// <summary>Whether buyers see a product.</summary>
internal enum ProductState
{
    Public,
    Withdrawn,
}

/// <summary>How the goods must be kept.</summary>
internal enum Storage
{
    /// <summary>常温</summary>
    Ambient,

    /// <summary>冷藏</summary>
    Chilled,

    /// <summary>冷冻</summary>
    Frozen,
}

/// <summary>计价方式: how buyers count a pack.</summary>
internal enum SoldBy
{
    /// <summary>按重量</summary>
    Weight,

    /// <summary>按个数: the price of one piece is shown too.</summary>
    Piece,

    /// <summary>按箱</summary>
    Box,
}

/// <summary>农副产品: what a supplier offers, in one or more packs.</summary>
internal sealed class Product
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    /// <summary>商品编码: the supplier's own, by which tables name it again; made of the id when nobody gave one.</summary>
    public string Code { get => code ??= "P" + Id.ToString("N")[22..].ToUpperInvariant(); init => code = value; }

    /// <summary>Set when a village agent lists for a household (代办).</summary>
    public Guid? HouseholdId { get; init; }

    /// <summary>The household's masked name, as the public may read it.</summary>
    public string? HouseholdName { get; init; }

    public Guid ListedBy { get; init; }

    public string Name { get; set; } = string.Empty;

    public string? NameEn { get; set; }

    public string CategoryCode { get; set; } = string.Empty;

    /// <summary>Where it grows or is made: county, town or village.</summary>
    public string OriginCode { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public string? DescriptionEn { get; set; }

    /// <summary>First and last month of the season; the season may span the new year.</summary>
    public int SeasonFrom { get; set; }

    public int SeasonTo { get; set; }

    public int? ShelfLifeDays { get; set; }

    public Storage Storage { get; set; }

    /// <summary>Smallest number of packs, and the step above it.</summary>
    public int MinQuantity { get; set; }

    public int QuantityStep { get; set; }

    /// <summary>地理标志, when the name is protected.</summary>
    public string? Indication { get; set; }

    /// <summary>登记证书 or 使用授权 that shows the supplier may use the name.</summary>
    public string? IndicationNumber { get; set; }

    public Guid? IndicationFileId { get; set; }

    /// <summary>税务处理; unknown for products listed before it was asked.</summary>
    public string? TaxCode { get; set; }

    /// <summary>冷链: the temperatures it travels at; none without a cold chain.</summary>
    public int? ColdMinCelsius { get; set; }

    public int? ColdMaxCelsius { get; set; }

    /// <summary>Further words people look for it by.</summary>
    public string[] Synonyms { get; set; } = [];

    public ProductState State { get; set; } = ProductState.Public;

    public DateTimeOffset ListedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    public bool IsDemonstration { get; init; }

    public List<Pack> Packs { get; } = [];

    /// <summary>In order; the first is the cover.</summary>
    public List<ProductPicture> Pictures { get; } = [];

    public List<HarvestWindow> HarvestWindows { get; } = [];

    private string? code;

    internal RegionCode Origin => RegionCode.Parse(OriginCode);

    internal static bool IsInSeason(int from, int to, int month) => from <= to ? month >= from && month <= to : month >= from || month <= to;
}

/// <summary>规格: one pack of a product with its prices. Its id never changes, for orders point to it.</summary>
internal sealed class Pack
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    /// <summary>规格编码, unlike those of the product's other packs.</summary>
    public string Code { get => code ??= "G" + Id.ToString("N")[22..].ToUpperInvariant(); set => code = value; }

    public int Position { get; set; }

    public string Name { get; set; } = string.Empty;

    public string? NameEn { get; set; }

    /// <summary>箱, 盒, 袋 …</summary>
    public string Unit { get; set; } = string.Empty;

    public long MassGrams { get; set; }

    public int? Pieces { get; set; }

    public SoldBy SoldBy { get; set; }

    /// <summary>品种 or size, when one product comes in several: 纽荷尔, 大果.</summary>
    public string? Variant { get; set; }

    public bool IsWithdrawn { get; set; }

    /// <summary>What Ordering last told; never written here otherwise.</summary>
    public int Available { get; init; }

    public int Sold { get; init; }

    public long StockVersion { get; init; }

    public List<PackPrice> Tiers { get; } = [];

    private string? code;

    /// <summary>Price of one kilogram at the smallest quantity, in fen.</summary>
    internal long FenPerKg => new Mass(MassGrams).PricePer(1000, new Money(Tiers.MinBy(tier => tier.MinQuantity)!.PriceFen)).Fen;

    internal IReadOnlyList<PriceTier> PriceTiers => [.. Tiers.OrderBy(tier => tier.MinQuantity).Select(tier => new PriceTier(tier.MinQuantity, tier.PriceFen))];
}

/// <summary>The price of one pack from a quantity on.</summary>
internal sealed class PackPrice
{
    public Guid PackId { get; init; }

    public int MinQuantity { get; init; }

    public long PriceFen { get; set; }
}

/// <summary>A picture: an uploaded file, or a drawing that ships with the web application.</summary>
internal sealed class ProductPicture
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    public int Position { get; init; }

    public Guid? FileId { get; init; }

    public string? Path { get; init; }

    public string? Caption { get; init; }
}
