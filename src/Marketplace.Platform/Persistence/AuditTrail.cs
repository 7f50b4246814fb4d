using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Persistence;

/// <summary>The append-only record of who did what, written in the transaction of the deed. The host's role cannot change it.</summary>
public static class AuditTrail
{
    /// <summary>Records one deed outside a unit of work, such as an answer that unmasked personal data for another module.</summary>
    public static Task Append(ModuleDb db, Guid personId, string action, string? subject, object? detail, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(clock);
        return Insert(db, personId, new AuditEntry(action, subject, detail), null, clock, cancellation);
    }

    internal static async Task Write(ModuleDb db, Actor actor, string action, string? subject, TimeProvider clock, CancellationToken cancellation)
    {
        IEnumerable<AuditEntry> entries = db.PendingAudit.Count > 0 ? db.PendingAudit : [new AuditEntry(action, subject, null)];
        foreach (var entry in entries) await Insert(db, actor.PersonId, entry, subject, clock, cancellation);

        db.ForgetPendingAudit();
    }

    private static Task Insert(ModuleDb db, Guid personId, AuditEntry entry, string? subject, TimeProvider clock, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            $"INSERT INTO {db.Schema}.audit (id, at, actor_id, action, subject, detail) VALUES ({{0}}, {{1}}, {{2}}, {{3}}, {{4}}, {{5}}::jsonb)",
            [Guid.CreateVersion7(), clock.GetUtcNow(), personId, entry.Action, entry.Subject ?? subject ?? string.Empty, entry.DetailJson],
            cancellation);
}
