namespace Marketplace.Catalog.Search;

/// <summary>
/// What somebody typed, as PostgreSQL's <c>tsquery</c>. Built from folded runs only, so operators and wildcards in the input are separators.
/// </summary>
/// <param name="Words">The query; nothing when the input held nothing to search for.</param>
/// <param name="Bigrams">Chinese pairs, of which at least <paramref name="Needed"/> must occur.</param>
/// <param name="CorrectedTo">What was searched instead, where a word was misspelt.</param>
/// <param name="Parts">The same for an engine that has no <c>tsquery</c>: each part must be answered.</param>
internal sealed record SearchQuery(string? Words, IReadOnlyList<string> Bigrams, int Needed, string? CorrectedTo, IReadOnlyList<QueryPart> Parts)
{
    private const int MostRuns = 8;
    private const int LongestRun = 24;

    /// <summary>All runs together: a search cluster refuses a query of more than about a thousand clauses, and each pair makes eight.</summary>
    private const int LongestQuery = 60;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> AsTyped = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The Latin words of a text, for the spelling to look at.</summary>
    internal static IReadOnlyList<string> LatinWords(string? text) => [.. RunsOf(text).Where(run => !run.IsHan).Select(run => run.Text)];

    /// <summary>The runs that are searched for: not too many, none too long.</summary>
    internal static IReadOnlyList<Run> RunsOf(string? text)
    {
        var (runs, left) = (new List<Run>(), LongestQuery);
        foreach (var run in SearchText.Runs(text?.Replace('的', ' ')).Take(MostRuns))
        {
            if (left == 0) break;
            var kept = run.Text[..Math.Min(run.Text.Length, Math.Min(LongestRun, left))];
            runs.Add(run with { Text = kept });
            left -= kept.Length;
        }

        return runs;
    }

    /// <param name="text">As typed.</param>
    /// <param name="corrections">What misspelt Latin words may have meant; see <see cref="Spelling"/>.</param>
    internal static SearchQuery Parse(string? text, IReadOnlyDictionary<string, IReadOnlyList<string>>? corrections = null)
    {
        corrections ??= AsTyped;
        var parts = new List<string>();
        var bigrams = new List<string>();
        var needed = 0;
        var latin = new List<string>();
        var understood = new List<QueryPart>();
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
            understood.Add(new QueryPart.Han(word, pairs));
            bigrams.AddRange(pairs.Select(pair => $"'{pair}'"));
            // Two of three, three of four: 云阳纽荷尔 finds 纽荷尔 of 云阳 although 阳纽 stands nowhere.
            needed += pairs.Count <= 2 ? pairs.Count : ((pairs.Count * 3) + 4) / 5;
        }

        Close();
        var corrected = corrections.Count == 0 ? null : string.Join(' ', RunsOf(text).Select(run => corrections.GetValueOrDefault(run.Text)?[0] ?? run.Text));
        return new SearchQuery(parts.Count == 0 ? null : string.Join(" & ", parts), bigrams, needed, corrected, understood);

        void Close()
        {
            if (latin.Count == 0) return;
            var spelt = latin.Select(word => corrections.GetValueOrDefault(word) ?? [word]).ToList();
            var each = string.Join(" & ", spelt.Select(AnyOf));
            understood.Add(new QueryPart.Latin(spelt, latin.Count == 1 ? null : string.Concat(latin)));
            // Somebody who writes qi cheng means qicheng.
            parts.Add(latin.Count == 1 ? each : $"(({each}) | {AnyOf([string.Concat(latin)])})");
            latin.Clear();
        }
    }

    private static string AnyOf(IReadOnlyList<string> words) =>
        "(" + string.Join(" | ", words.Select(word => $"'{word}':* | 'p_{word}':* | 'i_{word}':* | 's_{word}'")) + ")";
}

/// <summary>One part of what was typed.</summary>
internal abstract record QueryPart
{
    /// <summary>Chinese: at least one of the pairs, or what a product is called as a whole.</summary>
    internal sealed record Han(string Word, IReadOnlyList<string> Pairs) : QueryPart;

    /// <summary>Latin words next to each other: each of them in one of its spellings, or all of them as one word.</summary>
    internal sealed record Latin(IReadOnlyList<IReadOnlyList<string>> Words, string? Joined) : QueryPart;
}
