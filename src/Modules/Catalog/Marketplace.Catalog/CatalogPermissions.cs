using Marketplace.Platform.Auth;

namespace Marketplace.Catalog;

/// <summary>Who may do what. Which rows they reach is each query's business.</summary>
internal static class CatalogPermissions
{
    internal static readonly Role[] Officials = [Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial];

    internal static readonly Permission ApplyAsSupplier = Permission.For("catalog.apply-as-supplier", Role.Supplier);

    internal static readonly Permission RecommendSupplier = Permission.For("catalog.recommend-supplier", Role.CountyOfficial);

    internal static readonly Permission ApproveSupplier = Permission.For("catalog.approve-supplier", Role.Operator);

    internal static readonly Permission StopSupplier = Permission.For("catalog.stop-supplier", Role.CountyOfficial, Role.Operator);

    internal static readonly Permission SeeSuppliers = Permission.For(
        "catalog.see-suppliers", Role.Supplier, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial, Role.Operator);

    internal static readonly Permission SetPaperRule = Permission.For("catalog.set-paper-rule", Role.CityOfficial, Role.Operator);

    internal static readonly Permission SeePapers = Permission.For("catalog.see-papers", Role.CountyOfficial, Role.CityOfficial, Role.Operator);

    internal static readonly Permission ListProduct = Permission.For("catalog.list-product", Role.Supplier, Role.VillageAgent);

    internal static readonly Permission RecallLot = Permission.For("catalog.recall-lot", Role.Supplier, Role.VillageAgent, Role.CountyOfficial);

    internal static readonly Permission SeeLots = Permission.For(
        "catalog.see-lots", Role.Supplier, Role.VillageAgent, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.Operator);

    internal static readonly Permission ApplyForRecognition = Permission.For("catalog.apply-for-recognition", Role.Supplier, Role.VillageAgent);

    internal static readonly Permission SeeRecognitions = Permission.For(
        "catalog.see-recognitions", Role.Supplier, Role.VillageAgent, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial, Role.Operator);

    internal static readonly Permission SeeReminders = Permission.For(
        "catalog.see-reminders", Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial);

    internal static readonly Permission ReviewByTown = Permission.For("catalog.review-by-town", Role.TownOfficial);

    internal static readonly Permission ReviewBySector = Permission.For("catalog.review-by-sector", Role.SectorOfficial);

    internal static readonly Permission DecideByCounty = Permission.For("catalog.decide-by-county", Role.CountyOfficial);

    internal static readonly Permission ReturnRecognition = Permission.For("catalog.return-recognition", Role.TownOfficial, Role.SectorOfficial, Role.CountyOfficial);

    internal static readonly Permission SetRecognitionRule = Permission.For("catalog.set-recognition-rule", Role.CountyOfficial, Role.CityOfficial, Role.Operator);

    internal static readonly Permission CurateCampaign = Permission.For("catalog.curate-campaign", Role.CityOfficial);

    internal static readonly Permission CurateZone = Permission.For("catalog.curate-zone", Role.CityOfficial, Role.Operator);

    internal static readonly Permission SeeCampaignOffers = Permission.For("catalog.see-campaign-offers", Role.CityOfficial, Role.Supplier, Role.VillageAgent);

    /// <summary>Who compares offers for work; strangers read them page by page.</summary>
    internal static readonly Permission ExportSearch = Permission.For(
        "catalog.export-search", Role.Buyer, Role.BuyerApprover, Role.BuyerFinance, Role.Supplier, Role.VillageAgent, Role.CountyOfficial, Role.CityOfficial, Role.Operator);

    internal static readonly Permission CurateHall = Permission.For("catalog.curate-hall", Role.CountyOfficial);

    internal static readonly Permission EnterPrices = Permission.For("catalog.enter-prices", Role.Operator, Role.CityOfficial);

    internal static readonly Permission SeePrices = Permission.For(
        "catalog.see-prices", Role.Supplier, Role.VillageAgent, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial, Role.Operator);

    internal static readonly Permission SetPriceRule = Permission.For("catalog.set-price-rule", Role.CityOfficial);

    internal static readonly Permission SeePriceNotices = Permission.For("catalog.see-price-notices", Role.Supplier, Role.VillageAgent, Role.CountyOfficial, Role.CityOfficial);

    internal static readonly Permission DecidePriceNotice = Permission.For("catalog.decide-price-notice", Role.CountyOfficial, Role.CityOfficial);

    internal static readonly Permission OperateSearch = Permission.For("catalog.operate-search", Role.Operator, Role.Administrator);
    internal static readonly Permission SetSynonyms = Permission.For("catalog.set-synonyms", Role.Operator);

    internal static readonly Permission RegisterPlot = Permission.For("catalog.register-plot", Role.Supplier, Role.VillageAgent);

    internal static readonly Permission SeePlots = Permission.For(
        "catalog.see-plots", Role.Supplier, Role.VillageAgent, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial);

    internal static readonly Permission CheckPlot = Permission.For("catalog.check-plot", Role.TownOfficial, Role.CountyOfficial);

    internal static readonly Permission SetYieldCeiling = Permission.For("catalog.set-yield-ceiling", Role.CountyOfficial, Role.CityOfficial);

    internal static readonly Permission SeeYieldBreaches = Permission.For("catalog.see-yield-breaches", Role.Supplier, Role.VillageAgent, Role.CountyOfficial, Role.CityOfficial);

    internal static readonly Permission DecideYieldBreach = Permission.For("catalog.decide-yield-breach", Role.CountyOfficial, Role.CityOfficial);
}
