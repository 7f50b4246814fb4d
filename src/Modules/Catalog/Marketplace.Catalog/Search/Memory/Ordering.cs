namespace Marketplace.Catalog.Search.Memory;

/// <summary>Where a product stands among the results: the greater key first, then the smaller id.</summary>
internal readonly record struct Rank(double Key, Guid Id) : IComparable<Rank>
{
    public int CompareTo(Rank other) => Key != other.Key ? other.Key.CompareTo(Key) : Id.CompareTo(other.Id);

    internal static double KeyOf(in ProductRow row, SearchSort sort, float? worth) => sort switch
    {
        SearchSort.PricePerKg => -row.FenPerKg,
        SearchSort.Sales => row.Sold,
        SearchSort.Newest => row.ListedAt,
        // What cannot be had today stands behind what can, when both answer the words as well.
        _ when worth is { } words => (words + (Math.Min(row.Sold, 1_000_000) / 1e9)) * (row.IsInStock ? 1 : 0.7),
        _ => row.Sold - (row.IsInStock ? 0 : 1e12),
    };
}

/// <summary>Keeps the first so many of any number of results that come after a place.</summary>
internal sealed class FirstOf(SearchCopy copy, int size, Rank? after)
{
    private readonly PriorityQueue<int, Rank> kept = new(size, Comparer<Rank>.Create((a, b) => b.CompareTo(a)));
    private double least = double.NegativeInfinity;

    internal void Offer(int slot, double key)
    {
        // Most results stop here, before anything more of them is looked at.
        if (key < least || (after is { } begin && key > begin.Key)) return;
        var rank = new Rank(key, copy.Products[slot].Id);
        if (after is { } last && rank.CompareTo(last) <= 0) return;
        if (kept.Count < size) kept.Enqueue(slot, rank);
        else kept.EnqueueDequeue(slot, rank);
        if (kept.Count == size && kept.TryPeek(out _, out var worst)) least = worst.Key;
    }

    internal IReadOnlyList<(int Slot, Rank Rank)> InOrder() => [.. kept.UnorderedItems.Select(item => (item.Element, item.Priority)).OrderBy(item => item.Priority)];
}
