using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Marketplace.Catalog.PublishRecognitions;

/// <summary>
/// Publishes what has been on notice long enough without an open objection, and marks what has run out. Any number of hosts may run it:
/// rows are locked, and rows another host holds are skipped.
/// </summary>
internal sealed class PublishRecognitions(CatalogDb db, ProductIndex index, TimeProvider clock)
{
    private const int BatchSize = 100;

    /// <returns>How many recognitions moved.</returns>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        var moved = 0;
        while (await Batch(cancellation) is var count && count > 0) moved += count;
        return moved;
    }

    private async Task<int> Batch(CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var today = ChinaTime.DateIn(now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var due = await db.Set<Recognition>().FromSql($"""
            SELECT r.*, r.xmin FROM recognition r
            WHERE (r.state = 'OnNotice' AND r.notice_to < {today}
                   AND NOT EXISTS (SELECT 1 FROM recognition_objection o WHERE o.recognition_id = r.id AND o.is_upheld IS NULL)
                   AND NOT EXISTS (SELECT 1 FROM revocation_hearing h WHERE h.recognition_id = r.renews_id AND h.decided_at IS NULL))
               OR (r.state = 'Listed' AND r.valid_to < {today})
            ORDER BY r.id LIMIT {BatchSize} FOR UPDATE OF r SKIP LOCKED
            """).ToListAsync(cancellation);
        // Asked again now that the rows are held: an objection may have come in while they were being locked.
        var ids = due.Select(row => row.Id).ToList();
        var contested = await db.Set<Objection>().Where(row => ids.Contains(row.RecognitionId) && row.IsUpheld == null).Select(row => row.RecognitionId).ToListAsync(cancellation);
        foreach (var recognition in due.Where(row => row.State == RecognitionState.Listed || !contested.Contains(row.Id))) await Move(recognition, now, today, cancellation);
        await db.SaveChangesAsync(cancellation);
        await index.Refresh([.. due.Select(row => row.ProductId)], cancellation);
        await transaction.CommitAsync(cancellation);
        return due.Count;
    }

    private async Task Move(Recognition recognition, DateTimeOffset now, DateOnly today, CancellationToken cancellation)
    {
        var rule = await db.RuleFor(recognition.OriginCode, today, cancellation);
        if (recognition.State == RecognitionState.Listed)
        {
            recognition.Move(RecognitionAction.Expire, rule, Actor.System.PersonId, now, null);
            return;
        }

        await db.Publish(recognition, rule, now, cancellation);
    }
}

/// <summary>Runs it every few minutes; dates decide, so it does not matter when exactly.</summary>
[DisallowConcurrentExecution]
internal sealed class PublishRecognitionsJob(PublishRecognitions publish) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await publish.Run(cancellationToken);
}
