using Npgsql;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// 重建: builds a new index beside the one that answers, moves the alias in one step once nothing is missing, and removes what is no
/// longer needed. Every step may be repeated, by any host, from wherever the last one died.
/// </summary>
internal sealed class IndexLife(ClusterClient cluster, ChangeFeed changes, IndexBook book, ClusterOptions options, TimeProvider clock)
{
    /// <summary>A cluster that loses its indices again and again is not filled again and again.</summary>
    private const int MostFailures = 3;
    private static readonly TimeSpan FailuresCountFor = TimeSpan.FromMinutes(10);

    /// <param name="connection">The connection of the transaction that asks for it.</param>
    /// <returns>False when one is being built already.</returns>
    internal Task<bool> Begin(NpgsqlConnection connection, string requestedBy, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return IndexBook.Begin(connection, $"{options.Alias}-{now:yyyyMMddHHmmssfff}-{Guid.CreateVersion7().ToString("N")[^6..]}", requestedBy, now, cancellation);
    }

    /// <returns>Always true: once per start is enough.</returns>
    internal async Task<bool> MendAfterRestore(CancellationToken cancellation)
    {
        await changes.MendAfterRestore(cancellation);
        return true;
    }

    /// <summary>Begins by itself where no index of this build's form is there, or where the last one was lost.</summary>
    internal async Task BeginWhereNeeded(CancellationToken cancellation)
    {
        var newest = await book.Newest(MostFailures, cancellation);
        if (newest.Any(row => row.State is IndexState.Building or IndexState.Switching)) return;
        var live = (await book.Present(cancellation)).FirstOrDefault(row => row.State == IndexState.Live);
        // An index of a newer form is a newer host's business.
        var isNeeded = live is null || live.Form < ClusterMapping.Form || newest[0].State == IndexState.Failed;
        var recently = clock.GetUtcNow() - FailuresCountFor;
        if (!isNeeded || newest.Count(row => row.State == IndexState.Failed && row.EndedAt > recently) == MostFailures) return;
        await using var connection = await book.Connect(cancellation);
        await Begin(connection, newest.FirstOrDefault() is { State: IndexState.Failed } failed ? failed.RequestedBy : IndexBook.ByItself, cancellation);
    }

    internal async Task Create(IndexRow index, CancellationToken cancellation) =>
        await cluster.CreateIndex(index.Name, ClusterMapping.Definition(await book.Installation(cancellation), ClusterFeed.WriteAlias(index.Name)), cancellation);

    /// <summary>The new index has every change: counted, then put in the old one's place. From the mark on nobody can call it off.</summary>
    internal async Task Finish(IndexRow index, CancellationToken cancellation)
    {
        await cluster.Refresh(index.Name, cancellation);
        var counted = await cluster.Count(index.Name, cancellation);
        var (least, most) = await changes.Expected(index.Position, index.Name, cancellation);
        if (counted < least || counted > most)
        {
            await book.Fail(index.Name, $"{counted} documents instead of {least} to {most}", clock.GetUtcNow(), cancellation);
            return;
        }

        if (!await book.Switching(index.Name, cancellation)) return;
        await Switch(index, cancellation);
    }

    internal async Task Switch(IndexRow index, CancellationToken cancellation)
    {
        await cluster.PointAlias(options.Alias, index.Name, (await Aliased(cancellation)).Where(name => name != index.Name), cancellation);
        await book.Switched(index.Name, clock.GetUtcNow(), cancellation);
    }

    /// <summary>The alias stands for this index and no other, and it can be counted: only then is the one before it given up.</summary>
    /// <exception cref="LostIndexException">The index is not in the cluster any more.</exception>
    internal async Task Verify(IndexRow live, CancellationToken cancellation)
    {
        try
        {
            if (await Aliased(cancellation) is not [var only] || only != live.Name)
                await cluster.PointAlias(options.Alias, live.Name, (await Aliased(cancellation)).Where(name => name != live.Name), cancellation);
            await cluster.Count(options.Alias, cancellation);
            await book.Verified(live.Name, clock.GetUtcNow(), cancellation);
        }
        catch (ClusterRefusedException refused) when (refused.IsMissingIndex)
        {
            throw new LostIndexException(live.Name, refused.Message);
        }
    }

    internal async Task Remove(IndexRow ended, CancellationToken cancellation)
    {
        await cluster.DropIndex(ended.Name, cancellation);
        await book.Removed(ended.Name, clock.GetUtcNow(), cancellation);
    }

    /// <summary>Removes what a request made whose answer came after the index was given up. Never another installation's.</summary>
    internal async Task RemoveOrphans(CancellationToken cancellation)
    {
        var ours = (await book.Installation(cancellation)).ToString();
        var found = await cluster.Indices(options.Alias + "-", cancellation);
        var known = (await book.Present(cancellation)).Select(row => row.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var orphan in found.Where(index => index.Installation == ours && !known.Contains(index.Name) && !index.Aliases.Contains(options.Alias)))
            await cluster.DropIndex(orphan.Name, cancellation);
    }

    private async Task<List<string>> Aliased(CancellationToken cancellation) =>
        [.. (await cluster.Indices(options.Alias + "-", cancellation)).Where(index => index.Aliases.Contains(options.Alias)).Select(index => index.Name)];
}
