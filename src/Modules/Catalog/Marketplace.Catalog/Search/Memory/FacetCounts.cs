using System.Runtime.InteropServices;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>How many products each choice of a facet leads to, the other filters kept.</summary>
internal sealed class FacetCounts(SearchCopy copy)
{
    private const int Facets = 7;

    private static readonly string[] Told = ["category", "county", "in-season", "in-stock", "price", "recognised", "supplier-kind"];
    private static readonly string[] YesOrNo = ["false", "true"];
    private static readonly string[] Ranges = ["0-1000", "1000-2000", "2000-5000", "5000-10000", "10000-"];

    private readonly int[][] counts = [new int[copy.Categories.Count], new int[copy.Counties.Count], new int[2], new int[2], new int[Ranges.Length], new int[2], new int[copy.Kinds.Count]];

    /// <summary>The range of prices that fen a kilogram fall into.</summary>
    internal static int RangeOf(long fenPerKg) => fenPerKg switch { < 1000 => 0, < 2000 => 1, < 5000 => 2, < 10_000 => 3, _ => 4 };

    internal void Count(in Choices choices, int broken)
    {
        var of = MemoryMarshal.CreateReadOnlySpan(in choices.Category, Facets);
        if (broken == 0)
        {
            for (var facet = 0; facet < Facets; facet++) counts[facet][of[facet]]++;
        }
        else if (int.IsPow2(broken))
        {
            var only = int.TrailingZeroCount(broken);
            counts[only][of[only]]++;
        }
    }

    internal IReadOnlyList<FacetCount> Tell()
    {
        var told = new List<FacetCount>();
        for (var facet = 0; facet < Facets; facet++)
        {
            var begin = told.Count;
            for (var choice = 0; choice < counts[facet].Length; choice++)
            {
                if (counts[facet][choice] > 0) told.Add(new FacetCount(Told[facet], NameOf((Facet)facet, choice), counts[facet][choice]));
            }

            CollectionsMarshal.AsSpan(told)[begin..].Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Value, b.Value));
        }

        return told;
    }

    private string NameOf(Facet facet, int choice) => facet switch
    {
        Facet.Category => copy.Categories[choice],
        Facet.County => copy.Counties[choice],
        Facet.SupplierKind => copy.Kinds[choice],
        Facet.Price => Ranges[choice],
        _ => YesOrNo[choice],
    };
}
