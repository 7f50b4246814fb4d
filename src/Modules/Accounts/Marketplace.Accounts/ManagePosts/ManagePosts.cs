using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Regions;
using Marketplace.Accounts.RegisterOrganisation;
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
    private static readonly Role[] RegionRoles =
        [Role.VillageAgent, Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial];

    internal sealed record Request(string UserName, string? PersonName, string? Password, Role Role, Guid? OrganisationId, string? RegionCode, string? Sector);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.UserName).Matches("^[A-Za-z0-9][A-Za-z0-9._-]{2,49}$").Because("user-name-wrong",
                "用户名要3到50个字母、数字或._-。请改。", "The user name needs 3 to 50 letters, digits or ._-. Change it.");
            RuleFor(request => request.PersonName).MaximumLength(50);
            RuleFor(request => request.Password).Length(10, 200).When(request => request.Password is not null);
            RuleFor(request => request.Role).IsInEnum();
            RuleFor(request => request.Sector).MaximumLength(50);
        }
    }

    internal sealed record Response(Guid PostId, Guid PersonId);

    private static readonly Problem PersonUnknown = Problem.Invalid("person-unknown",
        "还没有这个人。请一并填写姓名和初始密码。", "There is no such person yet. Enter a name and a first password too.", "userName");

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
        if (RegionRoles.Contains(request.Role))
        {
            if (request.RegionCode is null) return RegionNeeded;
            if (RegisterOrganisation.RegisterOrganisation.UnknownRegion(request.RegionCode, regions) is { } unknown) return unknown;
        }

        if (request.OrganisationId is { } id && !await db.Set<Organisation>().AnyAsync(row => row.Id == id, cancellation)) return Problems.NotFound;
        var now = clock.GetUtcNow();
        var lowered = request.UserName.ToLowerInvariant();
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.UserName.ToLower() == lowered, cancellation);
        if (person is null)
        {
            if (request.PersonName is null || request.Password is null) return PersonUnknown;
            person = new Person { UserName = request.UserName, DisplayName = request.PersonName.Trim(), CreatedAt = now };
            person.PasswordHash = hasher.HashPassword(person, request.Password);
            db.Add(person);
        }

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
