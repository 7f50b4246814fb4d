using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Protection;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.RegisterHousehold;

/// <summary>农户登记: an agent or official enters a household of the own region. Name and identity number are encrypted at once.</summary>
internal static class RegisterHousehold
{
    /// <param name="VillageCode">The village, or the county where the list of divisions goes no further.</param>
    internal sealed record Request(string Name, string VillageCode, string? IdentityNumber = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Name).NotEmpty().MaximumLength(50);
            RuleFor(request => request.VillageCode).NotEmpty();
            RuleFor(request => request.IdentityNumber).Must(number => Households.IdentityNumber.IsValid(number!.Trim(), clock.Today())).When(request => !string.IsNullOrWhiteSpace(request.IdentityNumber))
                .Because("identity-wrong", "身份证号不对。请核对18位号码。", "The identity number is not right. Check its 18 digits.");
        }
    }

    internal sealed record Response(Guid HouseholdId, string MaskedName, string? MaskedIdentity);

    private static readonly Problem VillageNeeded = Problem.Invalid("village-needed", "请选到村。", "Choose a village.", "villageCode");

    private static readonly Problem Known = Problem.Conflict("household-known", "这户已登记过。请在名单里找。", "This household is registered already. Look for it in the list.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/households", Handle)
        .WithName("RegisterHousehold").WithTags("Accounts")
        .Requires(Permission.For("accounts.register-household", HouseholdScope.Regional)).Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, AccountsDb db, RegionDirectory regions, IPersonalDataCipher cipher, TimeProvider clock, CancellationToken cancellation)
    {
        if (regions.UnknownIn(request.VillageCode, "villageCode") is { } unknown) return unknown;
        if (!regions.IsFinest(RegionCode.Parse(request.VillageCode))) return VillageNeeded;
        if (!actor.ActsInRegion(RegionCode.Parse(request.VillageCode), HouseholdScope.Regional)) return Problems.Forbidden;
        var household = new Household { RegionCode = request.VillageCode, RegisteredBy = actor.PersonId, RegisteredAt = clock.GetUtcNow() };
        household.Protect(cipher, request.Name, request.IdentityNumber);
        if (household.IdentityIndex is { } index && await db.Set<Household>().AnyAsync(row => row.IdentityIndex == index, cancellation)) return Known;
        db.Add(household);
        return TypedResults.Ok(new Response(household.Id, household.NameMask, household.IdentityMask));
    }
}
