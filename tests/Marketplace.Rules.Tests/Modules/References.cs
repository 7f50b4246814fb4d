namespace Marketplace.Rules.Tests.Modules;

/// <summary>Who may know whom.</summary>
internal static class References
{
    private const string Kernel = "Marketplace.Kernel";
    private const string Platform = "Marketplace.Platform";

    internal static IEnumerable<string> Forbidden(string project, IEnumerable<string> others) => others.Where(other => !May(project, other));

    private static bool May(string project, string other)
    {
        if (project == Kernel) return false;
        if (project == Platform || IsContracts(project)) return other == Kernel;
        if (project == "Marketplace.Server") return true;
        return other is Kernel or Platform || IsContracts(other);
    }

    /// <summary>Circles among modules, each told once, beginning at its first name.</summary>
    internal static IEnumerable<string> Circles(IReadOnlyDictionary<string, List<string>> asks)
    {
        return asks.Keys.SelectMany(start => From([start])).Distinct();

        IEnumerable<string> From(IReadOnlyList<string> path)
        {
            foreach (var next in asks.GetValueOrDefault(path[^1], []))
            {
                if (next == path[0])
                {
                    if (path.Min(StringComparer.Ordinal) == path[0]) yield return string.Join(" → ", path.Append(next));
                }
                else if (!path.Contains(next))
                {
                    foreach (var circle in From([.. path, next])) yield return circle;
                }
            }
        }
    }

    private static bool IsContracts(string name) => name.EndsWith(".Contracts", StringComparison.Ordinal);
}
