using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Marketplace.Catalog.Search;

/// <summary>
/// Brings text into the one form that documents and queries share: simplified, half width, lower case, without tones,
/// as runs of Chinese characters or of Latin letters and digits. Takes any text at all.
/// </summary>
internal static class SearchText
{
    /// <summary>Longer text is cut: nobody types more, and nothing may grow with what strangers send.</summary>
    internal const int LongestText = 400;

    private static readonly FrozenDictionary<char, char> Simplified = SearchData.Lines("simplified.txt")
        .Where(line => line.Length == 2).ToFrozenDictionary(line => line[0], line => line[1]);

    /// <summary>The runs of a text, in order.</summary>
    internal static IReadOnlyList<Run> Runs(string? text)
    {
        var runs = new List<Run>();
        var run = new StringBuilder();
        var isHan = false;
        foreach (var c in Fold(text))
        {
            var han = IsHan(c);
            var latin = c is >= 'a' and <= 'z' or >= '0' and <= '9';
            if (run.Length > 0 && (han != isHan || (!han && !latin))) Close();
            if (!han && !latin) continue;
            isHan = han;
            run.Append(c);
        }

        if (run.Length > 0) Close();
        return runs;

        void Close()
        {
            runs.Add(new Run(run.ToString(), isHan));
            run.Clear();
        }
    }

    internal static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return string.Empty;
        var clean = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= LongestText) break;
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse) continue;
            clean.Append(rune);
        }

        var lowered = clean.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var folded = new StringBuilder(lowered.Length);
        foreach (var c in lowered.Replace('ü', 'v').Replace('ǖ', 'v').Replace('ǘ', 'v').Replace('ǚ', 'v').Replace('ǜ', 'v').Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(Simplified.GetValueOrDefault(c, c));
            if (folded.Length >= LongestText) break;
        }

        return folded.ToString();
    }

    internal static bool IsHan(char c) => c is >= '㐀' and <= '鿿';

    /// <summary>Each two neighbours of a run; the character itself when it stands alone.</summary>
    internal static IEnumerable<string> Bigrams(string run)
    {
        if (run.Length == 1) return [run];
        return Enumerable.Range(0, run.Length - 1).Select(at => run.Substring(at, 2));
    }
}

/// <summary>Neighbouring characters of one script.</summary>
internal readonly record struct Run(string Text, bool IsHan);
