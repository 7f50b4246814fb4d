using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Recognitions;

/// <summary>公布: puts what has passed its notice into the register, with its number and its dates.</summary>
internal static class RecognitionPublisher
{
    /// <summary>What holds of one status for a product today or later, the last of it first.</summary>
    internal static Task<Recognition?> LastInForce(this CatalogDb db, Guid productId, RecognitionGrade grade, Guid? but, DateOnly today, CancellationToken cancellation) =>
        db.Set<Recognition>().Where(row => row.ProductId == productId && row.Grade == grade && row.Id != but && row.State == RecognitionState.Listed && row.ValidTo >= today)
            .OrderByDescending(row => row.ValidTo).FirstOrDefaultAsync(cancellation);

    /// <summary>A renewal begins the day after the one before it ends, so that no day is without and none counts twice; everything else begins today.</summary>
    internal static async Task Publish(this CatalogDb db, Recognition recognition, RecognitionRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = ChinaTime.DateIn(now);
        var before = await db.LastInForce(recognition.ProductId, recognition.Grade, recognition.Id, today, cancellation);
        var from = before?.ValidTo?.AddDays(1) ?? today;
        if (!recognition.Publish(rule, Actor.System.PersonId, now, from)) return;
        recognition.Number = await RecognitionSeries.Take(db, recognition.OriginCode, today, cancellation);
        if (recognition.Grade != RecognitionGrade.Recognised) return;
        db.Publish(new RecognitionListed
        {
            OccurredAt = now,
            ProductId = recognition.ProductId,
            ValidFrom = recognition.ValidFrom!.Value,
            ValidTo = recognition.ValidTo!.Value,
        });
    }
}
