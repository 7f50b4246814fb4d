using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ManagePosts;

/// <summary>
/// 岗位: organisations give posts to their own people; the administrator gives the authorities' and the platform's. A withdrawn post
/// counts from the next request on.
/// </summary>
internal static class ManagePosts
{
    private static readonly Role[] SupplierRoles = [Role.Supplier];
    private static readonly Role[] BuyerRoles = [Role.Buyer, Role.BuyerApprover, Role.BuyerFinance];

    /// <summary>The levels of region a post may be limited to.</summary>
    private static readonly Dictionary<Role, RegionLevel[]> RegionLevels = new()
    {
        [Role.VillageAgent] = [RegionLevel.County, RegionLevel.Town, RegionLevel.Village],
        [Role.VillageOfficial] = [RegionLevel.Village],
        [Role.TownOfficial] = [RegionLevel.Town],
        [Role.CountyOfficial] = [RegionLevel.County],
        [Role.CityOfficial] = [RegionLevel.Province, RegionLevel.Prefecture],
        [Role.SectorOfficial] = [RegionLevel.Province, RegionLevel.Prefecture, RegionLevel.County],
    };

    internal sealed record Request(
        string UserName, Role Role, string? PersonName = null, string? Password = null, Guid? OrganisationId = null, string? RegionCode = null, string? Sector = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.UserName).MustBeUserName();
            RuleFor(request => request.PersonName).MaximumLength(50);
            RuleFor(request => request.Password!).MustBeGoodPassword().When(request => request.Password is not null);
            RuleFor(request => request.Role).IsInEnum();
            RuleFor(request => request.Sector).MaximumLength(50);
            RuleFor(request => request.Sector).NotEmpty().When(request => request.Role == Role.SectorOfficial);
        }
    }

    internal sealed record Response(Guid PostId, Guid PersonId);

    private static readonly Problem PersonUnknown = Problem.Invalid("person-unknown",
        "还没有这个人。请一并填写姓名和初始密码。", "There is no such person yet. Enter a name and a first password too.", "userName");

    private static readonly Problem RegionLevelWrong = Problem.Invalid("region-level-wrong", "这个岗位不能管这一级地区。请选对应级别的地区。", "This post is not for a region of that level. Choose one of the right level.", "regionCode");

    private static readonly Problem OrganisationNeeded = Problem.Invalid("organisation-needed", "这个岗位要选所属单位，单位类型要对。", "This post needs an organisation of the right kind.", "organisationId");

    private static readonly Problem NameTaken = Problem.Conflict("user-name-taken", "这个用户名已有人用。请换一个。", "This user name is taken. Choose another.");

    private static readonly Problem RegionNeeded = Problem.Invalid("region-needed", "这个岗位要选管辖地区。", "This post needs a region.", "regionCode");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/posts", Grant).WithName("GrantPost").WithTags("Accounts")
            .Requires(Permission.For("accounts.grant-post", Role.Administrator, Role.Supplier, Role.Buyer, Role.BuyerApprover) with { NeedsSecondFactor = true }).Writes<AccountsDb>();
        api.MapDelete("/posts/{postId:guid}", Withdraw).WithName("WithdrawPost").WithTags("Accounts")
            .Requires(Permission.For("accounts.withdraw-post", Role.Administrator, Role.Supplier, Role.Buyer, Role.BuyerApprover)).Writes<AccountsDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Grant(
        Request request, Actor actor, AccountsDb db, RegionDirectory regions, PasswordHasher<Person> hasher, TimeProvider clock, CancellationToken cancellation)
    {
        if (!MayGrant(actor, request)) return Problems.Forbidden;
        if (WrongRegion(request, regions) is { } wrongRegion) return wrongRegion;
        if (await WrongOrganisation(request, db, cancellation) is { } wrongOrganisation) return wrongOrganisation;
        var now = clock.GetUtcNow();
        var (person, problem) = await FindOrAdd(request, actor, db, hasher, now, cancellation);
        if (person is null) return problem!;
        var post = new PostRecord
        {
            PersonId = person.Id,
            Role = request.Role,
            OrganisationId = request.OrganisationId,
            RegionCode = request.RegionCode,
            Sector = request.Sector,
            GrantedBy = actor.PersonId,
            GrantedAt = now,
        };
        db.Add(post);
        db.Audit("post-granted", post.Id.ToString(), new { person.Id, request.Role, request.OrganisationId, request.RegionCode });
        return TypedResults.Ok(new Response(post.Id, person.Id));
    }

    /// <summary>An existing person of another organisation is as good as taken: nobody is drawn into an organisation by a stranger.</summary>
    private static async Task<(Person? Person, Problem? Problem)> FindOrAdd(
        Request request, Actor actor, AccountsDb db, PasswordHasher<Person> hasher, DateTimeOffset now, CancellationToken cancellation)
    {
        var lowered = Credentials.Lowered(request.UserName);
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.UserName.ToLower() == lowered, cancellation);
        if (person is not null)
        {
            var isOurs = actor.Has(Role.Administrator)
                || await db.Set<PostRecord>().AnyAsync(row => row.PersonId == person.Id && row.OrganisationId == request.OrganisationId, cancellation);
            return isOurs ? (person, null) : (null, NameTaken);
        }

        if (request.PersonName is null || request.Password is null) return (null, PersonUnknown);
        person = new Person { UserName = request.UserName, DisplayName = request.PersonName.Trim(), CreatedAt = now };
        person.PasswordHash = hasher.HashPassword(person, request.Password);
        db.Add(person);
        return (person, null);
    }

    private static Problem? WrongRegion(Request request, RegionDirectory regions)
    {
        if (!RegionLevels.TryGetValue(request.Role, out var levels)) return request.RegionCode is null ? null : RegionLevelWrong;
        if (request.RegionCode is null) return RegionNeeded;
        if (regions.UnknownIn(request.RegionCode) is { } unknown) return unknown;
        return levels.Contains(RegionCode.Parse(request.RegionCode).Level) ? null : RegionLevelWrong;
    }

    private static async Task<Problem?> WrongOrganisation(Request request, AccountsDb db, CancellationToken cancellation)
    {
        var sells = SupplierRoles.Contains(request.Role);
        var buys = BuyerRoles.Contains(request.Role);
        if (request.OrganisationId is not { } id) return sells || buys ? OrganisationNeeded : null;
        var organisation = await db.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation);
        if (organisation is null) return Problems.NotFound;
        return (sells && !organisation.Kind.Sells()) || (buys && !organisation.Kind.Buys()) ? OrganisationNeeded : null;
    }

    /// <summary>An organisation's people give only posts of their own organisation, and only of its side of the market.</summary>
    private static bool MayGrant(Actor actor, Request request)
    {
        if (actor.Has(Role.Administrator)) return true;
        if (request.OrganisationId is not { } organisation || request.RegionCode is not null) return false;
        return (SupplierRoles.Contains(request.Role) && actor.OrganisationsAs(SupplierRoles).Contains(organisation))
            || (BuyerRoles.Contains(request.Role) && actor.OrganisationsAs(Role.Buyer, Role.BuyerApprover).Contains(organisation));
    }

    private static async Task<Results<NoContent, Problem>> Withdraw(Guid postId, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier, Role.Buyer, Role.BuyerApprover);
        var isAdministrator = actor.Has(Role.Administrator);
        var post = await db.Set<PostRecord>().SingleOrDefaultAsync(row => row.Id == postId && row.WithdrawnAt == null
            && (isAdministrator || (row.OrganisationId != null && own.Contains(row.OrganisationId.Value))), cancellation);
        if (post is null) return Problems.NotFound;
        post.WithdrawnAt = clock.GetUtcNow();
        return TypedResults.NoContent();
    }
}
