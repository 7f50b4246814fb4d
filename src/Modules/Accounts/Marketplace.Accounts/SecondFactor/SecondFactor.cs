using System.Security.Claims;
using System.Security.Cryptography;
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
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.SecondFactor;

/// <summary>动态口令: enrolling a device, and entering the code again before a weighty step.</summary>
internal static class SecondFactor
{
    internal sealed record Code(string Digits);

    internal sealed class Validator : AbstractValidator<Code>
    {
        public Validator() => RuleFor(code => code.Digits).Length(6);
    }

    /// <param name="Secret">Base32, for typing into an authenticator; shown once.</param>
    internal sealed record Enrolment(string Secret, string Uri);

    private static readonly Problem WrongCode = Problem.Invalid("code-wrong", "动态口令不对或已过期。请输入现在显示的6位数字。", "The one-time code is not right or has expired. Enter the 6 digits shown now.", "digits");

    private static readonly Problem AlreadyEnrolled = Problem.Conflict("second-factor-enrolled", "已经绑定了动态口令。要换设备请找管理员。", "A device is enrolled already. Ask the administrator to change it.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/session/second-factor", StepUp).WithName("EnterSecondFactor").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();
        api.MapPost("/second-factor", Enrol).WithName("EnrolSecondFactor").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();
    }

    private static async Task<Results<NoContent, Problem>> StepUp(Code code, HttpContext http, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        var now = clock.GetUtcNow();
        if (person?.TotpSecret is null || !Totp.Matches(person.TotpSecret, code.Digits, now)) return WrongCode;
        if (!Guid.TryParse(http.User.FindFirstValue("session"), out var sessionId)) return Problems.Forbidden;
        await db.Set<Session>().Where(session => session.Id == sessionId)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.SecondFactorAt, now), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Enrolment>, Problem>> Enrol(Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        if (person is null) return Problems.NotFound;
        if (person.TotpSecret is not null) return AlreadyEnrolled;
        person.TotpSecret = RandomNumberGenerator.GetBytes(20);
        var secret = Base32(person.TotpSecret);
        return TypedResults.Ok(new Enrolment(secret, $"otpauth://totp/Marketplace:{Uri.EscapeDataString(person.UserName)}?secret={secret}&issuer=Marketplace"));
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new System.Text.StringBuilder(bytes.Length * 8 / 5);
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(alphabet[(buffer >> bits) & 31]);
            }
        }

        return text.ToString();
    }
}
