using System.Runtime.InteropServices;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>What a search leaves out, and what of it each row breaks: a row that breaks one filter alone still counts in that one's facet.</summary>
internal sealed class Filters(SearchCopy copy, ProductSearch search, DateOnly today)
{
    private readonly bool[]? categories = copy.Categories.Passing(search.Category is { } category ? code => code == category || copy.ParentOf(code) == category : null);
    private readonly bool[]? counties = copy.Counties.Passing(search.County is { } county ? code => code.StartsWith(county, StringComparison.Ordinal) : null);
    private readonly bool[]? kinds = copy.Kinds.Passing(search.SupplierKind is { } kind ? name => name == kind.ToString() : null);
    private readonly long least = search.MinFenPerKg ?? 0;
    private readonly long most = search.MaxFenPerKg ?? long.MaxValue;

    internal int Day { get; } = today.DayNumber;

    internal int Month { get; } = today.Month;

    /// <summary>Which choice of each facet the row belongs to.</summary>
    internal Choices ChoicesOf(in ProductRow row) => new()
    {
        Category = row.Category,
        County = row.County,
        InSeason = row.IsInSeason(Month) ? 1 : 0,
        InStock = row.IsInStock ? 1 : 0,
        Price = FacetCounts.RangeOf(row.FenPerKg),
        Recognised = row.IsRecognisedOn(Day) ? 1 : 0,
        Kind = row.Kind,
    };

    /// <summary>A bit for each broken filter, at the place of its facet.</summary>
    internal int BrokenBy(in ProductRow row, in Choices choices)
    {
        var broken = 0;
        if (categories is not null && !categories[row.Category]) broken |= 1 << (int)Facet.Category;
        if (counties is not null && !counties[row.County]) broken |= 1 << (int)Facet.County;
        if (kinds is not null && !kinds[row.Kind]) broken |= 1 << (int)Facet.SupplierKind;
        if (row.FenPerKg < least || row.FenPerKg > most) broken |= 1 << (int)Facet.Price;
        if (search.InStock is { } stock && choices.InStock == 1 != stock) broken |= 1 << (int)Facet.InStock;
        if (search.Recognised is { } recognised && choices.Recognised == 1 != recognised) broken |= 1 << (int)Facet.Recognised;
        if (search.InSeason is { } season && choices.InSeason == 1 != season) broken |= 1 << (int)Facet.InSeason;
        return broken;
    }
}

/// <summary>The facets of a search, in the order in which they are told.</summary>
internal enum Facet
{
    Category,
    County,
    InSeason,
    InStock,
    Price,
    Recognised,
    SupplierKind,
}

/// <summary>A row's choice of each facet, in the order of <see cref="Facet"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Choices
{
    internal int Category;
    internal int County;
    internal int InSeason;
    internal int InStock;
    internal int Price;
    internal int Recognised;
    internal int Kind;
}
