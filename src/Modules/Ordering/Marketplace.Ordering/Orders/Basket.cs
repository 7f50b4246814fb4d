using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Freight;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Orders;

/// <summary>What a buyer wishes: so many packs, at the price its screen showed, when it showed one.</summary>
internal sealed record WishedLine(Guid PackId, int Quantity, long? UnitPriceFen = null);

/// <summary>A wish with the offer of this moment.</summary>
/// <param name="Price">Settled at this moment: the campaigns of today in China count.</param>
internal sealed record PricedLine(PackOffer Offer, int Quantity, PackPriceOn Price, RecognitionOn? Recognition)
{
    public long UnitPriceFen => Price.UnitFen;

    public bool IsRecognised => Recognition?.IsRecognised == true;

    public long AmountFen => checked(UnitPriceFen * Quantity);
}

/// <summary>What one supplier would deliver.</summary>
internal sealed record PricedBasket(Guid SupplierId, string SupplierName, IReadOnlyList<PricedLine> Lines, long FreightFen)
{
    public long GoodsFen => Lines.Aggregate(0L, (sum, line) => checked(sum + line.AmountFen));

    public long MassGrams => Lines.Aggregate(0L, (sum, line) => checked(sum + (line.Offer.MassGrams * line.Quantity)));
}

/// <summary>A sentence the buyer should read before binding itself.</summary>
internal sealed record Warning(string Code, Guid ProductId, string Zh, string En);

