using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>A price in fen from a number of packs on.</summary>
internal sealed record TierBody(int MinQuantity, long PriceFen);

/// <summary>A pack as it is handed in; with its id when it exists already.</summary>
internal sealed record PackBody(string Name, long MassGrams, IReadOnlyList<TierBody> Tiers, string Unit = "件", string? NameEn = null, int? Pieces = null, Guid? PackId = null);

/// <summary>An uploaded file, or a drawing that ships with the web application (<c>produce/eggs-rose.svg</c>).</summary>
internal sealed record PictureBody(Guid? FileId = null, string? Path = null);

/// <summary>What a product is, as its supplier or agent writes it.</summary>
internal sealed record ProductBody(
    string Name, string CategoryCode, string OriginCode, int SeasonFrom, int SeasonTo, IReadOnlyList<PackBody> Packs, string Description = "", string? NameEn = null,
    string? DescriptionEn = null, int? ShelfLifeDays = null, Storage Storage = Storage.Ambient, int MinQuantity = 1, int QuantityStep = 1,
    IReadOnlyList<string>? Synonyms = null, IReadOnlyList<PictureBody>? Pictures = null);

internal sealed class ProductBodyValidator : AbstractValidator<ProductBody>
{
    public ProductBodyValidator()
    {
        RuleFor(body => body.Name).NotEmpty().MaximumLength(60);
        RuleFor(body => body.NameEn).MaximumLength(120);
        RuleFor(body => body.Description).MaximumLength(4000);
        RuleFor(body => body.DescriptionEn).MaximumLength(8000);
        RuleFor(body => body.CategoryCode).NotEmpty().MaximumLength(50);
        RuleFor(body => body.SeasonFrom).InclusiveBetween(1, 12);
        RuleFor(body => body.SeasonTo).InclusiveBetween(1, 12);
        RuleFor(body => body.ShelfLifeDays).InclusiveBetween(1, 36500);
        RuleFor(body => body.Storage).IsInEnum();
        RuleFor(body => body.MinQuantity).InclusiveBetween(1, 1_000_000);
        RuleFor(body => body.QuantityStep).InclusiveBetween(1, 1_000_000);
        RuleFor(body => body.Synonyms).Must(words => words is null || (words.Count <= 20 && words.All(word => word is { Length: > 0 and <= 40 })))
            .Because("synonyms-wrong", "别名最多20个，每个最多40字。请改。", "Use at most 20 further names of at most 40 characters.");
        RuleFor(body => body.Packs).NotEmpty().Because("pack-needed", "没有规格。请至少填一个规格。", "There is no pack. Enter at least one.");
        RuleFor(body => body.Packs).Must(packs => packs is null || packs.Count <= 20).Because("too-many", "规格太多。最多20个。", "Too many packs. Use at most 20.");
        RuleFor(body => body.Packs).Must(packs => packs is null || packs.Where(pack => pack?.PackId != null).Select(pack => pack.PackId).Distinct().Count() == packs.Count(pack => pack?.PackId != null))
            .Because("pack-repeated", "同一个规格写了两次。请删去一个。", "A pack is given twice. Remove one.");
        RuleForEach(body => body.Packs).SetValidator(new PackBodyValidator());
        RuleFor(body => body.Pictures).Must(pictures => pictures is null || pictures.Count <= 9).Because("too-many", "图片太多。最多9张。", "Too many pictures. Use at most 9.");
        RuleForEach(body => body.Pictures).Must(picture => picture is not null && (picture.FileId is null) != (picture.Path is null) && IsDrawing(picture.Path))
            .Because("picture-wrong", "图片不对。请重新上传。", "The picture is not right. Upload it again.");
    }

    /// <summary>Only the drawings under the web root: no address elsewhere, no way up.</summary>
    private static bool IsDrawing(string? path) =>
        path is null || (path.Length <= 100 && path.StartsWith("produce/", StringComparison.Ordinal) && path.EndsWith(".svg", StringComparison.Ordinal)
            && path[8..^4].All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}

internal sealed class PackBodyValidator : AbstractValidator<PackBody>
{
    /// <summary>One million yuan: no pack of produce costs more.</summary>
    internal const long LargestPriceFen = 100_000_000;

