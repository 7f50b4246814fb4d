using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Demonstration;
using Marketplace.Catalog.ImportProducts;
using Marketplace.Catalog.ImportYieldCeilings;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.NoteShipment;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.PublicPages;
using Marketplace.Catalog.PublishRecognitions;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.RemindOfDeadlines;
using Marketplace.Catalog.RenewSearchDocuments;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Cluster;
using Marketplace.Catalog.Search.Synonyms;
using Marketplace.Catalog.UpdateAvailability;
using Marketplace.Catalog.WatchPapers;
using Marketplace.Catalog.Yields;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Marketplace.Catalog;

/// <summary>Supplier admission, products, recognition, halls, campaigns and search: the module's one public door.</summary>
public sealed class CatalogModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<CatalogDb>("Catalog", "catalog");
        var services = builder.Services;
        services.AddValidatorsOf(typeof(CatalogModule).Assembly);
        services.AddScoped<ProductWriter>();
        services.AddScoped<ProductClaims>();
        services.AddScoped<LotWriter>();
        services.AddScoped<OwnProducts>();
        services.AddScoped<PriceWatch>();
        services.AddScoped<YieldBook>();
        services.AddScoped<ProductIndex>();
        services.AddSingleton<CategoryNames>();
        services.AddSingleton<Spelling>();
        builder.AddProductSearch();
        services.AddSingleton<UnknownCodes>();
        services.AddScoped<TraceLot.TraceLot.Sources>();
        services.AddScoped<CampaignPrices>().AddScoped<CampaignCards>();
        services.AddScoped<Zones.ZoneGoods>();
        services.AddScoped<IOfferLookup, OfferLookup>().AddScoped<IAgentListings, AgentListings>();
        services.AddScoped<IRecognitionRegister, RecognitionRegister>();
        services.AddScoped<ITraceability, Traceability>();
        services.AddScoped<RecognitionScope>();
        services.AddScoped<RecognitionChecks>();
        services.AddScoped<PublishRecognitions.PublishRecognitions>();
        services.AddScoped<RemindOfDeadlines.RemindOfDeadlines>();
        services.AddScoped<RenewSearchDocuments.RenewSearchDocuments>();
        services.AddScoped<ApplySynonyms>();
        services.AddScoped<PaperIntake>();
        services.AddScoped<WatchPapers.WatchPapers>();
        services.AddScoped<IDemonstration, CatalogDemonstration>();
        AddJobs(services);
        services.AddEventHandler<CatalogDb, LotShipped, NoteMoveWhenLotShipped>();
        services.AddScoped<ProductWords>();
        services.AddImport<CatalogDb, ProductImport, ProductRow>();
        services.AddImport<CatalogDb, YieldCeilingImport, YieldCeilingRow>();
        services.AddEventHandler<CatalogDb, StockChanged, UpdateAvailabilityWhenStockChanged>();
    }

    private static void AddJobs(IServiceCollection services) =>
        services.AddQuartz(quartz => quartz.AddJob<PublishRecognitionsJob>(job => job.WithIdentity("catalog.publish-recognitions"))
            .AddTrigger(trigger => trigger.ForJob("catalog.publish-recognitions").WithIdentity("catalog.publish-recognitions")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(5)).RepeatForever()))
            .AddJob<RemindOfDeadlinesJob>(job => job.WithIdentity("catalog.remind-of-deadlines"))
            .AddTrigger(trigger => trigger.ForJob("catalog.remind-of-deadlines").WithIdentity("catalog.remind-of-deadlines")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(15)).RepeatForever()))
            .AddJob<RenewSearchDocumentsJob>(job => job.WithIdentity("catalog.renew-search-documents"))
            .AddTrigger(trigger => trigger.ForJob("catalog.renew-search-documents").WithIdentity("catalog.renew-search-documents")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(10)).RepeatForever()))
            .AddJob<WatchPapersJob>(job => job.WithIdentity("catalog.watch-papers"))
            .AddTrigger(trigger => trigger.ForJob("catalog.watch-papers").WithIdentity("catalog.watch-papers")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromHours(1)).RepeatForever())));

    public void Map(IEndpointRouteBuilder api)
    {
        MapSuppliers(api);
        ListCategories.ListCategories.Map(api);
        ListProduct.ListProduct.Map(api);
        ChangeProduct.ChangeProduct.Map(api);
        ExportOwnProducts.ExportOwnProducts.Map(api);
        api.MapImport<CatalogDb, ProductImport, ProductRow>("/product-imports", "ProductImport", "Catalog", CatalogPermissions.ListProduct);
        OpenLot.OpenLot.Map(api);
        DescribeLot.DescribeLot.Map(api);
        ShowListingChoices.ShowListingChoices.Map(api);
        ShowProduct.ShowProduct.Map(api);
        ListOwnProducts.ListOwnProducts.Map(api);
        ListProductTasks.ListProductTasks.Map(api);
        SearchProducts.SearchProducts.Map(api);
        SearchProducts.ExportSearch.Map(api);
        SuggestWords.SuggestWords.Map(api);
        SetSynonyms.SetSynonyms.Map(api);
        ListSynonyms.ListSynonyms.Map(api);
        MapCurated(api);
        MapLots(api);
        MapRecognition(api);
        MapPricesAndYields(api);
        api.MapSearchEngine();
    }

    /// <summary>What officials put together: halls, campaigns, topic zones.</summary>
    private static void MapCurated(IEndpointRouteBuilder api)
    {
        ShowHalls.ShowHalls.Map(api);
        ShowHalls.HallPage.Map(api);
        CurateHall.CurateHall.Map(api);
        ShowCampaigns.ShowCampaigns.Map(api);
        CurateCampaign.CurateCampaign.Map(api);
        CurateZone.CurateZone.Map(api);
        ShowZones.ShowZones.Map(api);
        JoinCampaign.JoinCampaign.Map(api);
        DecideCampaignOffer.DecideCampaignOffer.Map(api);
        ListCampaignOffers.ListCampaignOffers.Map(api);
    }

    private static void MapLots(IEndpointRouteBuilder api)
    {
        TraceLot.TraceLot.Map(api);
        RecallLot.RecallLot.Map(api);
        RecordHarvest.RecordHarvest.Map(api);
        TellGrowth.TellGrowth.Map(api);
        ListLots.ListLots.Map(api);
        ListLots.ExportLots.Map(api);
    }

    public void MapPages(IEndpointRouteBuilder pages)
    {
        TracePage.Map(pages);
        LotLabels.Map(pages);
        RegisterPage.Map(pages);
        RegisterExport.Map(pages);
        CertificatePage.Map(pages);
    }

    private static void MapSuppliers(IEndpointRouteBuilder api)
    {
        ApplyAsSupplier.ApplyAsSupplier.Map(api);
        HandInPaper.HandInPaper.Map(api);
        CheckPaper.CheckPaper.Map(api);
        DecideAdmission.DecideAdmission.Map(api);
        ListSuppliers.ListSuppliers.Map(api);
        ExportSuppliers.ExportSuppliers.Map(api);
        ShowSupplier.ShowSupplier.Map(api);
        ListPapers.ListPapers.Map(api);
        SetPaperRule.SetPaperRule.Map(api);
        ShowPublicSupplier.ShowPublicSupplier.Map(api);
        ShowPublicSupplier.ListPublicSuppliers.Map(api);
    }

    private static void MapRecognition(IEndpointRouteBuilder api)
    {
        ApplyForRecognition.ApplyForRecognition.Map(api);
        ReviewRecognition.ReviewRecognition.Map(api);
        ObjectToRecognition.ObjectToRecognition.Map(api);
        ListRecognitions.ListRecognitions.Map(api);
        ListRecognitionReminders.ListRecognitionReminders.Map(api);
        ListRecognitions.ExportQueue.Map(api);
        ShowRecognition.ShowRecognition.Map(api);
        RevokeRecognition.RevokeRecognition.Map(api);
        SetRecognitionRule.SetRecognitionRule.Map(api);
    }

    private static void MapPricesAndYields(IEndpointRouteBuilder api)
    {
        ImportPriceReferences.ImportPriceReferences.Map(api);
        ListPriceReferences.ListPriceReferences.Map(api);
        ShowPriceBand.ShowPriceBand.Map(api);
        SetPriceRule.SetPriceRule.Map(api);
        ListPriceNotices.ListPriceNotices.Map(api);
        ReviewPriceNotice.ReviewPriceNotice.Map(api);
        RegisterPlot.RegisterPlot.Map(api);
        CheckPlot.CheckPlot.Map(api);
        SetYieldCeiling.SetYieldCeiling.Map(api);
        api.MapImport<CatalogDb, YieldCeilingImport, YieldCeilingRow>("/yield-ceiling-imports", "YieldCeilingImport", "Catalog", CatalogPermissions.SetYieldCeiling);
        SetYieldRule.SetYieldRule.Map(api);
        ListYieldBreaches.ListYieldBreaches.Map(api);
        ReviewYieldBreach.ReviewYieldBreach.Map(api);
        ShowYieldBalance.ShowYieldBalance.Map(api);
    }
}
