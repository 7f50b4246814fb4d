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

namespace Marketplace.Accounts.FindHousehold;

/// <summary>
/// 查找农户: by identity number, through its blind index, among the households the caller reaches. The number travels in the body, so that
/// no address and no log holds it; that somebody searched is recorded.
/// </summary>
internal static class FindHousehold
{
    internal sealed record Request(string IdentityNumber);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock) => RuleFor(request => request.IdentityNumber).Must(number => IdentityNumber.IsValid(number.Trim(), clock.Today()))
            .Because("identity-wrong", "身份证号不对。请核对18位号码。", "The identity number is not right. Check its 18 digits.");
    }

    internal sealed record Response(Guid HouseholdId, string MaskedName, string? MaskedIdentity, string VillageCode, string VillageName);

    private static readonly Problem Unknown = Problem.NotFound("household-unknown",
        "您负责的地方没有登记这个号码。请核对，或新登记这户。", "No household of your area is registered under this number. Check it, or register the household.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/households/search", Handle)
        .WithName("FindHousehold").WithTags("Accounts")
        .Requires(Permission.For("accounts.find-household", HouseholdScope.Regional)).Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, AccountsDb db, IPersonalDataCipher cipher, RegionDirectory regions, CancellationToken cancellation)
    {
        var index = Household.IndexOf(cipher, request.IdentityNumber);
        var found = await HouseholdScope.Reachable(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.IdentityIndex == index, cancellation);
        if (found is null) return Unknown;
        db.Audit("household-found", found.Id.ToString());
        return TypedResults.Ok(new Response(found.Id, found.NameMask, found.IdentityMask, found.RegionCode,
            regions.Find(RegionCode.Parse(found.RegionCode))?.FullName ?? found.RegionCode));
    }
}
