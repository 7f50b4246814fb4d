using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Search.Memory;
using Xunit;

namespace Marketplace.Catalog.Tests.Search.Memory;

/// <summary>Whatever the order in which changes arrive, and however often, a copy ends with each product's newest one.</summary>
public sealed class SearchCopyProperties
{
    private static readonly string[] Words = ["'脐橙':1A 'p_qicheng':2A", "'榨菜':1B 'p_zhacai':2B", "'茶':1C", "'only'"];

    [Fact]
    public void Changes_in_any_order_and_repeated_leave_the_newest() => Check.QuickThrowOnFailure(Prop.ForAll(Arriving().ToArbitrary(), changes =>
    {
        using var copy = new SearchCopy(new Dictionary<string, string?>());
        copy.Words.Seal();
        foreach (var change in changes) copy.Take([change]);
        var newest = changes.GroupBy(change => change.Id).Select(group => group.MaxBy(change => change.Version)!).ToList();
        return copy.Size == newest.Count
            && newest.TrueForAll(change => copy.SlotOf(change.Id) is { } slot && copy.Products[slot].Version == change.Version && copy.Rows[slot].Sold == change.Sold)
            && newest.TrueForAll(change => IsFoundByItsOwnWordsAlone(copy, change));
    }));

    [Fact]
    public void Words_that_came_late_stand_in_order_with_those_of_the_beginning()
    {
        var lists = new WordLists();
        foreach (var word in (string[])["p_qicheng", "p_qi", "s_脐橙", "脐橙"]) lists.Add(word, new Posting(1, 3));
        lists.Seal();
        foreach (var word in (string[])["p_qie", "p_ri"]) lists.Add(word, new Posting(2, 0));
        Assert.Equal(["p_qi", "p_qicheng", "p_qie"], lists.Beginning("p_qi").Order(StringComparer.Ordinal));
        Assert.Empty(lists.Beginning("s_"));
        Assert.Equal(new Posting(2, 0), Posting.Of(lists.Of("p_qie")[0]));
    }

    private static bool IsFoundByItsOwnWordsAlone(SearchCopy copy, CopiedProduct change)
    {
        var slot = copy.SlotOf(change.Id)!.Value;
        return Words.Select((text, at) => (Word: text.Split('\'')[1], IsOwn: Array.IndexOf(Words, change.Document) == at))
            .All(word => copy.Words.Of(word.Word).ToArray().Any(packed => Posting.Of(packed).Slot == slot) == word.IsOwn);
    }

    /// <summary>A product's versions differ in words and sales; they arrive shuffled, some of them twice.</summary>
    private static Gen<CopiedProduct[]> Arriving() =>
        from products in Gen.Choose(1, 6)
        from versions in Gen.Choose(1, 6)
        let all = Enumerable.Range(1, products).SelectMany(product => Enumerable.Range(1, versions).Select(version => Version(product, version))).ToArray()
        from again in Gen.Elements(all).ArrayOf(4)
        from order in Gen.Shuffle(all.Concat(again).ToArray())
        select order;

    private static CopiedProduct Version(int product, int version) => new(
        new Guid(product, 0, 0, new byte[8]), version, Words[(product + version) % Words.Length], true,
        new ProductCard("品", null, Guid.Empty, "示例", "500236", "箱", 1000, null, null, true) { CategoryCode = "fruit", CountyCode = "500236" }, 1000, 1, 12, null, 5,
        (product * 100) + version, 0);
}
