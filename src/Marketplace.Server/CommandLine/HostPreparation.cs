using Marketplace.Platform.EmbeddedPostgres;
using Marketplace.Platform.Persistence;

namespace Marketplace.Server.CommandLine;

/// <summary>What every verb needs before the host can be built: a data folder and a database to talk to.</summary>
internal sealed class HostPreparation : IAsyncDisposable
{
    private EmbeddedPostgresServer? embedded;

    internal required WebApplicationBuilder Builder { get; init; }

    internal required string DataDirectory { get; init; }

    internal string? RepositoryRoot { get; init; }

    /// <summary>Where the embedded cluster lies, or nothing when a database was configured.</summary>
    internal string? ClusterDirectory => embedded?.Database.ClusterDirectory;

    internal static HostPreparation From(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var root = FindRepository(Directory.GetCurrentDirectory()) ?? FindRepository(AppContext.BaseDirectory);
        var data = Path.GetFullPath(builder.Configuration["Data:Directory"] ?? Path.Combine(root ?? Directory.GetCurrentDirectory(), "data"));
        builder.Configuration["Data:Directory"] = data;
        return new HostPreparation { Builder = builder, DataDirectory = data, RepositoryRoot = root };
    }

    /// <summary>A configured database always wins; otherwise the embedded one is started.</summary>
    internal async Task UseDatabase(CancellationToken cancellation)
    {
        if (Builder.Configuration.GetConnectionString(ModuleDatabaseRegistration.AppConnection) is { Length: > 0 }) return;
        embedded = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions
        {
            DataDirectory = DataDirectory,
            RepositoryRoot = RepositoryRoot,
            BinariesDirectory = Builder.Configuration["Database:BinariesDirectory"],
        }, cancellation);
        Builder.Configuration["ConnectionStrings:" + ModuleDatabaseRegistration.AppConnection] = embedded.Database.AppConnectionString;
        Builder.Configuration["ConnectionStrings:" + ModuleDatabaseRegistration.OwnerConnection] = embedded.Database.OwnerConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null) await embedded.DisposeAsync();
    }

    private static string? FindRepository(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) return folder.FullName;
        }

        return null;
    }
}
