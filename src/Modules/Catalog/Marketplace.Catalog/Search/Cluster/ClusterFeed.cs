using System.Text;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// Carries changes from the products to one index, batch by batch. A batch may be carried twice: each document only ever replaces an
/// older version of itself. What the cluster refuses for good is parked and does not hold up its neighbours.
/// </summary>
internal sealed class ClusterFeed(ClusterClient cluster, ChangeFeed changes, IndexBook book, ParkedProducts parked, ClusterOptions options)
{
    private const int MostTries = 5;
    private const int MostBytes = 4_000_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The alias through which alone an index is written: it goes with the index.</summary>
    internal static string WriteAlias(string index) => index + "-feed";

    /// <returns>How many changes were carried; none means that the index has all there is.</returns>
    /// <exception cref="LostIndexException">The index is not in the cluster any more.</exception>
    internal async Task<int> Step(IndexRow index, CancellationToken cancellation)
    {
        var batch = await changes.After(index.Position, options.BatchSize, cancellation);
        if (batch.Count == 0) return 0;
        var outcomes = new List<WriteOutcome>();
        foreach (var part in Parts(batch)) outcomes.AddRange(await Write(index.Name, part, cancellation));
        var refused = outcomes.Where(outcome => !outcome.IsDone).ToList();
        await parked.Release([.. outcomes.Where(outcome => outcome.IsDone).Select(outcome => outcome.Product.ProductId)], cancellation);
        if (refused.Count > 0) await parked.Park(index.Name, refused, cancellation);
        await book.Advance(index.Name, batch[^1].Position, batch.Count, cancellation);
        return batch.Count;
    }

    /// <summary>Tries again with what may pass, waiting longer each time; what is left at the end was refused for good.</summary>
    private async Task<List<WriteOutcome>> Write(string index, IReadOnlyList<IndexedProduct> products, CancellationToken cancellation)
    {
        var settled = new List<WriteOutcome>();
        for (var (left, attempt) = (products, 1); ; attempt++)
        {
            var outcomes = await WriteOnce(index, left, cancellation);
            if (outcomes.FirstOrDefault(outcome => outcome.IsMissingIndex) is { } missing) throw new LostIndexException(index, missing.Reason);
            settled.AddRange(outcomes.Where(outcome => !outcome.MayPass));
            left = [.. outcomes.Where(outcome => outcome.MayPass).Select(outcome => outcome.Product)];
            if (left.Count == 0) return settled;
            if (attempt == MostTries) throw new ClusterUnavailableException($"{left.Count} of {products.Count} documents were not taken: {outcomes.First(outcome => outcome.MayPass).Reason}");
            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), cancellation);
        }
    }

    private async Task<IReadOnlyList<WriteOutcome>> WriteOnce(string index, IReadOnlyList<IndexedProduct> products, CancellationToken cancellation)
    {
        try
        {
            return await cluster.Write(WriteAlias(index), products, cancellation);
        }
        catch (ClusterRefusedException refused) when (refused.IsMissingIndex)
        {
            throw new LostIndexException(index, refused.Message);
        }
        catch (ClusterRefusedException refused) when (refused.Status == 413)
        {
            // Larger than this cluster takes at once: in halves, down to the one that is too large alone.
            if (products.Count == 1) return [new WriteOutcome(products[0], refused.Status, refused.Kind, refused.Message)];
            var half = products.Count / 2;
            return [.. await WriteOnce(index, [.. products.Take(half)], cancellation), .. await WriteOnce(index, [.. products.Skip(half)], cancellation)];
        }
    }

    private static IEnumerable<IReadOnlyList<IndexedProduct>> Parts(IReadOnlyList<Change> batch)
    {
        var part = new List<IndexedProduct>();
        var bytes = 0;
        foreach (var (product, _) in batch)
        {
            var size = Encoding.UTF8.GetByteCount(product.Document);
            if (part.Count > 0 && bytes + size > MostBytes)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(product);
            bytes += size;
        }

        yield return part;
    }
}

/// <summary>The cluster has lost an index that should be there.</summary>
internal sealed class LostIndexException(string index, string reason) : Exception($"{index}: {reason}");
