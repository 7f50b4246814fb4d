using Marketplace.Platform;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Programme.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Programme;

/// <summary>The module's one public door.</summary>
public sealed class ProgrammeModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<ProgrammeDb>("Programme", "programme");
        builder.Services.AddValidatorsOf(typeof(ProgrammeModule).Assembly);
    }

    public void Map(IEndpointRouteBuilder api)
    {
    }
}
