using Marketplace.Platform;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Programme.ComputeCoverage;
using Marketplace.Programme.Contracts;
using Marketplace.Programme.CountSale;
using Marketplace.Programme.Dashboard;
using Marketplace.Programme.Data;
using Marketplace.Programme.Demonstration;
using Marketplace.Programme.EnterCoverage;
using Marketplace.Programme.ListCoverage;
using Marketplace.Programme.Vocabulary;
using Marketplace.Settlement.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Marketplace.Programme;

/// <summary>Programmes, targets, the sale ledger, offline claims and bulletins: the module's one public door.</summary>
public sealed class ProgrammeModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<ProgrammeDb>("Programme", "programme");
        var services = builder.Services;
        services.AddValidatorsOf(typeof(ProgrammeModule).Assembly);
        services.AddScoped<IProgrammeVocabulary, ProgrammeVocabulary>();
        services.AddScoped<DashboardQuery>();
        services.AddScoped<DraftBulletin.BulletinRows>();
        services.AddEventHandler<ProgrammeDb, EscrowReleased, CountSaleWhenEscrowReleased>();
        services.AddScoped<IDemonstration, ProgrammeDemonstration>();
        services.AddImport<ProgrammeDb, CoverageImport, CoverageRow>();
        services.AddScoped<ComputeCoverage.ComputeCoverage>();
        services.AddQuartz(quartz => quartz.AddJob<ComputeCoverageJob>(job => job.WithIdentity("programme.compute-coverage"))
            .AddTrigger(trigger => trigger.ForJob("programme.compute-coverage").WithIdentity("programme.compute-coverage")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromHours(6)).RepeatForever())));
    }

    public void Map(IEndpointRouteBuilder api)
    {
        ShowVocabulary.Map(api);
        ShowDashboard.Map(api);
        ShowAlerts.Map(api);
        ExportDashboard.Map(api);
        ListSales.ListSales.Map(api);
        ListSales.ExportSales.Map(api);
        RecordClaim.RecordClaim.Map(api);
        CheckClaim.CheckClaim.Map(api);
        DraftBulletin.DraftBulletin.Map(api);
        ReportUnsold.ReportUnsold.Map(api);
        DefineProgramme.DefineProgramme.Map(api);
        AllocateTargets.AllocateTargets.Map(api);
        SetClaimRule.SetClaimRule.Map(api);
        ShowCoverage.Map(api);
        ListCoverage.ListCoverage.Map(api);
        EnterCoverage.EnterCoverage.Map(api);
        api.MapImport<ProgrammeDb, CoverageImport, CoverageRow>("/coverage-imports", "CoverageImport", "Programme", ProgrammePermissions.Publish);
    }
}
