using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>What some rows are worth, without being cleared between two uses: what an earlier use left behind is told by its round.</summary>
internal sealed class Tally
{
    private static readonly ConcurrentBag<Tally> Idle = [];
    private readonly List<int> slots = [];
    private Entry[] entries = [];
    private int round;

    /// <summary>The rows that something was added to, in the order in which they first were.</summary>
    internal ReadOnlySpan<int> Slots => CollectionsMarshal.AsSpan(slots);

    internal static Tally Rent(int rows)
    {
        if (!Idle.TryTake(out var tally)) tally = new Tally();
        tally.Begin(rows);
        return tally;
    }

    internal void Return() => Idle.Add(this);

    internal bool Has(int slot) => entries[slot].Round == round;

    /// <summary>The row's entry, a new one when there is none yet.</summary>
    internal ref Entry Of(int slot)
    {
        ref var entry = ref entries[slot];
        if (entry.Round == round) return ref entry;
        entry = new Entry { Round = round };
        slots.Add(slot);
        return ref entry;
    }

    /// <summary>The entry as it stands; whoever asks knows that there is one.</summary>
    internal ref readonly Entry Known(int slot) => ref entries[slot];

    /// <summary>The best of several worths, once.</summary>
    internal void Best(int slot, float worth)
    {
        ref var entry = ref Of(slot);
        if (worth > entry.Worth) entry.Worth = worth;
    }

    private void Begin(int rows)
    {
        slots.Clear();
        if (entries.Length < rows) (entries, round) = (new Entry[Math.Max(rows, entries.Length * 2)], 0);
        if (++round == int.MaxValue)
        {
            Array.Clear(entries);
            round = 1;
        }
    }

    /// <summary>A row's worth, the parts of the query that it answers, and the Chinese pairs it carries.</summary>
    internal struct Entry
    {
        internal int Round;
        internal float Worth;
        internal short Parts;
        internal short Pairs;
    }
}
