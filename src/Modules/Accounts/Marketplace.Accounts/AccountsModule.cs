using Marketplace.Accounts.Data;
using Marketplace.Platform;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Accounts;

/// <summary>The module's one public door.</summary>
public sealed class AccountsModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<AccountsDb>("Accounts", "accounts");
        builder.Services.AddValidatorsOf(typeof(AccountsModule).Assembly);
    }

    public void Map(IEndpointRouteBuilder api)
    {
    }
}