/// <summary>Asks what the wished packs cost now, who sells them, and whether they count as recognised.</summary>
internal sealed class Basket(
    OrderingDb db, IOfferLookup offers, IRecognitionRegister register, IOrganisationDirectory organisations, FreightTariff tariff, TimeProvider clock)
{
    private static readonly Problem NotOnSale = Problem.Conflict("not-on-sale", "有商品已下架或停售。请从采购单里去掉。", "Some goods are not on sale any more. Take them off the list.");

    private static readonly Problem PriceChanged = Problem.Conflict("price-changed", "价格变了。请看新价格，再决定是否下单。", "A price has changed. Look at the new price and decide again.");

    private static readonly Problem TooMuch = Problem.Invalid(
        "amount-too-large", "一张订单的金额太大。请分成几张订单。", "The order's amount is too large. Split it into several orders.", "lines");

    /// <returns>One basket per supplier, or why the wishes cannot be met.</returns>
    public async Task<(IReadOnlyList<PricedBasket> Baskets, Problem? Problem)> Price(
        IReadOnlyList<WishedLine> wishes, string destination, CancellationToken cancellation)
    {
        var known = (await offers.FindOffers([.. wishes.Select(wish => wish.PackId)], cancellation)).ToDictionary(offer => offer.PackId);
        if (await Unsaleable(wishes, known, cancellation) is { } unsaleable) return ([], unsaleable);
        if (WrongQuantities(wishes, known) is { } wrong) return ([], wrong);
        var today = clock.Today();
        if (ChangedPrices(wishes, known, today) is { } changed) return ([], changed);
        var products = known.Values.Select(offer => offer.ProductId).Distinct().ToList();
        var recognition = (await register.On(products, today, cancellation)).ToDictionary(standing => standing.ProductId);
        var cards = await organisations.FindMany([.. known.Values.Select(offer => offer.SupplierId).Distinct()], cancellation);
        var baskets = new List<PricedBasket>();
        foreach (var group in wishes.GroupBy(wish => known[wish.PackId].SupplierId))
        {
            var lines = group.Select(wish => new PricedLine(
                known[wish.PackId], wish.Quantity, known[wish.PackId].PriceOn(wish.Quantity, today), recognition.GetValueOrDefault(known[wish.PackId].ProductId))).ToList();
            if (IsTooMuch(lines)) return ([], TooMuch);
            var freight = await tariff.Propose(lines[0].Offer.Origin.Value, destination, lines.Sum(line => line.Offer.MassGrams * line.Quantity), lines.Sum(line => line.AmountFen), group.Key, cancellation);
            baskets.Add(new PricedBasket(group.Key, cards.GetValueOrDefault(group.Key)?.Name ?? "—", lines, freight.FreightFen));
        }

        return (baskets, null);
    }

    /// <summary>认定…到期,此单不计入认定额: for each line that will not count as recognised.</summary>
    public static IReadOnlyList<Warning> WarningsOf(PricedBasket basket) =>
    [
        .. basket.Lines.Where(line => !line.IsRecognised).Select(line => line.Recognition?.ValidTo is { } until
            ? new Warning("recognition-expired", line.Offer.ProductId,
                $"{line.Offer.ProductName}认定{until.Month}月{until.Day}日到期，此单不计入认定额。",
                $"{line.Offer.ProductName}: recognition ended {until.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}; this order will not count as recognised.")
            : new Warning("not-recognised", line.Offer.ProductId,
                $"{line.Offer.ProductName}没有帮扶产品认定，此单不计入认定额。",
                $"{line.Offer.ProductName} is not a recognised product; this order will not count as recognised.")),
    ];

    private async Task<Problem?> Unsaleable(IReadOnlyList<WishedLine> wishes, Dictionary<Guid, PackOffer> known, CancellationToken cancellation)
    {
        var suppliers = known.Values.Select(offer => offer.SupplierId).Distinct().ToList();
        var stopped = await db.Set<SupplierStanding>().Where(standing => suppliers.Contains(standing.SupplierId) && standing.IsStopped)
            .Select(standing => standing.SupplierId).ToListAsync(cancellation);
        var packs = wishes.Where(wish => !known.TryGetValue(wish.PackId, out var offer) || !offer.IsOnSale || stopped.Contains(offer.SupplierId))
            .Select(wish => wish.PackId).ToList();
        return packs.Count == 0 ? null : NotOnSale.With("packIds", packs);
    }

    private static Problem? WrongQuantities(IReadOnlyList<WishedLine> wishes, Dictionary<Guid, PackOffer> known)
    {
        var errors = new List<FieldProblem>();
        for (var i = 0; i < wishes.Count; i++)
        {
            var (offer, field) = (known[wishes[i].PackId], $"lines[{i}].quantity");
            if (wishes[i].Quantity < offer.MinQuantity)
                errors.Add(new FieldProblem(field, "below-minimum", $"数量{wishes[i].Quantity}低于起订量。请填{offer.MinQuantity}以上。", $"Quantity {wishes[i].Quantity} is below the minimum. Enter {offer.MinQuantity} or more."));
            else if (offer.QuantityStep > 1 && (wishes[i].Quantity - offer.MinQuantity) % offer.QuantityStep != 0)
                errors.Add(new FieldProblem(field, "not-a-multiple", $"数量{wishes[i].Quantity}不合整。请从{offer.MinQuantity}起按{offer.QuantityStep}递增。", $"Quantity {wishes[i].Quantity} does not fit. Start at {offer.MinQuantity} and add {offer.QuantityStep} at a time."));
        }

        return errors.Count == 0 ? null : Problems.InvalidFields(errors);
    }

    private static Problem? ChangedPrices(IReadOnlyList<WishedLine> wishes, Dictionary<Guid, PackOffer> known, DateOnly today)
    {
        var changed = wishes.Select(wish => (Wish: wish, Now: known[wish.PackId].PriceOn(wish.Quantity, today).UnitFen))
            .Where(pair => pair.Wish.UnitPriceFen is { } shown && shown != pair.Now)
            .Select(pair => new { pair.Wish.PackId, known[pair.Wish.PackId].ProductName, WasFen = pair.Wish.UnitPriceFen, NowFen = pair.Now }).ToList();
        return changed.Count == 0 ? null : PriceChanged.With("lines", changed);
    }

    private static bool IsTooMuch(IReadOnlyList<PricedLine> lines) =>
        lines.Aggregate((Int128)0, (sum, line) => sum + ((Int128)line.UnitPriceFen * line.Quantity)) > Money.LargestOperationFen
        || lines.Aggregate((Int128)0, (sum, line) => sum + ((Int128)line.Offer.MassGrams * line.Quantity)) > 1_000_000_000_000;
}
