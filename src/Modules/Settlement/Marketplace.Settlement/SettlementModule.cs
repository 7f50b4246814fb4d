using Marketplace.Platform;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Settlement.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Settlement;

/// <summary>The module's one public door.</summary>
public sealed class SettlementModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<SettlementDb>("Settlement", "settlement");
        builder.Services.AddValidatorsOf(typeof(SettlementModule).Assembly);
    }

    public void Map(IEndpointRouteBuilder api)
    {
    }
}
