namespace Marketplace.Catalog.Search.Memory;

/// <summary>The few values that many rows share, as small numbers.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, short> numbers = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    internal int Count => names.Count;

    internal string this[int number] => names[number];

    internal short NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        numbers.Add(name, number = checked((short)names.Count));
        names.Add(name);
        return number;
    }

    /// <summary>Which of the values pass; nothing when all do.</summary>
    internal bool[]? Passing(Func<string, bool>? filter) => filter is null ? null : [.. names.Select(filter)];
}
