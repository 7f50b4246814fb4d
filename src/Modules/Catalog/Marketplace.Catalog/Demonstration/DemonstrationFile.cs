namespace Marketplace.Catalog.Demonstration;

internal sealed record DemonstrationText(string Zh, string En);

internal sealed record DemonstrationSuppliers(IReadOnlyList<DemonstrationSupplier> Suppliers);

internal sealed record DemonstrationSupplier(
    string Key, string Name, string NameEn, string Kind, string CountyCode, string? TownCode, string? VillageCode, DemonstrationText Intro, string Admission);

internal sealed record DemonstrationProducts(DateOnly AsOf, IReadOnlyList<DemonstrationProduct> Products);

internal sealed record DemonstrationProduct(
    string Key, string SupplierKey, string Name, string NameEn, string Category, string? HouseholdKey, string OriginRegionCode, DemonstrationText Description,
    IReadOnlyList<DemonstrationPack> Packs, int MinQuantity, DemonstrationSeason Season, int? ShelfLifeDays, string Storage, IReadOnlyList<DemonstrationLot>? Lots,
    DemonstrationRecognition Recognition, DemonstrationMark? GeographicalIndication, DemonstrationPicture Picture, IReadOnlyList<string>? Synonyms);

internal sealed record DemonstrationPack(
    string Key, DemonstrationText Name, DemonstrationText Unit, long MassGrams, int? Pieces, long PriceFen, IReadOnlyList<DemonstrationTier> Tiers);

internal sealed record DemonstrationTier(int MinQuantity, long PriceFen);

internal sealed record DemonstrationSeason(int FromMonth, int ToMonth);

internal sealed record DemonstrationLot(string Key, string PackKey, int Quantity, DateOnly HarvestedOn, DateOnly? BestBefore);

internal sealed record DemonstrationRecognition(string State, DateOnly? ValidFrom, DateOnly? ValidTo);

internal sealed record DemonstrationMark(string Name);

internal sealed record DemonstrationPicture(string File);
