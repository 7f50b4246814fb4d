using Marketplace.Kernel;

namespace Marketplace.Catalog.Contracts;

/// <summary>A price from a quantity on. The tier with the largest minimum not above the quantity applies to all of it.</summary>
public sealed record PriceTier(int MinQuantity, long PriceFen);

/// <summary>A pack (规格) as it is offered now.</summary>
/// <param name="Origin">Where the goods come from, at least to the county.</param>
/// <param name="MassGrams">Net mass of one pack.</param>
/// <param name="Tiers">Ascending by quantity, at least one.</param>
/// <param name="HouseholdId">Set when an agent lists for a household.</param>
/// <param name="IsOnSale">False when withdrawn, or its supplier suspended; then it cannot be ordered.</param>
/// <param name="Campaigns">Campaigns that may lower the price; whether one runs is asked for a day.</param>
public sealed record PackOffer(
    Guid PackId, Guid ProductId, string ProductName, string PackName, string CategoryCode, Guid SupplierId, Guid? HouseholdId, RegionCode Origin,
    long MassGrams, IReadOnlyList<PriceTier> Tiers, int MinQuantity, int QuantityStep, bool IsOnSale, IReadOnlyList<CampaignTerms>? Campaigns = null)
{
    /// <summary>The price of one pack when ordering <paramref name="quantity"/> of them, in fen.</summary>
    public long PriceFenFor(int quantity) => Tiers.Last(tier => tier.MinQuantity <= Math.Max(quantity, Tiers[0].MinQuantity)).PriceFen;

    /// <summary>
    /// The price of one pack on a day. Of several campaigns the one with the lowest price wins; of equal ones that which began first, then the smaller id.
    /// </summary>
    public PackPriceOn PriceOn(int quantity, DateOnly day)
    {
        var usual = PriceFenFor(quantity);
        var best = (Campaigns ?? []).Where(terms => terms.RunsOn(day) && terms.PriceFen(usual) < usual)
            .OrderBy(terms => terms.PriceFen(usual)).ThenBy(terms => terms.StartsOn).ThenBy(terms => terms.CampaignId).FirstOrDefault();
        return new PackPriceOn(best?.PriceFen(usual) ?? usual, usual, best);
    }
}

/// <summary>Answers what a pack is and costs now.</summary>
public interface IOfferLookup
{
    /// <summary>One query for many; unknown ids are absent from the answer.</summary>
    Task<IReadOnlyList<PackOffer>> FindOffers(IReadOnlyCollection<Guid> packIds, CancellationToken cancellation);
}

/// <summary>A product's standing in the register of recognised products (帮扶产品认定) on a date.</summary>
/// <param name="IsRecognised">Whether listed and within its validity dates on that day.</param>
public sealed record RecognitionOn(Guid ProductId, DateOnly Date, bool IsRecognised, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>Answers whether a product was recognised on a date, also a past one.</summary>
public interface IRecognitionRegister
{
    Task<IReadOnlyList<RecognitionOn>> On(IReadOnlyCollection<Guid> productIds, DateOnly date, CancellationToken cancellation);
}

/// <summary>Answers which products a village agent (村代办员) listed for households.</summary>
public interface IAgentListings
{
    Task<IReadOnlyList<Guid>> ProductsOf(Guid agentPersonId, CancellationToken cancellation);

    /// <summary>Whether the household of a product still consents to be acted for by this agent.</summary>
    Task<bool> MayChange(Guid productId, Guid agentPersonId, CancellationToken cancellation);
}
