using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Persistence;

/// <summary>The append-only record of who did what, written in the transaction of the deed. The host's role cannot change it.</summary>
internal static class AuditTrail
{
    internal static async Task Write(ModuleDb db, Actor actor, string action, string? subject, TimeProvider clock, CancellationToken cancellation)
    {
        IEnumerable<AuditEntry> entries = db.PendingAudit.Count > 0 ? db.PendingAudit : [new AuditEntry(action, subject, null)];
        foreach (var entry in entries)
        {
            await db.Database.ExecuteSqlRawAsync(
                $"INSERT INTO {db.Schema}.audit (id, at, actor_id, action, subject, detail) VALUES ({{0}}, {{1}}, {{2}}, {{3}}, {{4}}, {{5}}::jsonb)",
                [Guid.CreateVersion7(), clock.GetUtcNow(), actor.PersonId, entry.Action, (object?)entry.Subject ?? subject ?? string.Empty, entry.DetailJson],
                cancellation);
        }

        db.ForgetPendingAudit();
    }
}
