using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.Search;

/// <summary>
/// Puts one slip of the finger in Latin letters right: a letter too many, too few, another, or two exchanged. A word that products
/// carry, or that one of theirs begins with, is never changed.
/// </summary>
internal sealed class Spelling([FromKeyedServices("catalog")] NpgsqlDataSource database)
{
    /// <summary>Shorter words have too many neighbours; initials such as <c>fjqc</c> are found before they get here.</summary>
    internal const int Shortest = 4;

    private const int MostCorrections = 4;

    /// <summary>
    /// Keeps words that products carry. On a connection of its own: a word too many does no harm, but two transactions that each
    /// hold new words until their end would wait for one another.
    /// </summary>
    /// <param name="words">In one order for every writer.</param>
    internal async Task Learn(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO search_word SELECT given FROM unnest($1) given WHERE NOT EXISTS (SELECT FROM search_word WHERE word = given) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new() { Value = words.ToArray() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What somebody typed, slips put right.</summary>
    internal async Task<SearchQuery> Understand(string? text, CancellationToken cancellation)
    {
        var latin = SearchQuery.LatinWords(text);
        return SearchQuery.Parse(text, latin.Count == 0 ? null : await Correct(latin, cancellation));
    }

    /// <summary>What the words may have meant; a word that stands as it is, or that nothing is near to, is not in the answer.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Correct(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var corrections = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var word in await Unknown([.. words.Where(word => word.Length >= Shortest).Distinct()], cancellation))
        {
            var near = await Known(Neighbours(word), cancellation);
            if (near.Count > 0) corrections.Add(word, near);
        }

        return corrections;
    }

    /// <summary>Every word that one slip leads to from this one, or to this one from.</summary>
    internal static IReadOnlyList<string> Neighbours(string word)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz";
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at <= word.Length; at++)
        {
            var (before, after) = (word[..at], word[at..]);
            if (after.Length > 0) found.Add(before + after[1..]);
            if (after.Length > 1) found.Add(before + after[1] + after[0] + after[2..]);
            foreach (var letter in Letters)
            {
                if (after.Length > 0) found.Add(before + letter + after[1..]);
                found.Add(before + letter + after);
            }
        }

        found.Remove(word);
        return [.. found];
    }

    private async Task<List<string>> Unknown(string[] words, CancellationToken cancellation)
    {
        if (words.Length == 0) return [];
        await using var command = database.CreateCommand("""
            SELECT given FROM unnest($1) given
            WHERE NOT EXISTS (SELECT FROM search_word WHERE word >= given AND word < given || '~')
              AND NOT EXISTS (SELECT FROM search_word WHERE word >= 'p_' || given AND word < 'p_' || given || '~')
              AND NOT EXISTS (SELECT FROM search_document WHERE is_on_sale AND document @@ ('i_' || given || ':*')::tsquery)
            """);
        command.Parameters.Add(new() { Value = words });
        return await Words(command, cancellation);
    }

    /// <summary>Whole words before those that only begin so: <c>zhacia</c> is zhacai rather than anything longer.</summary>
    private async Task<List<string>> Known(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            SELECT given FROM unnest($1) given CROSS JOIN LATERAL (
                SELECT min(length(word)) AS shortest FROM (
                    (SELECT word FROM search_word WHERE word >= given AND word < given || '~' ORDER BY word LIMIT 1)
                    UNION ALL (SELECT substr(word, 3) FROM search_word WHERE word >= 'p_' || given AND word < 'p_' || given || '~' ORDER BY word LIMIT 1)) near) found
            WHERE shortest IS NOT NULL ORDER BY shortest > length(given), length(given) DESC, given LIMIT {MostCorrections}
            """);
        command.Parameters.Add(new() { Value = words.ToArray() });
        return await Words(command, cancellation);
    }

    private static async Task<List<string>> Words(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var words = new List<string>();
        while (await reader.ReadAsync(cancellation)) words.Add(reader.GetString(0));
        return words;
    }
}
