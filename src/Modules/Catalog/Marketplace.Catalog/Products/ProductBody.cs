namespace Marketplace.Catalog.Products;

/// <summary>A price in fen from a number of packs on.</summary>
internal sealed record TierBody(int MinQuantity, long PriceFen);

/// <summary>A pack as it is handed in; with its id when it exists already.</summary>
/// <param name="SoldBy">How buyers count it; by the piece only when the number of pieces is told.</param>
/// <param name="Variant">品种 or size, when the product comes in several.</param>
internal sealed record PackBody(
    string Name, long MassGrams, IReadOnlyList<TierBody> Tiers, string Unit = "件", string? NameEn = null, int? Pieces = null, Guid? PackId = null,
    SoldBy SoldBy = SoldBy.Weight, string? Variant = null);

/// <summary>An uploaded file, or a drawing that ships with the web application (<c>produce/eggs-rose.svg</c>). The first of a product is its cover.</summary>
internal sealed record PictureBody(Guid? FileId = null, string? Path = null, string? Caption = null);

/// <summary>采收期 from one day of the year to another (<c>11-20</c>), of one variety or of all.</summary>
internal sealed record HarvestWindowBody(string From, string To, string? Variety = null);

/// <summary>地理标志 that the product carries, with the certificate that allows it.</summary>
internal sealed record IndicationBody(string Name, string? CertificateNumber = null, Guid? FileId = null);

/// <summary>冷链: the temperatures the goods travel at.</summary>
internal sealed record ColdChainBody(int MinCelsius, int MaxCelsius);

/// <summary>What a product is, as its supplier or agent writes it.</summary>
/// <param name="TaxCode">One of the treatments that are allowed for this seller and kind of produce today.</param>
/// <param name="PriceReason">Why the price is far above the market, where it is.</param>
internal sealed record ProductBody(
    string Name, string CategoryCode, string OriginCode, int SeasonFrom, int SeasonTo, IReadOnlyList<PackBody> Packs, string Description = "", string? NameEn = null,
    string? DescriptionEn = null, int? ShelfLifeDays = null, Storage Storage = Storage.Ambient, int MinQuantity = 1, int QuantityStep = 1,
    IReadOnlyList<string>? Synonyms = null, IReadOnlyList<PictureBody>? Pictures = null, IReadOnlyList<HarvestWindowBody>? HarvestWindows = null,
    IndicationBody? Indication = null, string? TaxCode = null, ColdChainBody? ColdChain = null, string? PriceReason = null)
{
    /// <summary>What a product holds now, as it would be handed in: for those who change only a part of it.</summary>
    internal static ProductBody Of(Product product) => new(
        product.Name, product.CategoryCode, product.OriginCode, product.SeasonFrom, product.SeasonTo,
        [.. product.Packs.Where(pack => !pack.IsWithdrawn).OrderBy(pack => pack.Position).Select(Of)], product.Description, product.NameEn,
        product.DescriptionEn, product.ShelfLifeDays, product.Storage, product.MinQuantity, product.QuantityStep, product.Synonyms,
        [.. product.Pictures.OrderBy(picture => picture.Position).Select(picture => new PictureBody(picture.FileId, picture.Path, picture.Caption))],
        [.. product.HarvestWindows.OrderBy(window => window.Position).Select(window => new HarvestWindowBody(window.FromDay, window.ToDay, window.Variety))],
        product.Indication is { } name ? new IndicationBody(name, product.IndicationNumber, product.IndicationFileId) : null, product.TaxCode,
        product is { ColdMinCelsius: { } min, ColdMaxCelsius: { } max } ? new ColdChainBody(min, max) : null);

    private static PackBody Of(Pack pack) => new(
        pack.Name, pack.MassGrams, [.. pack.PriceTiers.Select(tier => new TierBody(tier.MinQuantity, tier.PriceFen))], pack.Unit, pack.NameEn, pack.Pieces, pack.Id,
        pack.SoldBy, pack.Variant);
}
