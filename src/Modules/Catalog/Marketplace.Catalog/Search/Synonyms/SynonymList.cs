using Marketplace.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Search.Synonyms;

/// <summary>The groups in force, for looking words up.</summary>
internal sealed class SynonymList
{
    /// <summary>Held shared by whoever writes documents, exclusively while the groups in force change: no document is written by an old list after that.</summary>
    internal const long Lock = 0x73796E6F6E796DL;

    internal static readonly SynonymList None = new([]);

    private readonly Dictionary<char, List<(string Word, string[] Group)>> byFirst = [];

    internal SynonymList(IEnumerable<string[]> groups)
    {
        foreach (var group in groups)
        {
            // A single character stands in too many other words to be looked for; it is only said of what another word names.
            foreach (var word in group.Where(word => word.Length > 1))
            {
                if (!byFirst.TryGetValue(word[0], out var same)) byFirst.Add(word[0], same = []);
                same.Add((word, group));
            }
        }
    }

    /// <summary>
    /// The other words of every group of which a word occurs in the text. A word inside a longer one says nothing: 木耳菜 is a leaf
    /// vegetable and no 木耳.
    /// </summary>
    internal IEnumerable<string> Of(string folded)
    {
        var found = Occurrences(folded).ToList();
        return found.Where(one => !found.Exists(other => other.Word.Length > one.Word.Length && other.At <= one.At && other.At + other.Word.Length >= one.At + one.Word.Length))
            .SelectMany(one => one.Group.Where(other => other != one.Word));
    }

    private IEnumerable<(int At, string Word, string[] Group)> Occurrences(string folded)
    {
        for (var at = 0; at < folded.Length; at++)
        {
            foreach (var (word, group) in byFirst.GetValueOrDefault(folded[at]) ?? [])
            {
                if (string.CompareOrdinal(folded, at, word, 0, word.Length) == 0) yield return (at, word, group);
            }
        }
    }
}

internal static class SynonymsInForce
{
    /// <summary>A few hundred rows.</summary>
    internal static async Task<SynonymList> Synonyms(this CatalogDb db, CancellationToken cancellation) => new(
        await db.Set<SynonymGroup>().AsNoTracking().Where(row => row.IsInForce).OrderBy(row => row.SetAt).ThenBy(row => row.Id).Select(row => row.Words).ToListAsync(cancellation));

    /// <summary>For who writes documents: the list stays in force until the transaction ends.</summary>
    internal static async Task<SynonymList> HeldSynonyms(this CatalogDb db, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({SynonymList.Lock})", cancellation);
        return await db.Synonyms(cancellation);
    }
}
