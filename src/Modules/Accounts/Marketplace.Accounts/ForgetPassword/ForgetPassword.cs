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
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Accounts.ForgetPassword;

/// <summary>忘记密码: has a link sent to the person. Every answer is the same, whether anybody has the name or not.</summary>
internal static class ForgetPassword
{
    internal sealed record Request(string UserName);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.UserName).NotEmpty().MaximumLength(100);
    }

    /// <param name="MinutesGood">How long the link is good, if there is one.</param>
    internal sealed record Response(int MinutesGood, string PasswordPolicyZh, string PasswordPolicyEn);

    private const string Deed = "forget-password";
    private const int AsksPerHour = 20;
    private const int LinksPerHour = 3;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/password-links", Handle)
        .WithName("ForgetPassword").WithTags("Accounts").Public().Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, HttpContext http, AccountsDb db, INotifier notifier, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!await AttemptLimit.Allows(db, http, Deed, Hour, AsksPerHour, now, cancellation)) return Problems.TooManyRequests;
        await AttemptLimit.Count(db, http, Deed, Hour, now, cancellation);
        var name = Credentials.Lowered(request.UserName);
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.UserName.ToLower() == name && row.DisabledAt == null, cancellation);
        var since = now - Hour;
        if (person is not null && await db.Set<PasswordLink>().CountAsync(row => row.PersonId == person.Id && row.MadeAt > since, cancellation) < LinksPerHour)
        {
            var (link, token) = PasswordLink.Make(person.Id, now);
            db.Add(link);

            // The address comes from configuration: a request's own host name would let a stranger choose where the link leads.
            var address = (configuration["Web:Address"] ?? string.Empty).TrimEnd('/') + "/new-password#" + token;
            notifier.Tell(db, person, NoticeKind.PasswordForgotten,
                $"请在{PasswordLink.Life.TotalMinutes:0}分钟内打开这个链接设置新密码，只能用一次：{address} 。不是您要的，请不要理会。 "
                + $"Open this link within {PasswordLink.Life.TotalMinutes:0} minutes to choose a new password; it works once: {address} . If you did not ask, ignore this.");
        }

        return TypedResults.Ok(new Response((int)PasswordLink.Life.TotalMinutes, SignInRules.Policy.Zh, SignInRules.Policy.En));
    }
}
