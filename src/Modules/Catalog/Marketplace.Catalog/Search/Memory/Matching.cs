namespace Marketplace.Catalog.Search.Memory;

/// <summary>
/// Which rows answer the words, and how well: each part must be answered, in names best, then in synonyms, places and kinds, the
/// supplier's name. The worths are those of the cluster, so that both put the same first.
/// </summary>
internal sealed class Matching(SearchCopy copy, SearchQuery query) : IDisposable
{
    /// <summary>Supplier, place and kind, synonym, name.</summary>
    private static readonly float[] Worths = [0.05f, 0.2f, 0.5f, 1f];

    private readonly Tally found = Tally.Rent(copy.Count);

    /// <summary>The rows that answer some part; <see cref="Answers"/> tells which of them answer all.</summary>
    internal ReadOnlySpan<int> Candidates => found.Slots;

    internal bool Answers(int slot) => found.Has(slot) && found.Known(slot) is var entry && entry.Parts == query.Parts.Count && entry.Pairs >= query.Needed;

    internal float WorthOf(int slot) => found.Known(slot).Worth;

    internal Matching Run()
    {
        for (short at = 0; at < query.Parts.Count; at++)
        {
            if (query.Parts[at] is QueryPart.Han han) Add(han, at);
            else if (query.Parts[at] is QueryPart.Latin latin) Add(latin, at);
        }

        return this;
    }

    public void Dispose() => found.Return();

    private void Add(QueryPart.Han part, short at)
    {
        foreach (var pair in part.Pairs)
        {
            foreach (var packed in copy.Words.Of(pair)) Add(packed, at, part.Pairs.Count, pairs: 1);
        }

        foreach (var packed in copy.Words.Of("s_" + part.Word)) Add(packed, at, 1, pairs: 0);
    }

    private void Add(int packed, short at, int of, short pairs)
    {
        var posting = Posting.Of(packed);
        if (at > 0 && !found.Has(posting.Slot)) return;
        ref var entry = ref found.Of(posting.Slot);
        // What an earlier part did not answer is out.
        if (entry.Parts < at) return;
        entry.Parts = (short)(at + 1);
        entry.Pairs += pairs;
        entry.Worth += Worths[posting.Weight] / of;
    }

    private void Add(QueryPart.Latin part, short at)
    {
        var best = part.Words.Count == 1 ? Spellings(part.Words[0], 1) : Each(part);
        if (part.Joined is { } joined)
        {
            var whole = Spellings([joined], 1);
            foreach (var slot in whole.Slots) best.Best(slot, whole.Known(slot).Worth);
            whole.Return();
        }

        foreach (var slot in best.Slots)
        {
            if (at > 0 && !found.Has(slot)) continue;
            ref var entry = ref found.Of(slot);
            if (entry.Parts != at) continue;
            entry.Parts++;
            entry.Worth += best.Known(slot).Worth;
        }

        best.Return();
    }

    /// <summary>The rows that have every word of the part.</summary>
    private Tally Each(QueryPart.Latin part)
    {
        var each = Tally.Rent(copy.Count);
        for (short at = 0; at < part.Words.Count; at++)
        {
            var word = Spellings(part.Words[at], part.Words.Count);
            foreach (var slot in word.Slots)
            {
                if (at > 0 && !each.Has(slot)) continue;
                ref var entry = ref each.Of(slot);
                if (entry.Parts != at) continue;
                entry.Parts++;
                entry.Worth += word.Known(slot).Worth;
            }

            word.Return();
        }

        var all = Tally.Rent(copy.Count);
        foreach (var slot in each.Slots)
        {
            if (each.Known(slot).Parts == part.Words.Count) all.Best(slot, each.Known(slot).Worth);
        }

        each.Return();
        return all;
    }

    /// <summary>A word as it stands, as pinyin, as initials: the best counts, and being called just that counts besides.</summary>
    private Tally Spellings(IReadOnlyList<string> spellings, int of)
    {
        var tally = Tally.Rent(copy.Count);
        foreach (var spelling in spellings)
        {
            foreach (var prefix in (ReadOnlySpan<string>)[spelling, "p_" + spelling, "i_" + spelling])
            {
                foreach (var word in copy.Words.Beginning(prefix))
                {
                    foreach (var packed in copy.Words.Of(word))
                    {
                        var posting = Posting.Of(packed);
                        tally.Best(posting.Slot, Worths[posting.Weight] / of);
                    }
                }
            }
        }

        foreach (var spelling in spellings)
        {
            foreach (var packed in copy.Words.Of("s_" + spelling)) tally.Of(Posting.Of(packed).Slot).Worth += Worths[^1] / of;
        }

        return tally;
    }
}
