using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Notices;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Sessions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.SignOut;

/// <summary>退出: here, everywhere, or everywhere because the password changed.</summary>
internal static class SignOut
{
    internal sealed record PasswordChange(string Current, string New);

    internal sealed class Validator : AbstractValidator<PasswordChange>
    {
        public Validator()
        {
            RuleFor(change => change.Current).NotEmpty().MaximumLength(200);
            RuleFor(change => change.New).MustBeGoodPassword();
        }
    }

    private static readonly Problem WrongPassword = Problem.Invalid("password-wrong", "现在的密码不对。请重输。", "The current password is not right. Enter it again.", "current");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapDelete("/session", Here).WithName("SignOut").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();
        api.MapDelete("/sessions", Everywhere).WithName("SignOutEverywhere").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();
        api.MapPut("/password", ChangePassword).WithName("ChangePassword").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();
    }

    private static async Task<NoContent> Here(HttpContext http, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (CurrentSession.IdOf(http) is { } sessionId)
        {
            await db.Set<Session>().Where(session => session.Id == sessionId && session.EndedAt == null)
                .ExecuteUpdateAsync(session => session.SetProperty(row => row.EndedAt, clock.GetUtcNow()), cancellation);
        }

        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Everywhere(HttpContext http, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        await EndAll(db, actor.PersonId, clock.GetUtcNow(), cancellation);
        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> ChangePassword(
        PasswordChange change, HttpContext http, Actor actor, AccountsDb db, PasswordHasher<Person> hasher, INotifier notifier, TimeProvider clock, CancellationToken cancellation)
    {
        if (CurrentSession.IsKey(http)) return CurrentSession.PersonNeeded;
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        if (person is null) return Problems.NotFound;
        if (hasher.VerifyHashedPassword(person, person.PasswordHash, change.Current) == PasswordVerificationResult.Failed) return WrongPassword;
        if (change.New.Contains(person.UserName, StringComparison.OrdinalIgnoreCase)) return SignInRules.HoldsUserName;
        person.PasswordHash = hasher.HashPassword(person, change.New);
        notifier.Tell(db, person, NoticeKind.PasswordChanged,
            "您的密码刚改过。不是您改的，请马上联系平台。 Your password was just changed. If it was not you, call the platform at once.");
        await EndAll(db, person.Id, clock.GetUtcNow(), cancellation);
        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    internal static Task<int> EndAll(AccountsDb db, Guid personId, DateTimeOffset now, CancellationToken cancellation) =>
        db.Set<Session>().Where(session => session.PersonId == personId && session.EndedAt == null)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.EndedAt, now), cancellation);
}
