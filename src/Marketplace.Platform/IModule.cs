using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Platform;

/// <summary>A module's one public door.</summary>
public interface IModule
{
    /// <summary>Registers the module's database, use cases, subscriptions and answers to other modules' questions.</summary>
    void Add(IHostApplicationBuilder builder);

    /// <summary>Maps the module's endpoints below <c>/api</c>.</summary>
    void Map(IEndpointRouteBuilder api);

    /// <summary>Maps the module's pages, which are read without the web application; most modules have none.</summary>
    void MapPages(IEndpointRouteBuilder pages)
    {
    }
}
