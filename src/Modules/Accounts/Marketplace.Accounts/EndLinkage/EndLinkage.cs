using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.EndLinkage;

/// <summary>解除联结: a household's part ends on a day; what was sold before is not touched.</summary>
internal static class EndLinkage
{
    internal sealed record Request(DateOnly LastDay);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.LastDay).NotEmpty();
    }

    private static readonly Problem NotLater = Problem.Invalid("linkage-day-wrong",
        "日期不对。要在开始之后，也不能晚于已定的结束日。", "The day is not right. It comes after the beginning and not after the end that was fixed.", "lastDay");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/linkages/{linkageId:guid}/end", Handle)
        .WithName("EndLinkage").WithTags("Accounts")
        .Requires(Permission.For("accounts.end-linkage", Role.TownOfficial, Role.CountyOfficial)).Writes<AccountsDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Guid linkageId, Request request, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        var reachable = HouseholdScope.Reachable(db, actor).Select(row => row.Id);
        var linkage = await db.Set<BenefitLinkage>().SingleOrDefaultAsync(row => row.Id == linkageId && reachable.Contains(row.HouseholdId), cancellation);
        if (linkage is null) return Problems.NotFound;
        if (request.LastDay < linkage.ValidFrom || request.LastDay > linkage.ValidTo) return NotLater;
        linkage.ValidTo = request.LastDay;
        return TypedResults.NoContent();
    }
}
