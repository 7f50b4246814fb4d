using System.Text.Json;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>One round of work on every index: what answers is fed first, what is being built next, what is given up goes.</summary>
internal sealed class ClusterKeeper(IndexBook book, IndexLife life, ClusterFeed feed, IndexLock locks, TimeProvider clock)
{
    private const int BatchesOfLive = 20;

    /// <summary>Few, so that what answers is fed in between.</summary>
    private const int BatchesOfBuilding = 2;
    private static readonly TimeSpan OrphansEvery = TimeSpan.FromMinutes(1);
    private DateTimeOffset orphansAt = DateTimeOffset.MinValue;
    private bool isMended;

    /// <returns>Whether there was something to do, so that there may be more.</returns>
    internal async Task<bool> Tick(CancellationToken cancellation)
    {
        isMended = isMended || await life.MendAfterRestore(cancellation);
        await life.BeginWhereNeeded(cancellation);
        var isBusy = false;
        foreach (var index in (await book.Present(cancellation)).OrderByDescending(index => index.State == IndexState.Live))
        {
            await using var held = await locks.TryTake(index.Name, cancellation);
            if (held is null) continue;
            isBusy |= await Guarded(index, cancellation);
        }

        if (clock.GetUtcNow() >= orphansAt + OrphansEvery) await RemoveOrphans(cancellation);
        return isBusy;
    }

    /// <summary>Trouble with one index keeps nobody from the next; it is told in the index's row.</summary>
    private async Task<bool> Guarded(IndexRow known, CancellationToken cancellation)
    {
        try
        {
            // As it is now that the lock is held.
            return await book.Find(known.Name, cancellation) is { RemovedAt: null } index && await Work(index, cancellation);
        }
        catch (LostIndexException lost)
        {
            await book.Fail(known.Name, lost.Message, clock.GetUtcNow(), cancellation);
            return true;
        }
        catch (Exception e) when (e is ClusterUnavailableException or ClusterRefusedException or JsonException or KeyNotFoundException)
        {
            await book.Tell(known.Name, e.Message, cancellation);
            return false;
        }
    }

    private async Task<bool> Work(IndexRow index, CancellationToken cancellation)
    {
        switch (index.State)
        {
            case IndexState.Building:
                if (index.Written == 0) await life.Create(index, cancellation);
                if (await Feed(index, BatchesOfBuilding, cancellation)) return true;
                await life.Finish((await book.Find(index.Name, cancellation))!, cancellation);
                return true;
            case IndexState.Switching:
                await life.Switch(index, cancellation);
                return true;
            case IndexState.Live:
                var wasFed = await Feed(index, BatchesOfLive, cancellation);
                if (index.VerifiedAt is null) await life.Verify(index, cancellation);
                return wasFed;
            case IndexState.Retired when (await book.Present(cancellation)).All(row => row is not { State: IndexState.Live, VerifiedAt: not null }):
                // Its successor has not been seen to answer yet: kept, and kept up to date.
                return await Feed(index, BatchesOfBuilding, cancellation);
            default:
                await life.Remove(index, cancellation);
                return true;
        }
    }

    private async Task<bool> Feed(IndexRow index, int batches, CancellationToken cancellation)
    {
        var wasFed = false;
        for (var batch = 0; batch < batches; batch++)
        {
            if (await feed.Step(index, cancellation) == 0) return wasFed;
            wasFed = true;
            index = (await book.Find(index.Name, cancellation))!;
        }

        return wasFed;
    }

    private async Task RemoveOrphans(CancellationToken cancellation)
    {
        try
        {
            await life.RemoveOrphans(cancellation);
            orphansAt = clock.GetUtcNow();
        }
        catch (Exception e) when (e is ClusterUnavailableException or ClusterRefusedException)
        {
            // Looked for again in the next round.
        }
    }
}
