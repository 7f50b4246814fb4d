using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.LearnCatalog;

/// <summary>A supplier may sell.</summary>
internal sealed class AllowOrdersWhenSupplierActivated(OrderingDb db) : IEventHandler<SupplierActivated>
{
    public Task Handle(SupplierActivated fact, CancellationToken cancellation) => SupplierStandings.Set(db, fact.SupplierId, isStopped: false, fact.OccurredAt, cancellation);
}

/// <summary>A supplier may not take new orders; orders under way go on.</summary>
internal sealed class StopOrdersWhenSupplierStopped(OrderingDb db) : IEventHandler<SupplierStopped>
{
    public Task Handle(SupplierStopped fact, CancellationToken cancellation) => SupplierStandings.Set(db, fact.SupplierId, isStopped: true, fact.OccurredAt, cancellation);
}

internal static class SupplierStandings
{
    /// <summary>The later fact wins, whichever arrives first.</summary>
    public static Task Set(OrderingDb db, Guid supplierId, bool isStopped, DateTimeOffset asOf, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO supplier_standing (supplier_id, is_stopped, as_of) VALUES ({supplierId}, {isStopped}, {asOf.ToUniversalTime()})
            ON CONFLICT (supplier_id) DO UPDATE SET is_stopped = excluded.is_stopped, as_of = excluded.as_of WHERE supplier_standing.as_of < excluded.as_of
            """, cancellation);
}
