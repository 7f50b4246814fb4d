namespace Marketplace.Testing;

/// <summary>
/// The PostgreSQL server that a test run shares. The test command starts one and names it in MARKETPLACE_TEST_POSTGRES.
/// </summary>
public static class PostgresServer
{
    /// <summary>A connection string of a superuser, to the maintenance database.</summary>
    public static Task<string> ConnectionString { get; } = Find();

    private static Task<string> Find() =>
        Environment.GetEnvironmentVariable("MARKETPLACE_TEST_POSTGRES") is { Length: > 0 } given
            ? Task.FromResult(given)
            : throw new InvalidOperationException("Set MARKETPLACE_TEST_POSTGRES to a PostgreSQL superuser's connection string.");
}
