using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Search;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

public sealed class SpellingProperties
{
    private static readonly Gen<string> Word = Gen.Elements("abcdefghijklmnopqrstuvwxyz".ToCharArray()).ArrayOf().Where(letters => letters.Length is >= 2 and <= 14)
        .Select(letters => new string(letters));

    /// <summary>A word, and the same after one slip: the kind of slip, where, and the letter that came in.</summary>
    private static readonly Arbitrary<(string Meant, string Typed)> Slip =
        (from word in Word
         from kind in Gen.Choose(0, 3)
         from at in Gen.Choose(0, word.Length - 1)
         from letter in Gen.Elements("abcdefghijklmnopqrstuvwxyz".ToCharArray())
         select (word, SlippedOf(word, kind, at, letter))).ToArbitrary();

    [Fact]
    public void One_slip_leads_back_to_the_word_that_was_meant() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Slip, slip =>
        slip.Typed == slip.Meant || Spelling.Neighbours(slip.Typed).Contains(slip.Meant)));

    [Fact]
    public void A_word_is_not_its_own_neighbour_and_neighbours_differ_by_one_letter_in_length() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll(Word.ToArbitrary(), word =>
        {
            var neighbours = Spelling.Neighbours(word);
            return !neighbours.Contains(word) && neighbours.All(one => Math.Abs(one.Length - word.Length) <= 1) && neighbours.Distinct().Count() == neighbours.Count;
        }));

    private static string SlippedOf(string word, int kind, int at, char letter) => kind switch
    {
        0 => word.Remove(at, 1),
        1 => word.Insert(at, letter.ToString()),
        2 => word[..at] + letter + word[(at + 1)..],
        _ => at + 1 < word.Length ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word,
    };
}
