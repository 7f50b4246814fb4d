namespace Marketplace.Catalog.Search.Memory;

/// <summary>
/// All search documents as one host holds them: rows to filter by and words to find by. A product whose words change moves to a new
/// row at the end. Readers share it; whoever brings changes has it alone.
/// </summary>
internal sealed class SearchCopy(IReadOnlyDictionary<string, string?> parents) : IDisposable
{
    private readonly ReaderWriterLockSlim access = new();
    private readonly Dictionary<Guid, int> slots = [];
    private ProductRow[] rows = new ProductRow[64];
    private ShownProduct[] shown = new ShownProduct[64];
    private int replaced;

    internal WordLists Words { get; } = new();

    internal Names Categories { get; } = new();

    internal Names Counties { get; } = new();

    internal Names Kinds { get; } = new();

    /// <summary>The rows, replaced ones too.</summary>
    internal int Count { get; private set; }

    internal int Size => slots.Count;

    /// <summary>So many rows are only in the way that a new copy is better.</summary>
    internal bool IsWornOut => replaced > 1000 + (slots.Count / 4);

    internal ReadOnlySpan<ProductRow> Rows => rows.AsSpan(0, Count);

    internal ReadOnlySpan<ShownProduct> Products => shown.AsSpan(0, Count);

    internal string? ParentOf(string category) => parents.GetValueOrDefault(category);

    internal int? SlotOf(Guid product) => slots.TryGetValue(product, out var slot) ? slot : null;

    internal T Read<T>(Func<SearchCopy, T> read)
    {
        access.EnterReadLock();
        try
        {
            return read(this);
        }
        finally
        {
            access.ExitReadLock();
        }
    }

    internal bool Lacks(Guid product, long version) => Read(copy => !copy.slots.TryGetValue(product, out var slot) || copy.shown[slot].Version < version);

    /// <summary>Takes products over, in any order and any number of times: an older version never replaces a newer one.</summary>
    internal void Take(IEnumerable<CopiedProduct> products)
    {
        access.EnterWriteLock();
        try
        {
            foreach (var product in products) Take(product);
        }
        finally
        {
            access.ExitWriteLock();
        }
    }

    public void Dispose() => access.Dispose();

    private void Take(CopiedProduct product)
    {
        if (product.Card is null) return;
        var isKnown = slots.TryGetValue(product.Id, out var slot);
        if (isKnown && shown[slot].Version >= product.Version) return;
        var words = DocumentText.Print(product.Document);
        if (!isKnown || shown[slot].Words != words)
        {
            if (isKnown)
            {
                rows[slot].IsOnSale = false;
                replaced++;
            }

            slots[product.Id] = slot = Append();
            DocumentText.Read(product.Document, Words, slot);
        }

        shown[slot] = new ShownProduct(product.Id, product.Version, words, product.Available, product.Card);
        rows[slot] = RowOf(product, product.Card);
    }

    private int Append()
    {
        if (Count == rows.Length)
        {
            Array.Resize(ref rows, Count * 2);
            Array.Resize(ref shown, Count * 2);
        }

        return Count++;
    }

    private ProductRow RowOf(CopiedProduct product, ProductCard card)
    {
        var (from, to) = product.RecognisedFrom is { } first && card.RecognisedTo is { } last ? (first.DayNumber, last.DayNumber) : (1, 0);
        return new ProductRow
        {
            FenPerKg = product.FenPerKg,
            Sold = product.Sold,
            ListedAt = product.ListedAt,
            RecognisedFrom = from,
            RecognisedTo = to,
            Category = Categories.NumberOf(card.CategoryCode),
            County = Counties.NumberOf(card.CountyCode),
            Kind = checked((byte)Kinds.NumberOf(card.Kind.ToString())),
            SeasonFrom = (byte)product.SeasonFrom,
            SeasonTo = (byte)product.SeasonTo,
            IsInStock = product.Available > 0,
            IsOnSale = product.IsOnSale,
        };
    }
}

/// <summary>Reads PostgreSQL's way of writing a <c>tsvector</c>: 'word':3A 'other':4 'third'. Our words hold no signs, so none is escaped.</summary>
internal static class DocumentText
{
    /// <summary>A fingerprint (FNV-1a) by which a changed document is told from the same one; nobody gains by forging it.</summary>
    internal static ulong Print(ReadOnlySpan<char> text)
    {
        var print = 14695981039346656037UL;
        foreach (var c in text) print = unchecked((print ^ c) * 1099511628211UL);
        return print;
    }

    internal static void Read(ReadOnlySpan<char> text, WordLists words, int slot)
    {
        while (text.IndexOf('\'') is >= 0 and var start)
        {
            text = text[(start + 1)..];
            var end = text.IndexOf('\'');
            if (end < 0) return;
            var word = text[..end];
            text = text[(end + 1)..];
            var next = text.IndexOf(' ');
            var place = next < 0 ? text : text[..next];
            words.Add(word, new Posting(slot, place is [.., >= 'A' and <= 'C' and var weight] ? 'D' - weight : 0));
        }
    }
}
