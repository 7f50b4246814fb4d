using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Notices;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ChangeContact;

/// <summary>联系电话: where a person is told things. A change is told to the number that was there before.</summary>
internal static class ChangeContact
{
    internal sealed record Request(string Phone);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Phone).Matches(@"^\+?[0-9][0-9 -]{5,18}[0-9]$")
            .Because("phone-wrong", "电话号码不对。请填7到20位数字。", "The telephone number is not right. Enter 7 to 20 digits.");
    }

    internal sealed record Response(string PhoneMasked);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/contact", Handle)
        .WithName("ChangeContact").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, AccountsDb db, IPersonalDataCipher cipher, INotifier notifier, CancellationToken cancellation)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == actor.PersonId, cancellation);
        if (person is null) return Problems.NotFound;
        if (person.ContactCipher is not null)
        {
            notifier.Tell(db, person, NoticeKind.ContactChanged,
                "您的联系电话刚被改掉。不是您改的，请马上联系平台。 Your contact number was just changed. If it was not you, call the platform at once.");
        }

        person.ReachAt(cipher, request.Phone.Replace(" ", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal));
        return TypedResults.Ok(new Response(person.ContactMask!));
    }
}
