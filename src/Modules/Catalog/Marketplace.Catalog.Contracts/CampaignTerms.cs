namespace Marketplace.Catalog.Contracts;

/// <summary>How a campaign's price comes from the usual one.</summary>
public enum CampaignDiscount
{
    /// <summary>Hundredths of a percent off: 1,500 is 15 %.</summary>
    Percent,

    /// <summary>So many fen off each pack.</summary>
    Fixed,
}

/// <summary>Who bears the difference between the usual and the campaign's price.</summary>
public enum DifferencePayer
{
    Supplier,

    /// <summary>主办城市 of the campaign.</summary>
    City,

    /// <summary>协作省份 the goods go to.</summary>
    Partner,
}

/// <summary>
/// 活动价: what one pack costs in a campaign, as its supplier agreed and the curator approved. Dates are of China, both days counted.
/// </summary>
/// <param name="FloorFen">The least the supplier agreed to for one pack.</param>
/// <param name="MostPerBuyer">Packs one organisation may buy at this price during the campaign.</param>
public sealed record CampaignTerms(
    Guid CampaignId, string Name, DateOnly StartsOn, DateOnly EndsOn, CampaignDiscount Discount, long Value, long FloorFen, int? MostPerBuyer, DifferencePayer PaidBy)
{
    public bool RunsOn(DateOnly day) => StartsOn <= day && day <= EndsOn;

    /// <summary>
    /// The campaign's price for a pack that costs <paramref name="usualFen"/>: what is taken off is rounded down to the fen. Never above the
    /// usual price, and never below what the supplier agreed to unless the usual price is lower still.
    /// </summary>
    public long PriceFen(long usualFen)
    {
        var off = Discount == CampaignDiscount.Percent ? (long)((Int128)usualFen * Value / 10_000) : Value;
        return Math.Min(usualFen, Math.Max(Math.Max(FloorFen, 1), usualFen - off));
    }
}

/// <summary>What a pack costs on a day: the price, what it would cost without a campaign, and the campaign that lowers it.</summary>
public sealed record PackPriceOn(long UnitFen, long UsualFen, CampaignTerms? Campaign);
