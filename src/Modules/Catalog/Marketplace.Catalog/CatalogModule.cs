using Marketplace.Catalog.Data;
using Marketplace.Platform;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Catalog;

/// <summary>The module's one public door.</summary>
public sealed class CatalogModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<CatalogDb>("Catalog", "catalog");
        builder.Services.AddValidatorsOf(typeof(CatalogModule).Assembly);
    }

    public void Map(IEndpointRouteBuilder api)
    {
    }
}
