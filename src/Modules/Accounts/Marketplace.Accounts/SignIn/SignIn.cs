using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Accounts.Sessions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Accounts.SignIn;

/// <summary>登录: a new session for who knows the password and, where demanded, the one-time code.</summary>
internal static class SignIn
{
    internal sealed record Request(string UserName, string Password, string? Code);

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
        "用户名或密码不对。请核对;连续输错会暂停15分钟。", "User name or password is not right. Check both; repeated mistakes pause sign-in for 15 minutes.");

    private static readonly Problem CodeNeeded = new(401, "code-needed", "请输入动态口令(6位数字)。", "Enter your one-time code (6 digits).");

    private const int AttemptsPerMinute = 30;

    /// <summary>Checked when nobody has the name, so that an unknown name takes as long as a wrong password.</summary>
    private static readonly Lazy<string> Decoy = new(() => new PasswordHasher<Person>().HashPassword(null!, Guid.NewGuid().ToString()));

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/session", Handle)
        .WithName("SignIn").WithTags("Accounts").Public()
        .WritesByItself("A failed attempt is refused and yet counted.");

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, HttpContext http, AccountsDb db, PasswordHasher<Person> hasher, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await AttemptsFrom(http, db, now, cancellation) > AttemptsPerMinute) return Problems.TooManyRequests;
        var name = request.UserName.Trim().ToLowerInvariant();
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.UserName.ToLower() == name, cancellation);
        var verdict = hasher.VerifyHashedPassword(person!, person?.PasswordHash ?? Decoy.Value, request.Password);
        if (person is null || !person.MaySignIn(now)) return Wrong;
        var codeIsRight = person.TotpSecret is null || Totp.Matches(person.TotpSecret, request.Code, now);
        if (verdict != PasswordVerificationResult.Failed && !codeIsRight && string.IsNullOrEmpty(request.Code)) return CodeNeeded;
        if (verdict == PasswordVerificationResult.Failed || !codeIsRight)
        {
            person.FailSignIn(now);
            await db.SaveChangesAsync(cancellation);
            return Wrong;
        }

        person.SucceedSignIn();
        // Without an enrolled device the password stands for both, unless the deployment demands a second factor.
        var secondFactor = person.TotpSecret is not null || !configuration.GetValue("Accounts:RequireSecondFactor", false);
        var (session, token) = Session.Begin(person.Id, secondFactor, now);
        db.Add(session);
        await EndEarlier(http, db, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        SessionCookie.Write(http, token);
        return TypedResults.Ok(new Response(person.Id, person.DisplayName));
    }

    /// <summary>Signing in anew ends the session the browser brought: a planted cookie gains nothing.</summary>
    private static async Task EndEarlier(HttpContext http, AccountsDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        if (SessionCookie.Read(http.Request) is not { Length: 64 } token) return;
        var hash = Session.HashOf(token);
        await db.Set<Session>().Where(session => session.TokenHash == hash && session.EndedAt == null)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.EndedAt, now), cancellation);
    }

    /// <summary>Counted in the database, so that several hosts count together.</summary>
    private static async Task<int> AttemptsFrom(HttpContext http, AccountsDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "local";
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var counts = await db.Database.SqlQuery<int>($"""
            INSERT INTO accounts.sign_in_attempt AS attempt (address, minute, count) VALUES ({address}, {minute}, 1)
            ON CONFLICT (address, minute) DO UPDATE SET count = attempt.count + 1 RETURNING count AS "Value"
            """).ToListAsync(cancellation);
        return counts.Single();
    }
}
