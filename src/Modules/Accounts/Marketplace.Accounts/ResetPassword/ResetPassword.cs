using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.ForgetPassword;
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

namespace Marketplace.Accounts.ResetPassword;

/// <summary>重设密码: whoever holds a fresh link chooses a new password; every session ends. One-time codes stay in force.</summary>
internal static class ResetPassword
{
    internal sealed record Request(string Token, string Password);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Token).NotEmpty().MaximumLength(200);
            RuleFor(request => request.Password).MustBeGoodPassword();
        }
    }

    private static readonly Problem LinkIsOver = Problem.Conflict("password-link-over",
        "这个链接已过期或已用过。请再要一个。", "This link has expired or was used. Ask for another.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/password", Handle)
        .WithName("ResetPassword").WithTags("Accounts").Public().Writes<AccountsDb>();

    private static async Task<Results<NoContent, Problem>> Handle(
        Request request, AccountsDb db, PasswordHasher<Person> hasher, INotifier notifier, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var hash = PasswordLink.HashOf(request.Token.Trim());

        // One statement uses the link up: of two who hold it, one changes the password.
        if (await db.Set<PasswordLink>().Where(link => link.TokenHash == hash && link.UsedAt == null && link.ExpiresAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancellation) == 0) return LinkIsOver;
        var person = await db.Set<Person>().SingleAsync(row => db.Set<PasswordLink>().Any(link => link.TokenHash == hash && link.PersonId == row.Id), cancellation);
        if (person.DisabledAt is not null) return LinkIsOver;
        if (request.Password.Contains(person.UserName, StringComparison.OrdinalIgnoreCase)) return SignInRules.HoldsUserName;
        person.PasswordHash = hasher.HashPassword(person, request.Password);
        await Credentials.ForgetMistakes(db, person.Id, cancellation);
        await db.Set<PasswordLink>().Where(link => link.PersonId == person.Id && link.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancellation);
        await db.Set<Session>().Where(session => session.PersonId == person.Id && session.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancellation);
        notifier.Tell(db, person, NoticeKind.PasswordChanged,
            "您的密码刚用链接改过。不是您改的，请马上联系平台。 Your password was just changed by a link. If it was not you, call the platform at once.");
        db.Audit("password-reset", person.Id.ToString());
        return TypedResults.NoContent();
    }
}
