using Marketplace.Accounts;
using Marketplace.Catalog;
using Marketplace.Ordering;
using Marketplace.Platform;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Programme;
using Marketplace.Server.Jobs;
using Marketplace.Server.Operations;
using Marketplace.Settlement;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Npgsql;

namespace Marketplace.Server;

/// <summary>Puts the modules together. The only place that knows them all.</summary>
public static class Composition
{
    private static readonly IReadOnlyList<IModule> Modules =
        [new FilesModule(), new AccountsModule(), new CatalogModule(), new OrderingModule(), new SettlementModule(), new ProgrammeModule(), new OperationsModule()];

    public static void AddMarketplace(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPlatformHttp();
        builder.Services.AddAuthentication();
        builder.Services.AddDataProtection().SetApplicationName("marketplace")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(builder.Configuration["Data:Directory"] ?? "data", "keys")));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        builder.Services.AddRequestTimeouts();
        builder.AddJobs();
        builder.AddTelemetry();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<DemonstrationLoader>();
        builder.Services.AddSingleton(new DemonstrationFiles(Path.Combine(AppContext.BaseDirectory, "Demonstration")));
        builder.Services.AddSingleton<OutboxWake>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxWake>());
        builder.Services.AddOpenApi("v1", ApiDocument.Describe);
        foreach (var module in Modules) module.Add(builder);
        foreach (var outbox in builder.Services.Where(service => service.ImplementationInstance is ModuleOutbox).Select(service => (ModuleOutbox)service.ImplementationInstance!).ToList())
        {
            // AddSingleton rather than AddHostedService: the latter keeps one per implementation type.
            builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<OutboxRelay>(
                services, outbox, services.GetRequiredKeyedService<NpgsqlDataSource>(outbox.Schema)));
        }
    }

    public static void UseMarketplace(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UsePlatformHttp();
        app.MapOpenApi("/openapi/{documentName}.json").Public();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).Public();
        app.MapHealthChecks("/health/ready").Public();
        var api = app.MapGroup("/api");
        foreach (var module in Modules) module.Map(api);
        foreach (var module in Modules) module.MapPages(app);
        app.RefuseEndpointsWithoutPermission();
    }
}
