using System.Security.Cryptography;
using System.Text;
using Marketplace.Platform.Persistence;
using Marketplace.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Testing;

/// <summary>
/// A database of a test's own, cloned from a template that was migrated once per set of migrations. Dropped at the end.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MigrateTemplate);
    private readonly string server;

    private TestDatabase(string server, string name)
    {
        this.server = server;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; private init; }

    public static async Task<TestDatabase> Create()
    {
        var server = await PostgresServer.ConnectionString;
        var template = await Template.Value;
        var name = "mp_test_" + Guid.NewGuid().ToString("N");
        await Run(server, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new TestDatabase(server, name);
    }

    /// <summary>A database that somebody else made and will drop. Its server may fall: every look opens a connection of its own.</summary>
    public static TestDatabase Existing(string connectionString) =>
        new(string.Empty, string.Empty) { ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString };

    public async ValueTask DisposeAsync()
    {
        if (Name.Length > 0) await Run(server, $"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }

    /// <summary>Runs SQL as the superuser, past all roles: for looking at what the product really wrote.</summary>
    public async Task<T?> Scalar<T>(string sql, params IReadOnlyList<object> values)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync() is T found ? found : default;
    }

    private static async Task<string> MigrateTemplate()
    {
        var server = await PostgresServer.ConnectionString;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Marketplace"] = server });
        builder.AddMarketplace();
        await using var app = builder.Build();
        var checksums = app.Services.GetServices<ModuleDatabase>().SelectMany(Migrator.FilesOf).Select(file => file.Checksum);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(checksums))))[..16];
        var template = "mp_template_" + hash;
        await using var guard = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await guard.OpenAsync();
        await using (var wait = new NpgsqlCommand("SELECT pg_advisory_lock(7466)", guard)) await wait.ExecuteNonQueryAsync();
        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", guard) { Parameters = { new() { Value = template } } };
        if ((long)(await exists.ExecuteScalarAsync())! > 0) return template;
        await Run(server, $"DROP DATABASE IF EXISTS {template}_build WITH (FORCE)");
        await Run(server, $"CREATE DATABASE {template}_build TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        app.Configuration["ConnectionStrings:Marketplace"] = new NpgsqlConnectionStringBuilder(server) { Database = template + "_build" }.ConnectionString;
        await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        await Run(server, $"ALTER DATABASE {template}_build RENAME TO {template}");
        return template;
    }

    private static async Task Run(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
