using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Files;

namespace Marketplace.Catalog.Products;

/// <summary>A pack as it is shown.</summary>
/// <param name="FenPerKg">Price of one kilogram at the smallest quantity, in fen.</param>
/// <param name="FenPerPiece">Price of one piece where the pack is sold by the piece.</param>
internal sealed record PackView(
    Guid PackId, string Name, string? NameEn, string Unit, long MassGrams, int? Pieces, IReadOnlyList<PriceTier> Tiers, long FenPerKg, long FenPer500g,
    int Available, int Sold, SoldBy SoldBy, string? Variant, long? FenPerPiece);

/// <summary>A picture's address, with what it was made of for editing.</summary>
internal sealed record PictureView(string Url, Guid? FileId, string? Path, string? Caption = null);

internal static class ProductViews
{
    internal static PackView View(this Pack pack)
    {
        var mass = new Mass(pack.MassGrams);
        var tiers = pack.PriceTiers;
        var price = new Money(tiers[0].PriceFen);
        return new PackView(
            pack.Id, pack.Name, pack.NameEn, pack.Unit, pack.MassGrams, pack.Pieces, tiers, mass.PricePer(1000, price).Fen, mass.PricePer(Mass.GramsPerJin, price).Fen,
            pack.Available, pack.Sold, pack.SoldBy, pack.Variant, pack is { SoldBy: SoldBy.Piece, Pieces: > 0 and { } pieces } ? new Mass(pieces).PricePer(1, price).Fen : null);
    }

    internal static PictureView View(this ProductPicture picture, IFileLinks links) =>
        new(picture.FileId is { } file ? links.UrlOf(file) : "/" + picture.Path, picture.FileId, picture.Path, picture.Caption);

    /// <summary>由…代…上架 in the reader's place; nothing when the supplier listed its own goods.</summary>
    internal static string? ListedFor(this Product product, Supplier supplier, IRegionDirectory regions) => product.HouseholdId is null
        ? null
        : $"{supplier.Name}代{regions.Find(product.Origin)?.Name}农户上架";
}
