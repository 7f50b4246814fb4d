using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Approvals;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SetApprovalRule;

/// <summary>The approval rule in force: the organisation's own, or what is usual for its kind.</summary>
internal static class ShowApprovalRule
{
    internal sealed record Response(Guid OrganisationId, bool IsNeeded, long AboveFen, bool IsOwn);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/purchasing-settings", Handle)
        .WithName("ShowApprovalRule").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeBudgets)
        .Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid? organisationId, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        if (actor.ActingFor(organisationId, OrderingPermissions.Purchasers) is not { } organisation) return OrderProblems.NoOrganisation;
        if (await organisations.Find(organisation, cancellation) is not { } card) return Problems.NotFound;
        var own = await db.Set<ApprovalRule>().AsNoTracking().SingleOrDefaultAsync(rule => rule.OrganisationId == organisation, cancellation);
        var rule = own ?? ApprovalRule.UsualFor(card);
        return TypedResults.Ok(new Response(organisation, rule.IsNeeded, rule.AboveFen, own is not null));
    }
}