    public PackBodyValidator()
    {
        RuleFor(pack => pack.Name).NotEmpty().MaximumLength(40);
        RuleFor(pack => pack.NameEn).MaximumLength(80);
        RuleFor(pack => pack.Unit).NotEmpty().MaximumLength(10);
        RuleFor(pack => pack.MassGrams).InclusiveBetween(1, 1_000_000)
            .Because("mass-out-of-range", "净重要在1克到1吨之间。请改正。", "The net mass must be between 1 g and 1 t. Correct it.");
        RuleFor(pack => pack.Pieces).InclusiveBetween(1, 1_000_000);
        RuleFor(pack => pack.Tiers).NotEmpty().Must(tiers => tiers is null || tiers.Count <= 10)
            .Because("tiers-wrong", "要有1到10档价格。请改正。", "Give 1 to 10 prices. Correct them.");
        RuleForEach(pack => pack.Tiers).ChildRules(tier =>
        {
            tier.RuleFor(row => row.MinQuantity).InclusiveBetween(1, 1_000_000);
            tier.RuleFor(row => row.PriceFen).GreaterThanOrEqualTo(1)
                .Because("price-too-small", "单价太小。请填0.01元以上。", "The unit price is too small. Enter ¥0.01 or more.");
            tier.RuleFor(row => row.PriceFen).LessThanOrEqualTo(LargestPriceFen)
                .Because("price-too-large", "单价超过100万元。请核对。", "The unit price is above ¥1,000,000. Check it.");
        });
        RuleFor(pack => pack.Tiers).Must(IsLadder).When(pack => pack.Tiers is { Count: > 0 })
            .Because("tiers-not-a-ladder", "数量要越来越多，价格不能越来越高。请改正。", "Quantities must rise and prices must not. Correct them.");
    }

    /// <summary>Ascending by quantity; buying more never costs more a pack.</summary>
    internal static bool IsLadder(IReadOnlyList<TierBody> tiers) =>
        tiers.All(tier => tier is not null)
        && tiers.Zip(tiers.Skip(1)).All(pair => pair.First.MinQuantity < pair.Second.MinQuantity && pair.First.PriceFen >= pair.Second.PriceFen);
}

/// <summary>Puts what was handed in onto a product, after asking whether its places, kinds and files exist.</summary>
internal sealed class ProductWriter(CatalogDb db, IRegionDirectory regions, IFileStore files)
{
    internal static readonly Problem OriginOutside = Problem.Invalid("origin-outside-county",
        "产地不在供应商注册的区县。请改成本区县的产地。", "The origin is outside the supplier's county. Choose a place inside it.", "originCode");

    private static readonly Problem CategoryUnknown = Problem.Invalid("category-unknown", "没有这个品类。请从列表里选最细的一级。", "There is no such category. Pick a leaf of the list.", "categoryCode");

    private static readonly Problem PackUnknown = Problem.Invalid("pack-unknown", "这个规格不属于本商品。请刷新。", "This pack is not one of this product. Reload.", "packs");

    /// <returns>What is wrong, or nothing when the product now holds what was handed in.</returns>
    internal async Task<Problem?> Apply(ProductBody body, Product product, RegionCode county, Actor actor, CancellationToken cancellation)
    {
        if (UnknownRegion(body.OriginCode) is { } unknown) return unknown;
        if (!county.Contains(RegionCode.Parse(body.OriginCode))) return OriginOutside;
        var isLeaf = await db.Set<Category>().AnyAsync(row => row.Code == body.CategoryCode && !db.Set<Category>().Any(child => child.ParentCode == row.Code), cancellation);
        if (!isLeaf) return CategoryUnknown;
        if (await PutPictures(body, product, actor, cancellation) is { } wrongFile) return wrongFile;
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
        return PutPacks(body, product);
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
        product.Pictures.AddRange(given.Select((picture, at) => new ProductPicture { ProductId = product.Id, Position = at, FileId = picture.FileId, Path = picture.Path }));
        return null;
    }
}
