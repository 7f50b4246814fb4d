using FluentValidation;
using Marketplace.Platform.Http;

namespace Marketplace.Catalog.Products;

internal sealed class ProductBodyValidator : AbstractValidator<ProductBody>
{
    public ProductBodyValidator()
    {
        RuleFor(body => body.Name).NotEmpty().MaximumLength(60);
        RuleFor(body => body.PriceReason).MaximumLength(Prices.PriceWatch.LongestReason);
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
        RuleForEach(body => body.Pictures).Must(picture => picture?.Caption is null || picture.Caption.Length <= 60)
            .Because("caption-too-long", "图片说明太长。最多60字。", "The caption is too long. Use at most 60 characters.");
        RuleFor(body => body.HarvestWindows).Must(windows => windows is null || windows.Count <= 12)
            .Because("too-many", "采收期太多。最多12段。", "Too many harvest windows. Use at most 12.");
        RuleForEach(body => body.HarvestWindows).Must(window => window is not null && HarvestWindow.IsDay(window.From) && HarvestWindow.IsDay(window.To) && window.Variety is not { Length: > 20 })
            .Because("harvest-window-wrong", "采收期不对。请填月和日，如11-20，品种最多20字。", "The harvest window is not right. Enter month and day, like 11-20; a variety has at most 20 characters.");
        RuleFor(body => body.Indication!.Name).NotEmpty().MaximumLength(60).When(body => body.Indication is not null);
        RuleFor(body => body.Indication!.CertificateNumber).MaximumLength(60).When(body => body.Indication is not null);
        RuleFor(body => body.TaxCode).MaximumLength(40);
        RuleFor(body => body.ColdChain).Must(cold => cold is null || (cold.MinCelsius >= -60 && cold.MaxCelsius <= 25 && cold.MinCelsius <= cold.MaxCelsius))
            .Because("cold-chain-wrong", "温度范围不对。请把低的填在前，在-60到25度之间。", "The temperatures are not right. The lower comes first; both lie between -60 and 25 °C.");
        RuleFor(body => body.ColdChain).Must(cold => cold is null).When(body => body.Storage == Storage.Ambient)
            .Because("cold-chain-ambient", "常温商品不用冷链。请改保存方式，或去掉温度。", "Goods kept at room temperature need no cold chain. Change the storage or remove the temperatures.");
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
        RuleFor(pack => pack.SoldBy).IsInEnum();
        RuleFor(pack => pack.Variant).MaximumLength(20);
        RuleFor(pack => pack.Pieces).NotNull().When(pack => pack.SoldBy == SoldBy.Piece)
            .Because("pieces-needed", "按个卖要写每份几个。请填个数。", "What is sold by the piece needs the number of pieces. Enter it.");
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
