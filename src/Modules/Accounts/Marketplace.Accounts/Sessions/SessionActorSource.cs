using System.Globalization;
using System.Security.Claims;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Accounts.Sessions;

/// <summary>Left on a request when posts wait until the person has enrolled a device for one-time codes.</summary>
internal sealed record PostsHeldBack;

/// <summary>
/// Loads the posts held at this moment: one indexed query a request. Where the deployment demands a second factor
/// (<c>Accounts:RequireSecondFactor</c>), posts of authorities and of the platform are held back until one was entered.
/// </summary>
internal sealed class SessionActorSource(AccountsDb db, IConfiguration configuration, TimeProvider clock) : IActorSource
{
    private static readonly TimeSpan SecondFactorLasts = TimeSpan.FromMinutes(30);

    private static readonly Role[] Guarded =
    [
        Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial,
        Role.Operator, Role.Finance, Role.FinanceChecker, Role.Administrator,
    ];

    public async Task<Actor?> Load(HttpContext context)
    {
        var user = context.User;
        if (user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        var personId = Guid.Parse(id);
        var records = await db.Set<PostRecord>().AsNoTracking().Where(post => post.PersonId == personId && post.WithdrawnAt == null)
            .OrderBy(post => post.GrantedAt).ThenBy(post => post.Id)
            .Select(post => new { post.Role, post.OrganisationId, post.RegionCode, post.Sector }).ToListAsync(context.RequestAborted);
        var posts = records.Select(post => new Post(post.Role, post.OrganisationId, post.RegionCode is null ? null : RegionCode.Parse(post.RegionCode), post.Sector)).ToList();
        var isDemanded = configuration.GetValue("Accounts:RequireSecondFactor", false);
        var enteredAt = user.FindFirstValue(SessionAuthentication.SecondFactorClaim);
        if (isDemanded && enteredAt is null && !CurrentSession.IsKey(context) && posts.RemoveAll(post => Guarded.Contains(post.Role)) > 0)
            context.Features.Set(new PostsHeldBack());
        return new Actor(personId, user.Identity?.Name ?? string.Empty, posts, IsFresh(enteredAt) || (!isDemanded && user.HasClaim(SessionAuthentication.NoDeviceClaim, "yes")));
    }

    /// <summary>Where no second factor is demanded and the person has no device, the password stands for both.</summary>
    private bool IsFresh(string? enteredAt) => enteredAt is not null
        && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(enteredAt, CultureInfo.InvariantCulture)) < SecondFactorLasts;
}
