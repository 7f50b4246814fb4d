using Marketplace.Platform.EmbeddedPostgres;

namespace Marketplace.Testing;

/// <summary>
/// The PostgreSQL server that a test run shares. The test command starts one and names it in MARKETPLACE_TEST_POSTGRES;
/// a suite run by itself starts its own, which ends with the process.
/// </summary>
public static class PostgresServer
{
    private static EmbeddedPostgresServer? own;

    /// <summary>A connection string of a superuser, to the maintenance database.</summary>
    public static Task<string> ConnectionString { get; } = Find();

    private static async Task<string> Find()
    {
        if (Environment.GetEnvironmentVariable("MARKETPLACE_TEST_POSTGRES") is { Length: > 0 } given) return given;
        var folder = Directory.CreateTempSubdirectory("marketplace-test-postgres-");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        own = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions
        {
            DataDirectory = folder.FullName,
            RepositoryRoot = RepositoryRoot(),
            FastAndUnsafe = true,
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            own.DisposeAsync().AsTask().GetAwaiter().GetResult();
            folder.Delete(recursive: true);
        };
        return own.Database.SuperuserConnectionString;
    }

    /// <summary>The checkout the tests were built from.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
    }
}
