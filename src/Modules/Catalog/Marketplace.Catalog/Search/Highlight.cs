namespace Marketplace.Catalog.Search;

/// <summary>Which characters of a name answer the words: Chinese as written or in the other script, pinyin and initials by the characters they stand for.</summary>
internal static class Highlight
{
    /// <summary>A stretch of the name, counted in UTF-16 units.</summary>
    internal readonly record struct Mark(int Start, int Length);

    internal static IReadOnlyList<Mark> Of(string name, IEnumerable<Run> runs)
    {
        var folded = new string([.. name.Select(Folded)]);
        var marked = new bool[name.Length];
        foreach (var run in runs)
        {
            if (run.IsHan) MarkWords(folded, SearchText.Bigrams(run.Text), marked);
            else MarkLatin(folded, run.Text, marked);
        }

        return Stretches(marked);
    }

    /// <summary>One character for one, so that places in the folded name are places in the name; what folds to more or less is kept out.</summary>
    private static char Folded(char c) => SearchText.Fold(c.ToString()) is [var only] ? only : '\0';

    private static void MarkWords(string folded, IEnumerable<string> words, bool[] marked)
    {
        foreach (var word in words)
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
                marked.AsSpan(at, word.Length).Fill(true);
        }
    }

    private static void MarkLatin(string folded, string typed, bool[] marked)
    {
        for (var start = 0; start < folded.Length; start++)
        {
            var length = SearchText.IsHan(folded[start]) ? Math.Max(Spelt(folded, start, typed), Initials(folded, start, typed))
                : BeginsWord(folded, start) && folded.AsSpan(start).StartsWith(typed, StringComparison.Ordinal) ? typed.Length : 0;
            marked.AsSpan(start, length).Fill(true);
        }
    }

    private static bool BeginsWord(string folded, int at) => char.IsAsciiLetterOrDigit(folded[at]) && (at == 0 || !char.IsAsciiLetterOrDigit(folded[at - 1]));

    /// <returns>How many characters from <paramref name="at"/> the typed pinyin spells, the last perhaps in part; 0 when it does not.</returns>
    private static int Spelt(string folded, int at, string left)
    {
        if (at >= folded.Length) return 0;
        foreach (var reading in Pinyin.ReadingsOf(folded[at]))
        {
            if (reading.StartsWith(left, StringComparison.Ordinal)) return 1;
            if (!left.StartsWith(reading, StringComparison.Ordinal)) continue;
            if (Spelt(folded, at + 1, left[reading.Length..]) is > 0 and var rest) return rest + 1;
        }

        return 0;
    }

    private static int Initials(string folded, int at, string typed)
    {
        if (typed.Length < 2 || at + typed.Length > folded.Length) return 0;
        for (var i = 0; i < typed.Length; i++)
        {
            if (!Pinyin.ReadingsOf(folded[at + i]).Any(reading => reading[0] == typed[i])) return 0;
        }

        return typed.Length;
    }

    private static List<Mark> Stretches(bool[] marked)
    {
        var stretches = new List<Mark>();
        for (var at = 0; at < marked.Length; at++)
        {
            if (!marked[at]) continue;
            var start = at;
            while (at < marked.Length && marked[at]) at++;
            stretches.Add(new Mark(start, at - start));
        }

        return stretches;
    }
}
