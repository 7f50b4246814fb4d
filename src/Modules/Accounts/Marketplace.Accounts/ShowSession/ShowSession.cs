using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Regions;
using Marketplace.Accounts.Sessions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ShowSession;

/// <summary>Who is signed in, with which posts; also hands the page its token against forged requests.</summary>
internal static class ShowSession
{
    /// <param name="PhoneMasked">Where the person is told things; nothing while no number is registered.</param>
    internal sealed record PersonCard(Guid Id, string Name, string? PhoneMasked);

    internal sealed record PostCard(Role Role, Guid? OrganisationId, string? OrganisationName, string? RegionCode, string? RegionName, string? Sector);

    /// <param name="SecondFactor">Whether a second factor was entered lately, or none is demanded.</param>
    /// <param name="SecondFactorNeeded"><c>enrol</c> when posts wait until a device for one-time codes is enrolled.</param>
    internal sealed record Response(bool SignedIn, PersonCard? Person, IReadOnlyList<PostCard> Posts, string Language, bool SecondFactor, string? SecondFactorNeeded);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/session", Handle).WithName("ShowSession").WithTags("Accounts").Public().Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        HttpContext http, Actor actor, AccountsDb db, RegionDirectory regions, CancellationToken cancellation)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Features.Get<RefusedCredentials>() is { } refused)
        {
            SessionCookie.Clear(http);
            return refused.Because;
        }

        Csrf.Issue(http);
        if (actor.IsAnonymous) return TypedResults.Ok(new Response(false, null, [], Language.IsEnglish(http) ? "en" : "zh-CN", false, null));
        var organisationIds = actor.Posts.Where(post => post.OrganisationId is not null).Select(post => post.OrganisationId!.Value).Distinct().ToList();
        var names = await db.Set<Organisation>().AsNoTracking().Where(organisation => organisationIds.Contains(organisation.Id))
            .ToDictionaryAsync(organisation => organisation.Id, organisation => organisation.Name, cancellation);
        var kept = await db.Set<Person>().Where(person => person.Id == actor.PersonId).Select(person => new { person.Language, person.ContactMask }).SingleOrDefaultAsync(cancellation);
        var posts = actor.Posts.Select(post => new PostCard(post.Role, post.OrganisationId,
            post.OrganisationId is { } id ? names.GetValueOrDefault(id) : null, post.Region?.Value, post.Region is { } region ? regions.Find(region)?.Name : null, post.Sector));
        return TypedResults.Ok(new Response(true, new PersonCard(actor.PersonId, actor.Name, kept?.ContactMask), [.. posts], kept?.Language ?? "zh-CN", actor.SecondFactor,
            http.Features.Get<PostsHeldBack>() is null ? null : "enrol"));
    }
}
