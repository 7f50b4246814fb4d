using Marketplace.Ordering.Data;
using Marketplace.Platform;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Ordering;

/// <summary>The module's one public door.</summary>
public sealed class OrderingModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<OrderingDb>("Ordering", "ordering");
        builder.Services.AddValidatorsOf(typeof(OrderingModule).Assembly);
    }

    public void Map(IEndpointRouteBuilder api)
    {
    }
}
