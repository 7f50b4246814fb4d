namespace Marketplace.Ordering.Demonstration;

/// <summary>What this module reads of the demonstration files.</summary>
internal sealed record ProductFile(IReadOnlyList<ProductData> Products);

internal sealed record ProductData(
    string Key, string SupplierKey, string Name, string Category, string OriginRegionCode, string? HouseholdKey, int MinQuantity,
    IReadOnlyList<PackData> Packs, IReadOnlyList<LotData> Lots, RecognitionData Recognition);

internal sealed record PackData(string Key, NameData Name, long MassGrams, long PriceFen, IReadOnlyList<TierData> Tiers)
{
    /// <summary>The price of one pack when so many are ordered.</summary>
    public long PriceFenFor(int quantity) => Tiers.LastOrDefault(tier => tier.MinQuantity <= quantity)?.PriceFen ?? PriceFen;
}

internal sealed record NameData(string Zh);

internal sealed record TierData(int MinQuantity, long PriceFen);

internal sealed record LotData(string Key, string PackKey, int Quantity, DateOnly HarvestedOn, DateOnly? BestBefore);

internal sealed record RecognitionData(string State, DateOnly? ValidFrom, DateOnly? ValidTo);

internal sealed record OrganisationFile(IReadOnlyList<PartyData> Suppliers, IReadOnlyList<PartyData> Buyers);

internal sealed record PartyData(string Key, string Name, string Kind, string? RegionCode = null);
