using System.Globalization;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Prices;

/// <summary>What the market pays for a product now, and from which price on a reason is asked for.</summary>
internal sealed record PriceBand(Guid ReferenceId, string Market, string Name, DateOnly PricedOn, long LowFen, long AverageFen, long HighFen, int AbovePercent)
{
    /// <summary>The highest price of a kilogram that needs no reason.</summary>
    public long LimitFen => HighFen * (100 + AbovePercent) / 100;

    internal bool IsFarAbove(long fenPerKg) => (Int128)fenPerKg * 100 > (Int128)HighFen * (100 + AbovePercent);

    internal long AboveBasisPoints(long fenPerKg) => (long)(((Int128)fenPerKg - HighFen) * 10_000 / HighFen);
}

/// <summary>What a price is held against the market by, as it was before a change.</summary>
internal sealed record PricedProduct(string Name, string CategoryCode, long FenPerKg)
{
    /// <returns>Nothing for a product that has no packs yet.</returns>
    internal static PricedProduct? Of(Product product) => Dearest(product) is { } pack ? new(product.Name, product.CategoryCode, pack.FenPerKg) : null;

    internal static Pack? Dearest(Product product) => product.Packs.Where(pack => !pack.IsWithdrawn).MaxBy(pack => pack.FenPerKg);
}

/// <summary>Holds a product's price against the market when it is written. A price far above needs a reason, which the authority reads.</summary>
internal sealed class PriceWatch(CatalogDb db, TimeProvider clock)
{
    internal const int LongestReason = 500;

    private (string Origin, PriceRule Rule)? lastRule;
    private PriceBatch? announced;

    /// <summary>Reads at once what many products of one county are held against. Others are still read one by one.</summary>
    internal async Task Announce(IReadOnlyCollection<AnnouncedProduct> products, string countyCode, CancellationToken cancellation)
    {
        var today = clock.Today();
        var rule = await RuleFor(countyCode, today, cancellation);
        announced = await PriceBatch.Read(db, products, today.AddDays(-rule.MaxAgeDays), today, cancellation);
    }

    internal async Task<PriceBand?> BandOf(string name, IEnumerable<string> synonyms, string categoryCode, string originCode, CancellationToken cancellation)
    {
        var today = clock.Today();
        var rule = await RuleFor(originCode, today, cancellation);
        var found = announced?.Knows(name, categoryCode) == true
            ? announced.ReferenceFor(name, synonyms, categoryCode)
            : await db.ReferenceFor(name, synonyms, categoryCode, today.AddDays(-rule.MaxAgeDays), today, cancellation);
        return found is null ? null : new PriceBand(found.Id, found.Market, found.Name, found.PricedOn, found.LowFen, found.AverageFen, found.HighFen, rule.AbovePercent);
    }

    /// <returns>What is missing, or nothing when the price needs no reason or has one.</returns>
    internal async Task<Problem?> Check(Product product, PricedProduct? before, string? reason, Actor actor, CancellationToken cancellation)
    {
        if (PricedProduct.Dearest(product) is not { } dearest) return null;
        var band = await BandOf(product.Name, product.Synonyms, product.CategoryCode, product.OriginCode, cancellation);
        var live = announced?.Knows(product.Id) == true
            ? announced.NoticesOf(product.Id)
            : db.Entry(product).State is EntityState.Detached or EntityState.Added ? [] : await db.LiveNotices().Where(row => row.ProductId == product.Id).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        var price = dearest.FenPerKg;
        if (band is null) return null;
        if (!band.IsFarAbove(price))
        {
            foreach (var notice in live) notice.Move(PriceNoticeAction.Correct, isCity: true, new PriceNoticeStep { At = now, ActorId = actor.PersonId });
            return null;
        }

        if (string.IsNullOrWhiteSpace(reason)) return IsSettled(before, PricedProduct.Of(product)!, live) ? null : ReasonNeeded(band, price);
        foreach (var notice in live) notice.Move(PriceNoticeAction.Replace, isCity: true, new PriceNoticeStep { At = now, ActorId = actor.PersonId });
        db.Add(NoticeOf(product, dearest, band, reason.Trim(), actor, now));
        return null;
    }

    private async Task<PriceRule> RuleFor(string originCode, DateOnly today, CancellationToken cancellation)
    {
        // Rules are set for counties or more.
        if (lastRule is not { } last || last.Origin != originCode[..6]) lastRule = last = (originCode[..6], await db.PriceRuleFor(originCode, today, cancellation));
        return last.Rule;
    }

    /// <summary>
    /// What was explained at this price or a higher one stays explained, and who changes other things need not explain a market that fell;
    /// unless the authority asked for another price.
    /// </summary>
    private static bool IsSettled(PricedProduct? before, PricedProduct now, List<PriceNotice> live) =>
        !live.Exists(notice => notice.State == PriceNoticeState.CorrectionAsked)
        && (live.Exists(notice => notice.FenPerKg >= now.FenPerKg)
            || (before is not null && (before.Name, before.CategoryCode) == (now.Name, now.CategoryCode) && before.FenPerKg >= now.FenPerKg));

    private static PriceNotice NoticeOf(Product product, Pack pack, PriceBand band, string reason, Actor actor, DateTimeOffset now) => new PriceNotice
    {
        ProductId = product.Id,
        SupplierId = product.SupplierId,
        OriginCode = product.OriginCode,
        ProductName = product.Name,
        PackName = pack.Name,
        ReferenceId = band.ReferenceId,
        Market = band.Market,
        ReferenceName = band.Name,
        PricedOn = band.PricedOn,
        LowFen = band.LowFen,
        AverageFen = band.AverageFen,
        HighFen = band.HighFen,
        FenPerKg = pack.FenPerKg,
        AboveBasisPoints = Math.Max(1, band.AboveBasisPoints(pack.FenPerKg)),
        ThresholdPercent = band.AbovePercent,
        Reason = reason,
        SoldBefore = product.Packs.Sum(row => row.Sold),
        RaisedBy = actor.PersonId,
        RaisedAt = now,
    }.Begin();

    private static Problem ReasonNeeded(PriceBand band, long fenPerKg) => Problem.Invalid(
        "price-reason-needed",
        $"参考价¥{Yuan(band.LowFen)}–{Yuan(band.HighFen)}/公斤（{band.Market}，{band.PricedOn:yyyy-MM-dd}），您的¥{Yuan(fenPerKg)}，高出{band.AbovePercent}%以上。请写明原因，主管部门会看到。",
        $"The reference price is ¥{Yuan(band.LowFen)}–{Yuan(band.HighFen)}/kg ({band.Market}, {band.PricedOn:yyyy-MM-dd}); yours is ¥{Yuan(fenPerKg)}, more than {band.AbovePercent}% above. Write the reason; the authority will read it.",
        "priceReason").With("lowFen", band.LowFen).With("highFen", band.HighFen).With("limitFen", band.LimitFen).With("fenPerKg", fenPerKg);

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
