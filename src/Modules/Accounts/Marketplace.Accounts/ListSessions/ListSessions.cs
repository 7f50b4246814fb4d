using Marketplace.Accounts.Data;
using Marketplace.Accounts.Sessions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ListSessions;

/// <summary>登录设备: where a person is signed in, this device first. Signing out everywhere ends them all.</summary>
internal static class ListSessions
{
    internal sealed record Row(Guid Id, DateTimeOffset SignedInAt, DateTimeOffset LastUsedAt, bool IsThis);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/sessions", Handle)
        .WithName("ListSessions").WithTags("Accounts").Requires(Permission.SignedIn).Reads();

    private static async Task<Ok<Page<Row>>> Handle(HttpContext http, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var here = CurrentSession.IdOf(http);
        var rows = await db.Set<Session>().AsNoTracking().Where(session => session.PersonId == actor.PersonId && session.EndedAt == null && session.ExpiresAt > now)
            .OrderByDescending(session => session.LastSeenAt).Take(Paging.LargestSize).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. rows.Where(row => row.IsGoodAt(now)).Select(row => new Row(row.Id, row.CreatedAt, row.LastSeenAt, row.Id == here))
            .OrderByDescending(row => row.IsThis)]));
    }
}
