using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>Puts what was handed in onto a product, after asking whether its places, kinds and files exist.</summary>
internal sealed class ProductWriter(CatalogDb db, IRegionDirectory regions, IFileStore files, ProductClaims claims, PriceWatch prices)
{
    internal static readonly Problem OriginOutside = Problem.Invalid("origin-outside-county",
        "产地不在供应商注册的区县。请改成本区县的产地。", "The origin is outside the supplier's county. Choose a place inside it.", "originCode");

    private static readonly Problem MassFixed = Problem.Conflict("pack-mass-fixed",
        "这个规格已有批次，净重不能改。请另加一个规格。", "This pack has lots already; its mass stays. Add another pack.");

    private static readonly Problem CategoryUnknown = Problem.Invalid("category-unknown", "没有这个品类。请从列表里选最细的一级。", "There is no such category. Pick a leaf of the list.", "categoryCode");

    private static readonly Problem PackUnknown = Problem.Invalid("pack-unknown", "这个规格不属于本商品。请刷新。", "This pack is not one of this product. Reload.", "packs");

    private HashSet<string>? leaves;

    /// <summary>Many products of one supplier follow: what their prices are held against is read at once.</summary>
    internal Task Announce(IEnumerable<(ProductBody Body, Guid? ProductId)> products, Supplier supplier, CancellationToken cancellation) => prices.Announce(
        [.. products.Select(row => new AnnouncedProduct(row.ProductId, row.Body.Name.Trim(), [.. (row.Body.Synonyms ?? []).Distinct()], row.Body.CategoryCode))], supplier.County.Value, cancellation);

    /// <returns>What is wrong, or nothing when the product now holds what was handed in.</returns>
    internal async Task<Problem?> Apply(ProductBody body, Product product, Supplier supplier, Actor actor, CancellationToken cancellation)
    {
        if (UnknownRegion(body.OriginCode) is { } unknown) return unknown;
        var before = PricedProduct.Of(product);
        if (!supplier.County.Contains(RegionCode.Parse(body.OriginCode))) return OriginOutside;
        // A few dozen rows that only migrations change: read once, however many products are written.
        leaves ??= await db.Set<Category>().Where(row => !db.Set<Category>().Any(child => child.ParentCode == row.Code)).Select(row => row.Code).ToHashSetAsync(cancellation);
        if (!leaves.Contains(body.CategoryCode)) return CategoryUnknown;
        if (await ChangesMassOfLots(body, product, cancellation)) return MassFixed;
        if (await PutPictures(body, product, actor, cancellation) is { } wrongFile) return wrongFile;
        if (await claims.Put(body, product, supplier, actor, cancellation) is { } wrongClaim) return wrongClaim;
        product.HarvestWindows.Clear();
        product.HarvestWindows.AddRange((body.HarvestWindows ?? []).Select((window, at) => new HarvestWindow
        {
            ProductId = product.Id,
            Position = at,
            Variety = string.IsNullOrWhiteSpace(window.Variety) ? null : window.Variety.Trim(),
            FromDay = window.From,
            ToDay = window.To,
        }));
        product.Name = body.Name.Trim();
        product.NameEn = body.NameEn?.Trim();
        product.CategoryCode = body.CategoryCode;
        product.OriginCode = body.OriginCode;
        product.Description = body.Description;
        product.DescriptionEn = body.DescriptionEn;
        (product.SeasonFrom, product.SeasonTo) = (body.SeasonFrom, body.SeasonTo);
        product.ShelfLifeDays = body.ShelfLifeDays;
        product.Storage = body.Storage;
        (product.MinQuantity, product.QuantityStep) = (body.MinQuantity, body.QuantityStep);
        product.Synonyms = [.. (body.Synonyms ?? []).Distinct()];
        return PutPacks(body, product) ?? await prices.Check(product, before, body.PriceReason, actor, cancellation);
    }

