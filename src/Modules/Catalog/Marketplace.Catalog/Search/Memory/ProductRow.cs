using Marketplace.Accounts.Contracts;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>What a search looks at of one product. Small, because the rows of all hits are read one after another.</summary>
internal struct ProductRow
{
    internal long FenPerKg;
    internal long Sold;
    internal double ListedAt;

    /// <summary>First and last day of the recognition as day numbers; the last before the first where there is none.</summary>
    internal int RecognisedFrom;
    internal int RecognisedTo;
    internal short Category;
    internal short County;
    internal byte Kind;
    internal byte SeasonFrom;
    internal byte SeasonTo;
    internal bool IsInStock;

    /// <summary>False too for a row whose words were replaced: the product then stands in a later one.</summary>
    internal bool IsOnSale;

    internal readonly bool IsRecognisedOn(int day) => RecognisedFrom <= day && day <= RecognisedTo;

    internal readonly bool IsInSeason(int month) => SeasonFrom <= SeasonTo ? SeasonFrom <= month && month <= SeasonTo : month >= SeasonFrom || month <= SeasonTo;
}

/// <summary>The rest of a row, looked at for what is shown.</summary>
/// <param name="Words">The document's words, in short: whether they changed.</param>
internal readonly record struct ShownProduct(Guid Id, long Version, ulong Words, long Available, ProductCard Card);

/// <summary>What lists show of a product; see <c>search_shown</c> in the migrations.</summary>
internal sealed record ProductCard(
    string Name, string? NameEn, Guid SupplierId, string SupplierName, string OriginCode, string PackName, long MassGrams, string? PicturePath,
    Guid? PictureFileId, bool IsDemonstration)
{
    internal long FromFen { get; init; }

    internal string CategoryCode { get; init; } = string.Empty;

    internal string CountyCode { get; init; } = string.Empty;

    internal OrganisationKind Kind { get; init; }

    internal DateOnly? RecognisedTo { get; init; }

    public DateOnly? CountyProduceFrom { get; init; }

    public DateOnly? CountyProduceTo { get; init; }

    internal bool IsCountyProduceOn(int day) => CountyProduceFrom?.DayNumber <= day && day <= CountyProduceTo?.DayNumber;
}

/// <summary>A row as the database has it.</summary>
/// <param name="Document">The <c>tsvector</c> as text.</param>
internal sealed record CopiedProduct(
    Guid Id, long Version, string Document, bool IsOnSale, ProductCard? Card, long FenPerKg, int SeasonFrom, int SeasonTo, DateOnly? RecognisedFrom,
    long Available, long Sold, double ListedAt);
