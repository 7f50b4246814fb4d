using Marketplace.Catalog.Search.Memory;
using Marketplace.Platform;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>Puts the configured engine behind the port.</summary>
internal static class ClusterRegistration
{
    /// <summary>What the operator sees and does of the engine.</summary>
    internal static void MapSearchEngine(this IEndpointRouteBuilder api)
    {
        ShowSearchEngine.ShowSearchEngine.Map(api);
        RebuildSearch.RebuildSearch.Map(api);
        RetryParkedProducts.RetryParkedProducts.Map(api);
    }

    internal static void AddProductSearch(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PostgresProductSearch>();
        services.AddSingleton<CopyFeed>();
        services.AddSingleton<CopyKeeper>();
        services.AddSingleton<MemoryProductSearch>();
        services.AddSingleton<IndexBook>();
        services.AddSingleton<ParkedProducts>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IMaintenance, RebuildByHand>();
        services.AddSingleton<ICheckup, ClusterCheckup>();
        if (ClusterOptions.From(builder.Configuration) is not { } options)
        {
            services.AddSingleton<IProductSearch>(provider => provider.GetRequiredService<MemoryProductSearch>());
            return;
        }

        services.AddSingleton(options);
        services.AddSingleton<ClusterNodes>();
        services.AddSingleton<ClusterClient>();
        services.AddSingleton<ClusterBreaker>();
        services.AddSingleton<ClusterWatch>();
        services.AddSingleton<ClusterFeed>();
        services.AddSingleton<IndexLock>();
        services.AddSingleton<IndexLife>();
        services.AddSingleton<ClusterKeeper>();
        services.AddSingleton<HitDetails>();
        services.AddSingleton<ClusterProductSearch>();
        services.AddSingleton<IProductSearch, FallbackProductSearch>();
        services.AddHostedService<ClusterWorker>();
    }
}
