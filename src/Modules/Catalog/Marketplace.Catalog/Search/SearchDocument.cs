using System.Globalization;
using System.Text;
using Marketplace.Catalog.Search.Synonyms;

namespace Marketplace.Catalog.Search;

/// <summary>
/// The words a product is found by, as PostgreSQL's <c>tsvector</c>: Chinese characters and bigrams, full pinyin (<c>p_</c>) and
/// initials (<c>i_</c>) of every stretch, Latin words, and what the product itself is called (<c>s_</c>). The weight says where a word stands: A name, B synonym, C place and kind, D supplier.
/// </summary>
internal sealed class SearchDocument
{
    /// <summary>Raised whenever documents are written otherwise than before, so that older ones are renewed. 3: synonyms of the longest word alone.</summary>
    internal const int Form = 3;

    private const int MostLexemes = 4000;
    private const int LastPosition = 16383;
    private readonly Dictionary<string, char> lexemes = new(StringComparer.Ordinal);

    internal SearchDocument Add(string? text, char weight, bool withPinyin)
    {
        foreach (var run in SearchText.Runs(text))
        {
            if (!run.IsHan)
            {
                Put(run.Text.Length <= 64 ? run.Text : run.Text[..64], weight);
                continue;
            }

            foreach (var character in run.Text) Put(character.ToString(), weight);
            foreach (var bigram in SearchText.Bigrams(run.Text)) Put(bigram, weight);
            if (!withPinyin) continue;
            foreach (var (full, initials) in Pinyin.Stretches(run.Text))
            {
                Put("p_" + full, weight);
                Put("i_" + initials, weight);
            }
        }

        return this;
    }

    /// <summary>The name with all that follows from it.</summary>
    /// <param name="synonyms">What the supplier says it is also called.</param>
    /// <param name="known">Words that mean the same for every product.</param>
    internal static SearchDocument Of(
        string name, string? nameEn, IReadOnlyList<string> synonyms, string? indication, IEnumerable<string> places, IEnumerable<string> kinds, string supplier, SynonymList known)
    {
        var document = new SearchDocument().Add(name, 'A', withPinyin: true).Add(nameEn, 'B', withPinyin: false).Add(indication, 'B', withPinyin: true);
        foreach (var word in synonyms.Take(20)) document.AddCall(word);
        foreach (var word in synonyms.Concat(known.Of(SearchText.Fold(name))).Take(40)) document.Add(word, 'B', withPinyin: true);
        foreach (var place in places) document.Add(place, 'C', withPinyin: true);
        foreach (var kind in kinds) document.Add(kind, 'C', withPinyin: true);
        return document.Add(supplier, 'D', withPinyin: false);
    }

    /// <summary>What a misspelt word may have meant: Latin words and full pinyin, in one order.</summary>
    internal IReadOnlyList<string> LatinWords => [.. lexemes.Keys
        .Where(word => word.StartsWith("p_", StringComparison.Ordinal) || (word.Length >= Spelling.Shortest - 1 && word[1] != '_' && !SearchText.IsHan(word[0])))
        .Order(StringComparer.Ordinal)];

    public override string ToString()
    {
        var text = new StringBuilder();
        var position = 0;
        foreach (var (lexeme, weight) in lexemes)
        {
            position = Math.Min(position + 1, LastPosition);
            text.Append('\'').Append(lexeme).Append("':").Append(position.ToString(CultureInfo.InvariantCulture)).Append(weight).Append(' ');
        }

        return text.ToString();
    }

    /// <summary>
    /// What people call just this: 脆李 is said of 巫山脆李, not of 巫山脆李干, though both have it in their names. A query of that one
    /// word finds both and puts the first before the second.
    /// </summary>
    private void AddCall(string word)
    {
        if (SearchText.Runs(word) is not [{ IsHan: true } run]) return;
        Put("s_" + run.Text, 'A');
        foreach (var (full, initials) in Pinyin.Stretches(run.Text))
        {
            if (initials.Length == run.Text.Length) Put("s_" + full, 'A');
        }
    }

    /// <summary>Runs hold letters, digits and characters alone, so a lexeme never needs escaping.</summary>
    private void Put(string lexeme, char weight)
    {
        if (lexemes.Count < MostLexemes) lexemes.TryAdd(lexeme, weight);
    }
}
