using System.Reflection;
using Marketplace.Kernel;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Platform.Auth;

/// <summary>One post of a person: a role, limited to an organisation or to a region's subtree and, for departments, a sector.</summary>
public sealed record Post(Role Role, Guid? OrganisationId, RegionCode? Region, string? Sector);

/// <summary>
/// Who acts: loaded anew for each request, so that a withdrawn post or a locked account counts from the next request on.
/// </summary>
public sealed record Actor(Guid PersonId, string Name, IReadOnlyList<Post> Posts, bool SecondFactor)
{
    /// <summary>The product acting by itself: a due date passed, a fact arrived.</summary>
    public static readonly Actor System = new(Guid.Empty, "system", [], SecondFactor: true);

    /// <summary>Nobody signed in.</summary>
    public static readonly Actor Anonymous = new(new Guid("00000000-0000-0000-0000-000000000001"), "anonymous", [], SecondFactor: false);

    public bool IsAnonymous => PersonId == Anonymous.PersonId;

    public bool Has(Role role) => Posts.Any(post => post.Role == role);

    public bool HasAny(IEnumerable<Role> roles) => Posts.Any(post => roles.Contains(post.Role));

    /// <summary>The organisations this person may act for in one of <paramref name="roles"/>.</summary>
    public IReadOnlyList<Guid> OrganisationsAs(params IReadOnlyCollection<Role> roles) =>
        [.. Posts.Where(post => roles.Contains(post.Role) && post.OrganisationId is not null).Select(post => post.OrganisationId!.Value).Distinct()];

    /// <summary>The region subtrees this person may see or change in one of <paramref name="roles"/>.</summary>
    public IReadOnlyList<RegionCode> RegionsAs(params IReadOnlyCollection<Role> roles) =>
        [.. Posts.Where(post => roles.Contains(post.Role) && post.Region is not null).Select(post => post.Region!.Value).Distinct()];

    /// <summary>Whether one of <paramref name="roles"/> is held for a region that contains <paramref name="region"/>.</summary>
    public bool ActsInRegion(RegionCode region, params IReadOnlyCollection<Role> roles) =>
        RegionsAs(roles).Any(scope => scope.Contains(region));

    /// <summary>Lets a use case take the actor as a parameter.</summary>
    public static ValueTask<Actor> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<Actor>() ?? Anonymous);
    }
}

/// <summary>Finds the person behind a request's credentials (cookie or bearer key) with the posts held at this moment.</summary>
public interface IActorSource
{
    /// <returns>The actor, or nothing when the request carries no valid credentials.</returns>
    Task<Actor?> Load(HttpContext context);
}
