using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Marketplace.Platform.Persistence;

/// <summary>
/// A module's place in the database: its schema, the role it works as, and where its migrations are embedded.
/// </summary>
public sealed record ModuleDatabase(string Module, string Schema, System.Reflection.Assembly Migrations, Type ContextType)
{
    /// <summary>The NOLOGIN role the module's connections work as; it cannot read another module's schema.</summary>
    public string Role => "mp_" + Schema;
}

public static class ModuleDatabaseRegistration
{
    /// <summary>Name of the connection string the host works with.</summary>
    public const string AppConnection = "Marketplace";

    /// <summary>Name of the connection string that owns the schemas; only migrations use it. Falls back to the host's.</summary>
    public const string OwnerConnection = "MarketplaceOwner";

    /// <summary>
    /// Registers a module's DbContext on a pool of its own: connections take the module's role and search path at the handshake,
    /// so a query that strays into another schema is refused by PostgreSQL itself.
    /// </summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="module">The module's name, for people.</param>
    /// <param name="schema">Its schema; the role is named after it.</param>
    /// <param name="tellsFacts">Whether anything is ever published from this schema, so that its outbox is drained.</param>
    public static void AddModuleDatabase<TDb>(this IHostApplicationBuilder builder, string module, string schema, bool tellsFacts = true)
        where TDb : ModuleDb
    {
        ArgumentNullException.ThrowIfNull(builder);
        var database = new ModuleDatabase(module, schema, typeof(TDb).Assembly, typeof(TDb));
        builder.Services.AddSingleton(database);
        builder.Services.AddKeyedSingleton(schema, (services, _) => BuildDataSource(services, database));
        builder.Services.AddDbContext<TDb>((services, options) => options
            .UseNpgsql(services.GetRequiredKeyedService<NpgsqlDataSource>(schema))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.TrackAll));
        if (tellsFacts) builder.Services.AddSingleton(new ModuleOutbox(schema, typeof(TDb)));
    }

    private static NpgsqlDataSource BuildDataSource(IServiceProvider services, ModuleDatabase database)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var text = configuration.GetConnectionString(AppConnection)
            ?? throw new InvalidOperationException("No connection string named 'Marketplace' is configured.");
        var connection = new NpgsqlConnectionStringBuilder(text)
        {
            Options = $"-c role={database.Role} -c search_path={database.Schema},public",
            ApplicationName = "marketplace-" + database.Schema,
            MaxPoolSize = configuration.GetValue("Database:PoolSizePerModule", 25),
        };
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }
}
