namespace Marketplace.Catalog.Search.Memory;

/// <summary>One product that carries a word, and where in its document the word stands.</summary>
internal readonly record struct Posting(int Slot, int Weight)
{
    /// <summary>Supplier, place and kind, synonym, name: the weights D to A of a document.</summary>
    internal const int Weights = 4;

    internal int Packed => (Slot * Weights) + Weight;

    internal static Posting Of(int packed) => new(packed / Weights, packed % Weights);
}

/// <summary>
/// For each word the products that carry it, in the order in which they were added. Words that may be typed in part also stand in
/// alphabetical order. Not safe for a writer beside readers: <see cref="SearchCopy"/> holds the lock.
/// </summary>
internal sealed class WordLists
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<(int[] Items, int Count)> lists = [];
    private readonly SortedSet<string> recent = new(StringComparer.Ordinal);
    private string[] sorted = [];
    private bool isSealed;

    internal int Words => places.Count;

    internal void Add(ReadOnlySpan<char> word, Posting posting)
    {
        if (!places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var place))
        {
            var text = word.ToString();
            places.Add(text, place = lists.Count);
            lists.Add((new int[1], 0));
            if (isSealed && MayBeTypedInPart(text)) recent.Add(text);
        }

        var (items, count) = lists[place];
        if (count == items.Length) Array.Resize(ref items, count * 2);
        items[count] = posting.Packed;
        lists[place] = (items, count + 1);
    }

    /// <summary>Puts the words in order once the many of the beginning are in; later ones are kept in order one by one.</summary>
    internal void Seal()
    {
        sorted = [.. places.Keys.Where(MayBeTypedInPart)];
        Array.Sort(sorted, StringComparer.Ordinal);
        isSealed = true;
    }

    /// <summary>The packed postings of a word.</summary>
    internal ReadOnlySpan<int> Of(string word) => places.TryGetValue(word, out var place) ? lists[place].Items.AsSpan(0, lists[place].Count) : [];

    /// <summary>The known words that begin so, the word itself among them.</summary>
    internal IEnumerable<string> Beginning(string prefix)
    {
        var at = Array.BinarySearch(sorted, prefix, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < sorted.Length && sorted[i].StartsWith(prefix, StringComparison.Ordinal); i++) yield return sorted[i];
        if (recent.Count == 0) yield break;
        foreach (var word in recent.GetViewBetween(prefix, prefix + char.MaxValue)) yield return word;
    }

    /// <summary>Latin words, pinyin and initials; Chinese is looked up in pairs, and what a product is called as a whole.</summary>
    private static bool MayBeTypedInPart(string word) => !SearchText.IsHan(word[0]) && !word.StartsWith("s_", StringComparison.Ordinal);
}
