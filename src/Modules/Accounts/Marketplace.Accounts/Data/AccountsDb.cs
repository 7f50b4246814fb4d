using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Marketplace.Accounts.Data;

/// <summary>The module's schema. References are mapped, so that rows are written after the rows they refer to.</summary>
internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : ModuleDb(options, "accounts")
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // The migrations say which references have an index.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }
}
