using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Synonyms;

namespace Marketplace.Catalog.Prices;

/// <summary>The words by which a reference (a price, a ceiling) may know a product: parts of its name and other words for them.</summary>
internal static class ProduceWords
{
    private const int LongestWord = 12;

    /// <summary>奉节脐橙 is known by 脐橙 too, 洋芋 by 土豆; the empty word stands for everything of the category.</summary>
    internal static string[] Of(string name, IEnumerable<string> synonyms, SynonymList known)
    {
        var words = new HashSet<string>(StringComparer.Ordinal) { string.Empty };
        foreach (var text in synonyms.Prepend(name).Select(SearchText.Fold).Select(folded => folded.Trim()))
        {
            words.Add(text);
            foreach (var run in SearchText.Runs(text).Where(run => run.IsHan)) words.UnionWith(PartsOf(run.Text));
            words.UnionWith(known.Of(text));
        }

        return [.. words];
    }

    /// <summary>The form in which words are compared.</summary>
    internal static string Fold(string? word) => SearchText.Fold(word).Trim();

    /// <summary>A single character names a food only when it is the whole word: 橙 is no part of 橙花.</summary>
    private static IEnumerable<string> PartsOf(string run)
    {
        for (var from = 0; from < run.Length - 1; from++)
        {
            for (var length = 2; length <= LongestWord && from + length <= run.Length; length++) yield return run.Substring(from, length);
        }
    }
}
