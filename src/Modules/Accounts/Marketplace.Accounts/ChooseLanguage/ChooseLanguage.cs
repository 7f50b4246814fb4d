using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ChooseLanguage;

/// <summary>语言: remembered with the person, so that the next device speaks it too.</summary>
internal static class ChooseLanguage
{
    internal sealed record Request(string Language);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Language).Must(language => language is "zh-CN" or "en")
            .Because("language-unknown", "只有中文（zh-CN）和英文（en）。", "There is Chinese (zh-CN) and English (en).");
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/session/language", Handle)
        .WithName("ChooseLanguage").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();

    private static async Task<NoContent> Handle(Request request, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        await db.Set<Person>().Where(person => person.Id == actor.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.Language, request.Language), cancellation);
        return TypedResults.NoContent();
    }
}
