using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Accounts.Sessions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.SignIn;

/// <summary>登录: a new session for who knows the password and, where demanded, the one-time code.</summary>
internal static class SignIn
{
    internal sealed record Request(string UserName, string Password, string? Code = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.UserName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.Password).NotEmpty().MaximumLength(200);
            RuleFor(request => request.Code).MaximumLength(10);
        }
    }

    internal sealed record Response(Guid PersonId, string Name);

    /// <summary>One answer for a wrong name, a wrong password and a resting account: none tells who exists.</summary>
    private static readonly Problem Wrong = new(401, "sign-in-refused",
        "用户名或密码不对。请核对；连续输错会暂停15分钟。", "User name or password is not right. Check both; repeated mistakes pause sign-in for 15 minutes.");

    private static readonly Problem CodeNeeded = new(401, "code-needed", "请输入动态口令（6位数字）。", "Enter your one-time code (6 digits).");

    private const string Deed = "sign-in";
    private const int MistakesPerMinute = 30;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Checked when nobody has the name, so that an unknown name takes as long as a wrong password.</summary>
    private static readonly Lazy<string> Decoy = new(() => new PasswordHasher<Person>().HashPassword(null!, Guid.NewGuid().ToString()));

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/session", Handle)
        .WithName("SignIn").WithTags("Accounts").Public()
        .WritesByItself("A failed attempt is refused and yet counted.");

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, HttpContext http, AccountsDb db, PasswordHasher<Person> hasher, IPersonalDataCipher cipher, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!await AttemptLimit.Allows(db, http, Deed, Minute, MistakesPerMinute, now, cancellation)) return Problems.TooManyRequests;
        var name = Credentials.Lowered(request.UserName);
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(row => row.UserName.ToLower() == name, cancellation);
        var verdict = hasher.VerifyHashedPassword(person!, person?.PasswordHash ?? Decoy.Value, request.Password);
        var passwordIsRight = verdict != PasswordVerificationResult.Failed;
        if (person is null || !person.MaySignIn(now) || !passwordIsRight) return await Refuse(person, http, db, now, cancellation);
        if (person.TotpCipher is { } secret)
        {
            if (string.IsNullOrEmpty(request.Code)) return CodeNeeded;
            if (!await Credentials.UseCode(db, cipher, person.Id, secret, request.Code.Trim(), now, cancellation)) return await Refuse(person, http, db, now, cancellation);
        }

        await Credentials.ForgetMistakes(db, person.Id, cancellation);
        var (session, token) = Session.Begin(person.Id, secondFactor: person.TotpCipher is not null, now);
        db.Add(session);
        await EndEarlier(http, db, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await AuditTrail.Append(db, person.Id, "signed-in", session.Id.ToString(), null, clock, cancellation);
        SessionCookie.Write(http, token);
        return TypedResults.Ok(new Response(person.Id, person.DisplayName));
    }

    private static async Task<Problem> Refuse(Person? person, HttpContext http, AccountsDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        // A resting account counts no further mistakes: its rest would never end.
        if (person is not null && person.MaySignIn(now)) await Credentials.CountMistake(db, person.Id, now, cancellation);
        await AttemptLimit.Count(db, http, Deed, Minute, now, cancellation);
        return Wrong;
    }

    /// <summary>Signing in anew ends the session the browser brought: a planted cookie gains nothing.</summary>
    private static async Task EndEarlier(HttpContext http, AccountsDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        if (SessionCookie.Read(http.Request) is not { Length: 64 } token) return;
        var hash = Session.HashOf(token);
        await db.Set<Session>().Where(session => session.TokenHash == hash && session.EndedAt == null)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.EndedAt, now), cancellation);
    }
}
