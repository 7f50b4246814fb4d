using Marketplace.Accounts.Contracts;

namespace Marketplace.Catalog.Search;

/// <summary>Order of results.</summary>
internal enum SearchSort
{
    Relevance,

    /// <summary>Cheapest kilogram first.</summary>
    PricePerKg,

    /// <summary>Most packs sold first.</summary>
    Sales,

    Newest,
}

/// <summary>A search. Prices are of one kilogram, in fen.</summary>
internal sealed record ProductSearch(
    string? Text, string? Category, string? County, OrganisationKind? SupplierKind, bool? Recognised, long? MinFenPerKg, long? MaxFenPerKg,
    bool? InSeason, bool? InStock, SearchSort Sort, int Size, string? Cursor, IReadOnlyList<Guid>? Among = null);

/// <summary>A product as lists show it.</summary>
/// <param name="FromFen">Price of the cheapest pack at its smallest quantity, in fen.</param>
/// <param name="PackName">That pack's name.</param>
/// <param name="IsCountyProduce">县域产品: has the lesser status today.</param>
/// <param name="PicturePath">A drawing below the web root; absent when <paramref name="PictureFileId"/> is set.</param>
internal sealed record ProductHit(
    Guid ProductId, string Name, string? NameEn, Guid SupplierId, string SupplierName, OrganisationKind SupplierKind, string CategoryCode, string OriginCode,
    string CountyCode, long FromFen, long FenPerKg, string PackName, long MassGrams, bool IsRecognised, DateOnly? RecognisedTo, bool InSeason,
    long Available, long Sold, string? PicturePath, Guid? PictureFileId, bool IsDemonstration,
    bool IsCountyProduce);

/// <summary>One choice of a filter with the number of products it leads to, the other filters kept.</summary>
internal sealed record FacetCount(string Facet, string Value, long Count);

/// <summary>One part of the results.</summary>
/// <param name="CorrectedTo">What was searched instead of a misspelt word; nothing when the words were taken as typed.</param>
/// <param name="Fallback">Why PostgreSQL answered although a cluster is configured.</param>
internal sealed record SearchResult(
    IReadOnlyList<ProductHit> Items, string? NextCursor, long Total, IReadOnlyList<FacetCount> Facets, string? CorrectedTo = null, Cluster.FallbackReason? Fallback = null);

/// <summary>Finds products that are on sale. The port behind which a search cluster may stand.</summary>
internal interface IProductSearch
{
    Task<SearchResult> Find(ProductSearch search, CancellationToken cancellation);

    /// <summary>Product names that begin or go on as typed, most sold first.</summary>
    Task<IReadOnlyList<string>> Suggest(string text, int size, CancellationToken cancellation);
}
