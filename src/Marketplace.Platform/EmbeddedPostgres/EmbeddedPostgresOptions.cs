namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>Where the embedded database keeps its files and how careful it is.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The host's data folder; the password and, where possible, the cluster lie in it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder with infra/postgres, found above the working folder; absent in a published host.</summary>
    public string? RepositoryRoot { get; init; }

    /// <summary>A folder with PostgreSQL's programs; looked for when absent.</summary>
    public string? BinariesDirectory { get; init; }

    /// <summary>Tests only: an answer may be lost in a power cut.</summary>
    public bool FastAndUnsafe { get; init; }
}

/// <summary>How to reach the embedded database.</summary>
/// <param name="AppConnectionString">What the host works with; owns nothing.</param>
/// <param name="OwnerConnectionString">What migrations work with.</param>
/// <param name="SuperuserConnectionString">For tests, which create databases.</param>
/// <param name="ClusterDirectory">Where PostgreSQL's own files lie.</param>
public sealed record EmbeddedDatabase(
    string AppConnectionString, string OwnerConnectionString, string SuperuserConnectionString, string ClusterDirectory);
