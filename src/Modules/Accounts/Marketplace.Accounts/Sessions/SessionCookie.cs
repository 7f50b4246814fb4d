using System.Security.Claims;
using System.Text.Encodings.Web;
using Marketplace.Accounts.Data;
using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Marketplace.Accounts.Sessions;

/// <summary>The cookie that carries a session's token: <c>__Host-mp</c> behind TLS, <c>mp</c> on a plain local address.</summary>
internal static class SessionCookie
{
    private const string Plain = "mp";
    private const string Secure = "__Host-mp";

    internal static string? Read(HttpRequest request) => request.Cookies[request.IsHttps ? Secure : Plain];

    internal static void Write(HttpContext context, string token) => context.Response.Cookies.Append(context.Request.IsHttps ? Secure : Plain, token, Options(context));

    internal static void Clear(HttpContext context) => context.Response.Cookies.Delete(context.Request.IsHttps ? Secure : Plain, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}

/// <summary>
/// Recognises a session's cookie or a machine's bearer key. One query finds session and person; the posts follow in
/// <see cref="SessionActorSource"/>, so that a withdrawn post counts at once.
/// </summary>
internal sealed class SessionAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccountsDb db, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "session";
    internal const string KeySchemeName = "key";
    private static readonly TimeSpan SeenResolution = TimeSpan.FromMinutes(5);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.Ordinal)) return await FromKey(authorization["Bearer ".Length..].Trim());
        return SessionCookie.Read(Request) is { Length: 64 } token ? await FromSession(token) : AuthenticateResult.NoResult();
    }

    private async Task<AuthenticateResult> FromSession(string token)
    {
        var now = clock.GetUtcNow();
        var hash = Session.HashOf(token);
        var found = await db.Set<Session>().Where(session => session.TokenHash == hash)
            .Join(db.Set<People.Person>(), session => session.PersonId, person => person.Id, (session, person) => new { session, person })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null || found.person.DisabledAt is not null) return AuthenticateResult.NoResult();
        var session = found.session;
        if (session.EndedAt is not null || session.ExpiresAt <= now || session.LastSeenAt + Session.IdleTime <= now)
        {
            Context.Items[typeof(SessionExpired)] = new SessionExpired();
            return AuthenticateResult.NoResult();
        }

        if (now - session.LastSeenAt > SeenResolution)
        {
            await db.Set<Session>().Where(row => row.Id == session.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(s => s.LastSeenAt, now), Context.RequestAborted);
        }

        return Success(SchemeName, found.person.Id, found.person.DisplayName, session.Id, session.SecondFactorAt);
    }

    private async Task<AuthenticateResult> FromKey(string key)
    {
        var hash = Session.HashOf(key);
        var found = await db.Set<ApiKey>().Where(row => row.KeyHash == hash && row.RevokedAt == null)
            .Join(db.Set<People.Person>(), row => row.PersonId, person => person.Id, (row, person) => new { row, person })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        return found is null || found.person.DisabledAt is not null
            ? AuthenticateResult.NoResult()
            : Success(KeySchemeName, found.person.Id, found.person.DisplayName, found.row.Id, null);
    }

    private static AuthenticateResult Success(string scheme, Guid personId, string name, Guid sessionId, DateTimeOffset? secondFactorAt)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, personId.ToString()), new Claim(ClaimTypes.Name, name), new Claim("session", sessionId.ToString())], scheme);
        if (secondFactorAt is { } at) identity.AddClaim(new Claim("second-factor", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}

/// <summary>Left on a request whose session has run out, for a clearer answer than "not signed in".</summary>
internal sealed record SessionExpired;

/// <summary>Loads the posts held at this moment: one indexed query a request.</summary>
internal sealed class SessionActorSource(AccountsDb db, TimeProvider clock) : IActorSource
{
    private static readonly TimeSpan SecondFactorLasts = TimeSpan.FromMinutes(30);

    public async Task<Actor?> Load(HttpContext context)
    {
        if (context.User.FindFirst(ClaimTypes.NameIdentifier)?.Value is not { } id) return null;
        var personId = Guid.Parse(id);
        var posts = await db.Set<People.PostRecord>().AsNoTracking().Where(post => post.PersonId == personId && post.WithdrawnAt == null)
            .Select(post => new { post.Role, post.OrganisationId, post.RegionCode, post.Sector }).ToListAsync(context.RequestAborted);
        var stepUp = context.User.FindFirst("second-factor")?.Value is { } seconds
            && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)) < SecondFactorLasts;
        return new Actor(personId, context.User.Identity?.Name ?? string.Empty,
            [.. posts.Select(post => new Post(post.Role, post.OrganisationId, post.RegionCode is null ? null : Kernel.RegionCode.Parse(post.RegionCode), post.Sector))], stepUp);
    }
}
