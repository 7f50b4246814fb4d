namespace Marketplace.Catalog.Search.Cluster;

/// <summary>No node answered in time, or none could: PostgreSQL takes over, writes wait.</summary>
internal sealed class ClusterUnavailableException(string reason, Exception? cause = null) : Exception(reason, cause);

/// <summary>The cluster understood and refused; asking again changes nothing.</summary>
internal sealed class ClusterRefusedException(int status, string kind, string reason) : Exception($"{status} {kind}: {reason}")
{
    internal int Status { get; } = status;

    /// <summary>The cluster's own word, such as <c>index_not_found_exception</c>.</summary>
    internal string Kind { get; } = kind;

    internal bool IsMissingIndex => Kind is "index_not_found_exception" or "alias_not_found_exception" || (Status == 404 && Kind.Contains("index", StringComparison.Ordinal));
}
