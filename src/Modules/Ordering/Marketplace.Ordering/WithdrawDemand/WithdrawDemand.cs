using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.WithdrawDemand;

/// <summary>撤回求购: the buyer looks no longer.</summary>
internal static class WithdrawDemand
{
    private static readonly Problem NotOpen = Problem.Conflict("demand-closed", "这条求购已授予或撤回。", "This demand is awarded or withdrawn already.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/demands/{demandId:guid}/withdrawal", Handle)
        .WithName("WithdrawDemand").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Guid demandId, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Buyer);
        var demand = await db.Set<Demand>().SingleOrDefaultAsync(row => row.Id == demandId && own.Contains(row.BuyerId), cancellation);
        if (demand is null) return Problems.NotFound;
        if (demand.State != DemandState.Open) return NotOpen;
        demand.State = DemandState.Withdrawn;
        return TypedResults.NoContent();
    }
}
