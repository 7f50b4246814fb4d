using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Marketplace.Accounts.Sessions;

/// <summary>
/// Recognises a session's cookie or a machine's bearer key. One query finds session and person; the posts follow in
/// <see cref="SessionActorSource"/>, so that a withdrawn post counts at once.
/// </summary>
internal sealed class SessionAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccountsDb db, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "session";
    internal const string KeySchemeName = "key";
    internal const string SessionClaim = "session";
    internal const string SecondFactorClaim = "second-factor";
    internal const string NoDeviceClaim = "no-device";
    private static readonly TimeSpan SeenResolution = TimeSpan.FromMinutes(5);

    private static readonly Problem Expired = new(401, "session-expired", "登录已过期。请重新登录，填过的内容还在。", "Your session has expired. Sign in again; what you typed is kept.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return await FromKey(authorization["Bearer ".Length..].Trim());

        // Requests that carry the header are not held to the token against forgery, so their cookie must not count.
        if (authorization.Length > 0) return AuthenticateResult.NoResult();
        return SessionCookie.Read(Request) is { Length: 64 } token ? await FromSession(token) : AuthenticateResult.NoResult();
    }

    private async Task<AuthenticateResult> FromSession(string token)
    {
        var now = clock.GetUtcNow();
        var hash = Session.HashOf(token);
        var found = await db.Set<Session>().Where(session => session.TokenHash == hash)
            .Join(db.Set<Person>(), session => session.PersonId, person => person.Id,
                (session, person) => new { session, person.DisplayName, person.DisabledAt, HasDevice = person.TotpCipher != null })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null || found.DisabledAt is not null) return AuthenticateResult.NoResult();
        var session = found.session;
        if (!session.IsGoodAt(now))
        {
            Context.Features.Set(new RefusedCredentials(Expired));
            return AuthenticateResult.NoResult();
        }

        if (now - session.LastSeenAt > SeenResolution)
        {
            await db.Set<Session>().Where(row => row.Id == session.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(s => s.LastSeenAt, now), Context.RequestAborted);
        }

        var identity = IdentityOf(SchemeName, session.PersonId, found.DisplayName, session.Id);
        if (!found.HasDevice) identity.AddClaim(new Claim(NoDeviceClaim, "yes"));
        if (session.SecondFactorAt is { } at) identity.AddClaim(new Claim(SecondFactorClaim, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return Success(identity);
    }

    private async Task<AuthenticateResult> FromKey(string key)
    {
        var hash = Session.HashOf(key);
        var found = await db.Set<ApiKey>().Where(row => row.KeyHash == hash && row.RevokedAt == null)
            .Join(db.Set<Person>(), row => row.PersonId, person => person.Id, (row, person) => new { row.Id, row.PersonId, person.DisplayName, person.DisabledAt })
            .AsNoTracking().SingleOrDefaultAsync(Context.RequestAborted);
        return found is null || found.DisabledAt is not null
            ? AuthenticateResult.NoResult()
            : Success(IdentityOf(KeySchemeName, found.PersonId, found.DisplayName, found.Id));
    }

    private static ClaimsIdentity IdentityOf(string scheme, Guid personId, string name, Guid sessionId) => new(
        [new Claim(ClaimTypes.NameIdentifier, personId.ToString()), new Claim(ClaimTypes.Name, name), new Claim(SessionClaim, sessionId.ToString())], scheme);

    private static AuthenticateResult Success(ClaimsIdentity identity) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
}

/// <summary>What a request's credentials are, for use cases that are for people alone.</summary>
internal static class CurrentSession
{
    /// <summary>A machine's key must not make more keys, change the password or step up.</summary>
    internal static readonly Problem PersonNeeded = Problem.Forbidden("person-needed",
        "这件事要本人登录后办，密钥不行。", "A person must sign in for this; a key will not do.");

    internal static bool IsKey(HttpContext http) => http.User.Identity?.AuthenticationType == SessionAuthentication.KeySchemeName;

    /// <summary>The session's id, or nothing when the request came with a key.</summary>
    internal static Guid? IdOf(HttpContext http) =>
        !IsKey(http) && Guid.TryParse(http.User.FindFirstValue(SessionAuthentication.SessionClaim), out var id) ? id : null;
}
