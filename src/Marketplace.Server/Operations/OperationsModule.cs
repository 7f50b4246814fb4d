using Marketplace.Platform;
using Marketplace.Platform.Http;

namespace Marketplace.Server.Operations;

/// <summary>What the operator needs to see of all modules at once: messages that were given up, and who did what.</summary>
internal sealed class OperationsModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddValidatorsOf(typeof(OperationsModule).Assembly);
    }

    public void Map(IEndpointRouteBuilder api)
    {
        ParkedMessages.Map(api);
        SearchAudit.Map(api);
    }
}