    /// <summary>Lots count packs: another mass would make more goods out of a lot than were harvested.</summary>
    private async Task<bool> ChangesMassOfLots(ProductBody body, Product product, CancellationToken cancellation)
    {
        var changed = product.Packs.Where(pack => body.Packs.Any(given => given.PackId == pack.Id && given.MassGrams != pack.MassGrams)).Select(pack => pack.Id).ToList();
        return changed.Count > 0 && await db.Set<Lots.Lot>().AnyAsync(lot => changed.Contains(lot.PackId), cancellation);
    }

    private Problem? UnknownRegion(string code) => RegionCode.TryParse(code, out var parsed) && regions.Find(parsed) is not null && parsed.County is not null
        ? null
        : Problem.Invalid("region-unknown", "没有这个产地代码。请查区县代码表，选到区县或更细。", "There is no such place of origin. Look it up in the list of codes, down to the county at least.", "originCode");

    private static Problem? PutPacks(ProductBody body, Product product)
    {
        var known = product.Packs.ToDictionary(pack => pack.Id);
        if (body.Packs.Any(pack => pack.PackId is { } id && !known.ContainsKey(id))) return PackUnknown;
        var kept = body.Packs.Where(pack => pack.PackId is not null).Select(pack => pack.PackId!.Value).ToHashSet();
        foreach (var pack in product.Packs.Where(pack => !kept.Contains(pack.Id))) pack.IsWithdrawn = true;
        for (var position = 0; position < body.Packs.Count; position++)
        {
            var given = body.Packs[position];
            if (given.PackId is not { } id || !known.TryGetValue(id, out var pack))
            {
                pack = new Pack { ProductId = product.Id };
                product.Packs.Add(pack);
            }

            (pack.Name, pack.NameEn, pack.Unit, pack.MassGrams, pack.Pieces) = (given.Name.Trim(), given.NameEn?.Trim(), given.Unit.Trim(), given.MassGrams, given.Pieces);
            (pack.SoldBy, pack.Variant) = (given.SoldBy, string.IsNullOrWhiteSpace(given.Variant) ? null : given.Variant.Trim());
            (pack.Position, pack.IsWithdrawn) = (position, false);
            PutTiers(given.Tiers, pack);
        }

        return null;
    }

    private static void PutTiers(IReadOnlyList<TierBody> given, Pack pack)
    {
        pack.Tiers.RemoveAll(tier => given.All(row => row.MinQuantity != tier.MinQuantity));
        foreach (var tier in given)
        {
            if (pack.Tiers.Find(row => row.MinQuantity == tier.MinQuantity) is { } existing) existing.PriceFen = tier.PriceFen;
            else pack.Tiers.Add(new PackPrice { PackId = pack.Id, MinQuantity = tier.MinQuantity, PriceFen = tier.PriceFen });
        }
    }

    private async Task<Problem?> PutPictures(ProductBody body, Product product, Actor actor, CancellationToken cancellation)
    {
        var given = body.Pictures ?? [];
        var known = product.Pictures.Where(picture => picture.FileId is not null).Select(picture => picture.FileId!.Value).ToHashSet();
        var ids = given.Where(picture => picture.FileId is not null).Select(picture => picture.FileId!.Value).Distinct().ToList();
        var found = await files.Find(ids, cancellation);
        // A file may be used by who uploaded it, or when it already is a picture of this product.
        if (ids.Any(id => !found.TryGetValue(id, out var file) || (file.UploadedBy != actor.PersonId && !known.Contains(id)) || !file.ContentType.StartsWith("image/", StringComparison.Ordinal)))
            return CatalogProblems.FileUnknown;
        product.Pictures.Clear();
        product.Pictures.AddRange(given.Select((picture, at) => new ProductPicture
        {
            ProductId = product.Id,
            Position = at,
            FileId = picture.FileId,
            Path = picture.Path,
            Caption = string.IsNullOrWhiteSpace(picture.Caption) ? null : picture.Caption.Trim(),
        }));
        return null;
    }
}
