using System.Security.Cryptography;
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
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.SecondFactor;

/// <summary>动态口令: enrolling a device, and entering the code again before a weighty step.</summary>
internal static class SecondFactor
{
    internal sealed record Code(string Digits);

    internal sealed class Validator : AbstractValidator<Code>
    {
        public Validator() => RuleFor(code => code.Digits).Matches("^[0-9]{6}$").Because("code-wrong", WrongCode.Zh, WrongCode.En);
    }

    /// <param name="Secret">Base32, for typing into an authenticator; shown once.</param>
    /// <param name="Uri">The same for a QR code.</param>
    internal sealed record Enrolment(string Secret, string Uri);

    private static readonly Problem WrongCode = Problem.Invalid("code-wrong", "动态口令不对或已用过。请输入现在显示的6位数字。", "The one-time code is not right or was used already. Enter the 6 digits shown now.", "digits");

    private static readonly Problem AlreadyEnrolled = Problem.Conflict("second-factor-enrolled", "已经绑定了动态口令。要换设备请找管理员。", "A device is enrolled already. Ask the administrator to change it.");

    private const string CountsRefusals = "A wrong code is refused and yet counted.";

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/session/second-factor", StepUp).WithName("EnterSecondFactor").WithTags("Accounts").Requires(Permission.SignedIn).WritesByItself(CountsRefusals);
        api.MapPost("/second-factor", Enrol).WithName("EnrolSecondFactor").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>(answerIsSecret: true);
        api.MapPost("/second-factor/confirmation", Confirm).WithName("ConfirmSecondFactor").WithTags("Accounts").Requires(Permission.SignedIn).WritesByItself(CountsRefusals);
    }

    private static async Task<Results<NoContent, Problem>> StepUp(
        Code code, HttpContext http, Actor actor, AccountsDb db, IPersonalDataCipher cipher, TimeProvider clock, CancellationToken cancellation)
    {
        if (CurrentSession.IdOf(http) is not { } sessionId) return CurrentSession.PersonNeeded;
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        if (await Wrong(person, person?.TotpCipher, code, db, cipher, clock, cancellation) is { } problem) return problem;
        await Note(sessionId, actor.PersonId, "second-factor-entered", db, clock, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Enrolment>, Problem>> Enrol(
        HttpContext http, Actor actor, AccountsDb db, IPersonalDataCipher cipher, CancellationToken cancellation)
    {
        if (CurrentSession.IsKey(http)) return CurrentSession.PersonNeeded;
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        if (person is null) return Problems.NotFound;
        if (person.TotpCipher is not null) return AlreadyEnrolled;
        var secret = RandomNumberGenerator.GetBytes(20);
        person.TotpPendingCipher = Credentials.SealSecret(cipher, person.Id, secret);
        var text = Totp.Base32(secret);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Enrolment(text, $"otpauth://totp/Marketplace:{Uri.EscapeDataString(person.UserName)}?secret={text}&issuer=Marketplace"));
    }

    /// <summary>The device counts once it has shown a right code: who mistypes the secret is not locked out.</summary>
    private static async Task<Results<NoContent, Problem>> Confirm(
        Code code, HttpContext http, Actor actor, AccountsDb db, IPersonalDataCipher cipher, TimeProvider clock, CancellationToken cancellation)
    {
        if (CurrentSession.IdOf(http) is not { } sessionId) return CurrentSession.PersonNeeded;
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        if (person?.TotpCipher is not null) return AlreadyEnrolled;
        if (await Wrong(person, person?.TotpPendingCipher, code, db, cipher, clock, cancellation) is { } problem) return problem;
        var pending = person!.TotpPendingCipher;
        await db.Set<Person>().Where(row => row.Id == person.Id && row.TotpCipher == null && row.TotpPendingCipher == pending).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.TotpCipher, pending).SetProperty(row => row.TotpPendingCipher, (byte[]?)null), cancellation);
        await Note(sessionId, actor.PersonId, "second-factor-enrolled", db, clock, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Problem?> Wrong(
        Person? person, byte[]? secret, Code code, AccountsDb db, IPersonalDataCipher cipher, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (person is null || secret is null || !person.MaySignIn(now)) return WrongCode;
        if (await Credentials.UseCode(db, cipher, person.Id, secret, code.Digits, now, cancellation)) return null;
        await Credentials.CountMistake(db, person.Id, now, cancellation);
        return WrongCode;
    }

    private static async Task Note(Guid sessionId, Guid personId, string deed, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await db.Set<Session>().Where(session => session.Id == sessionId)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.SecondFactorAt, now), cancellation);
        await AuditTrail.Append(db, personId, deed, sessionId.ToString(), null, clock, cancellation);
    }
}
