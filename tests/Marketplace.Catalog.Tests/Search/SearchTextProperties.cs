using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

public sealed class SearchTextProperties
{
    /// <summary>Any UTF-16 code units at all: lone surrogates, controls, quotes, noncharacters.</summary>
    private static readonly Arbitrary<string> AnyText = Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().Select(chars => new string(chars)).ToArbitrary();

    [Fact]
    public void Only_the_longest_word_at_a_place_has_synonyms()
    {
        var list = new Marketplace.Catalog.Search.Synonyms.SynonymList([["木耳", "云耳"], ["木耳菜", "落葵"], ["菜籽", "油菜籽"]]);
        Assert.Equal(["落葵"], list.Of("高山木耳菜"));
        Assert.Equal(["落葵", "云耳"], list.Of("木耳菜炒木耳"));
        // Words that only overlap are both meant.
        Assert.Equal(["落葵", "油菜籽"], list.Of("木耳菜籽"));
    }

    [Fact]
    public void Any_text_becomes_clean_runs() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(AnyText, text =>
        SearchText.Runs(text).All(run => run.Text.Length > 0 && run.Text.All(c => SearchText.IsHan(c) || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        && !SearchQuery.Parse(text).Bigrams.Any(gram => gram[1..^1].Contains('\'', StringComparison.Ordinal))
        && new SearchDocument().Add(text, 'A', withPinyin: true).ToString() is not null));

    [Fact]
    public void Full_width_and_traditional_fold_to_the_same() =>
        Assert.Equal(SearchText.Runs("ABC123 奉節臍橙"), SearchText.Runs("abc123奉节脐橙"));

    [Fact]
    public void Two_readings_lead_to_the_same_character()
    {
        Assert.Contains("chong", Pinyin.ReadingsOf('重'));
        Assert.Contains("zhong", Pinyin.ReadingsOf('重'));
        Assert.Contains("chang", Pinyin.ReadingsOf('长'));
        Assert.Contains("zhang", Pinyin.ReadingsOf('长'));
        Assert.Equal("qi", Pinyin.ReadingsOf('脐')[0]);
        Assert.Contains(Pinyin.Stretches("重庆"), stretch => stretch is { Full: "chongqing", Initials: "cq" });
    }

    [Fact]
    public void A_long_name_keeps_its_document_small()
    {
        var document = SearchDocument.Of(string.Concat(Enumerable.Repeat("重长行乐", 100)), null, [], null, [], [], "x", Marketplace.Catalog.Search.Synonyms.SynonymList.None).ToString();
        Assert.True(document.Length < 500_000, $"{document.Length}");
    }

    [Fact]
    public void Buying_more_never_costs_more_a_pack() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(1, 1000).Two().Select(pair => new TierBody(pair.Item1, pair.Item2)).NonEmptyListOf().ToArbitrary(),
        Gen.Choose(1, 2000).Two().ToArbitrary(),
        (tiers, quantities) =>
        {
            if (!PackBodyValidator.IsLadder([.. tiers])) return true;
            var offer = new PackOffer(
                Guid.NewGuid(), Guid.NewGuid(), "x", "x", "x", Guid.NewGuid(), null, RegionCode.Parse("500236"), 1,
                [.. tiers.Select(tier => new PriceTier(tier.MinQuantity, tier.PriceFen))], 1, 1, true);
            var (few, many) = (Math.Min(quantities.Item1, quantities.Item2), Math.Max(quantities.Item1, quantities.Item2));
            return offer.PriceFenFor(few) >= offer.PriceFenFor(many);
        }));
}
