namespace Marketplace.Catalog.Search;

/// <summary>
/// What somebody typed, as PostgreSQL's <c>tsquery</c>. Built from folded runs only, so operators and wildcards in the input are separators.
/// </summary>
/// <param name="Words">The query; nothing when the input held nothing to search for.</param>
/// <param name="Bigrams">Chinese pairs, of which at least <paramref name="Needed"/> must occur.</param>
/// <param name="CorrectedTo">What was searched instead, where a word was misspelt.</param>
internal sealed record SearchQuery(string? Words, IReadOnlyList<string> Bigrams, int Needed, string? CorrectedTo)
{
    private const int MostRuns = 8;
    private const int LongestRun = 24;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> AsTyped = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The Latin words of a text, for the spelling to look at.</summary>
    internal static IReadOnlyList<string> LatinWords(string? text) => [.. RunsOf(text).Where(run => !run.IsHan).Select(run => run.Text)];

    /// <summary>The runs that are searched for: not too many, none too long.</summary>
    internal static IReadOnlyList<Run> RunsOf(string? text) => [.. SearchText.Runs(text?.Replace('的', ' ')).Take(MostRuns)
        .Select(run => run.Text.Length <= LongestRun ? run : run with { Text = run.Text[..LongestRun] })];

    /// <param name="text">As typed.</param>
    /// <param name="corrections">What misspelt Latin words may have meant; see <see cref="Spelling"/>.</param>
    internal static SearchQuery Parse(string? text, IReadOnlyDictionary<string, IReadOnlyList<string>>? corrections = null)
    {
        corrections ??= AsTyped;
        var parts = new List<string>();
        var bigrams = new List<string>();
        var needed = 0;
        var latin = new List<string>();
        foreach (var (word, isHan) in RunsOf(text))
        {
            if (!isHan)
            {
                latin.Add(word);
                continue;
            }

            Close();
            var pairs = SearchText.Bigrams(word).Distinct().ToList();
            parts.Add("(" + string.Join(" | ", pairs.Select(pair => $"'{pair}'")) + $" | 's_{word}')");
            bigrams.AddRange(pairs.Select(pair => $"'{pair}'"));
            // Two of three, three of four: 云阳纽荷尔 finds 纽荷尔 of 云阳 although 阳纽 stands nowhere.
            needed += pairs.Count <= 2 ? pairs.Count : ((pairs.Count * 3) + 4) / 5;
        }

        Close();
        var corrected = corrections.Count == 0 ? null : string.Join(' ', RunsOf(text).Select(run => corrections.GetValueOrDefault(run.Text)?[0] ?? run.Text));
        return new SearchQuery(parts.Count == 0 ? null : string.Join(" & ", parts), bigrams, needed, corrected);

        void Close()
        {
            if (latin.Count == 0) return;
            var each = string.Join(" & ", latin.Select(word => AnyOf(corrections.GetValueOrDefault(word) ?? [word])));
            // Somebody who writes qi cheng means qicheng.
            parts.Add(latin.Count == 1 ? each : $"(({each}) | {AnyOf([string.Concat(latin)])})");
            latin.Clear();
        }
    }

    private static string AnyOf(IReadOnlyList<string> words) =>
        "(" + string.Join(" | ", words.Select(word => $"'{word}':* | 'p_{word}':* | 'i_{word}':* | 's_{word}'")) + ")";
}
