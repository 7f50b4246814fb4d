using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.RevealHousehold;

/// <summary>Unmasks one household for a reason that is recorded with the person, after a fresh second factor.</summary>
internal static class RevealHousehold
{
    internal sealed record Request(string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).Length(4, 200).Because("reason-needed", "请写明查看原因（4个字以上）。", "Say why you need it, in 4 characters or more.");
    }

    internal sealed record Response(string Name, string? IdentityNumber);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/households/{householdId:guid}/reveal", Handle)
        .WithName("RevealHousehold").WithTags("Accounts")
        .Requires(Permission.For("accounts.reveal-household", Role.CountyOfficial, Role.TownOfficial) with { NeedsSecondFactor = true }).Writes<AccountsDb>(answerIsSecret: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid householdId, Request request, Actor actor, AccountsDb db, IPersonalDataCipher cipher, HttpContext http, CancellationToken cancellation)
    {
        var household = await HouseholdScope.Reachable(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.Id == householdId, cancellation);
        if (household is null) return Problems.NotFound;
        db.Audit("household-revealed", householdId.ToString(), new { request.Reason });
        http.Response.Headers.CacheControl = "no-store";
        var (name, identityNumber) = household.Reveal(cipher);
        return TypedResults.Ok(new Response(name, identityNumber));
    }
}
