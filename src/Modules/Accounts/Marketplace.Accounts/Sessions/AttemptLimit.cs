using Marketplace.Accounts.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Sessions;

/// <summary>How often an address may try what strangers may do. Counted in the database, so that several hosts count together.</summary>
internal static class AttemptLimit
{
    /// <summary>Whether fewer than <paramref name="most"/> attempts were counted for the address in this period.</summary>
    internal static async Task<bool> Allows(AccountsDb db, HttpContext http, string deed, TimeSpan period, int most, DateTimeOffset now, CancellationToken cancellation)
    {
        var (subject, start) = Bucket(http, deed, period, now);
        var counts = await db.Database.SqlQuery<int>(
            $"SELECT count AS \"Value\" FROM accounts.sign_in_attempt WHERE address = {subject} AND minute = {start}").ToListAsync(cancellation);
        return counts.Count == 0 || counts[0] < most;
    }

    internal static async Task Count(AccountsDb db, HttpContext http, string deed, TimeSpan period, DateTimeOffset now, CancellationToken cancellation)
    {
        var (subject, start) = Bucket(http, deed, period, now);
        var counts = await db.Database.SqlQuery<int>($"""
            INSERT INTO accounts.sign_in_attempt AS attempt (address, minute, count) VALUES ({subject}, {start}, 1)
            ON CONFLICT (address, minute) DO UPDATE SET count = attempt.count + 1 RETURNING count AS "Value"
            """).ToListAsync(cancellation);
        if (counts[0] > 1) return;
        var old = now.AddDays(-1);
        await db.Database.ExecuteSqlAsync($"DELETE FROM accounts.sign_in_attempt WHERE minute < {old}", cancellation);
    }

    private static (string Subject, DateTimeOffset Start) Bucket(HttpContext http, string deed, TimeSpan period, DateTimeOffset now) =>
        ($"{deed} {http.Connection.RemoteIpAddress?.ToString() ?? "local"}", new DateTimeOffset(now.UtcTicks - (now.UtcTicks % period.Ticks), TimeSpan.Zero));
}
