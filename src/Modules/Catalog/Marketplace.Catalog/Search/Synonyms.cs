using System.Collections.Frozen;

namespace Marketplace.Catalog.Search;

/// <summary>同义词: words for the same food, such as 土豆, 马铃薯 and 洋芋.</summary>
internal static class Synonyms
{
    private static readonly IReadOnlyList<string[]> Groups = [.. SearchData.Lines("synonyms.txt").Select(line => line.Split(',')).Where(group => group.Length > 1)];

    private static readonly FrozenDictionary<char, (string Word, string[] Group)[]> ByFirst = Groups
        .SelectMany(group => group.Where(word => word.Length > 1).Select(word => (Word: word, Group: group)))
        .GroupBy(entry => entry.Word[0]).ToFrozenDictionary(entries => entries.Key, entries => entries.ToArray());

    /// <summary>The other words of every group of which a word occurs in the text.</summary>
    internal static IEnumerable<string> Of(string folded)
    {
        for (var at = 0; at < folded.Length; at++)
        {
            foreach (var (word, group) in ByFirst.GetValueOrDefault(folded[at]) ?? [])
            {
                if (string.CompareOrdinal(folded, at, word, 0, word.Length) != 0) continue;
                foreach (var other in group.Where(other => other != word)) yield return other;
            }
        }
    }
}
