namespace Marketplace.Catalog.Search;

/// <summary>
/// What somebody typed, as PostgreSQL's <c>tsquery</c>. Built from folded runs only, so operators and wildcards in the input are separators.
/// </summary>
/// <param name="Words">The query; nothing when the input held nothing to search for.</param>
/// <param name="Bigrams">Chinese pairs, of which at least <paramref name="Needed"/> must occur.</param>
internal sealed record SearchQuery(string? Words, IReadOnlyList<string> Bigrams, int Needed)
{
    private const int MostRuns = 8;
    private const int LongestRun = 24;

    internal static SearchQuery Parse(string? text)
    {
        var parts = new List<string>();
        var bigrams = new List<string>();
        var needed = 0;
        foreach (var run in SearchText.Runs(text?.Replace('的', ' ')).Take(MostRuns))
        {
            var word = run.Text.Length <= LongestRun ? run.Text : run.Text[..LongestRun];
            if (!run.IsHan)
            {
                parts.Add($"('{word}':* | 'p_{word}':* | 'i_{word}':*)");
                continue;
            }

            var pairs = SearchText.Bigrams(word).Distinct().ToList();
            parts.Add("(" + string.Join(" | ", pairs.Select(pair => $"'{pair}'")) + ")");
            bigrams.AddRange(pairs.Select(pair => $"'{pair}'"));
            // Two of three, three of four: 云阳纽荷尔 finds 纽荷尔 of 云阳 although 阳纽 stands nowhere.
            needed += pairs.Count <= 2 ? pairs.Count : ((pairs.Count * 3) + 4) / 5;
        }

        return new SearchQuery(parts.Count == 0 ? null : string.Join(" & ", parts), bigrams, needed);
    }
}
