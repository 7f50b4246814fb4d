using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Files;

namespace Marketplace.Catalog.Products;

/// <summary>A pack as it is shown.</summary>
/// <param name="FenPerKg">Price of one kilogram at the smallest quantity, in fen.</param>
internal sealed record PackView(
    Guid PackId, string Name, string? NameEn, string Unit, long MassGrams, int? Pieces, IReadOnlyList<PriceTier> Tiers, long FenPerKg, long FenPer500g,
    int Available, int Sold);

/// <summary>A picture's address, with what it was made of for editing.</summary>
internal sealed record PictureView(string Url, Guid? FileId, string? Path);

internal static class ProductViews
{
    internal static PackView View(this Pack pack)
    {
        var mass = new Mass(pack.MassGrams);
        var tiers = pack.PriceTiers;
        var price = new Money(tiers[0].PriceFen);
        return new PackView(
            pack.Id, pack.Name, pack.NameEn, pack.Unit, pack.MassGrams, pack.Pieces, tiers, mass.PricePer(1000, price).Fen, mass.PricePer(Mass.GramsPerJin, price).Fen,
            pack.Available, pack.Sold);
    }

    internal static PictureView View(this ProductPicture picture, IFileLinks links) =>
        new(picture.FileId is { } file ? links.UrlOf(file) : "/" + picture.Path, picture.FileId, picture.Path);

    /// <summary>由…代…上架 in the reader's place; nothing when the supplier listed its own goods.</summary>
    internal static string? ListedFor(this Product product, Supplier supplier, IRegionDirectory regions) => product.HouseholdId is null
        ? null
        : $"{supplier.Name}代{regions.Find(product.Origin)?.Name}农户上架";
}
