using Marketplace.Ordering.Data;
using Marketplace.Ordering.ListOrders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SumOrders;

/// <summary>全部合计: how many orders a filter leaves and what they come to, whatever page is shown.</summary>
internal static class SumOrders
{
    internal sealed record Response(int Orders, long GoodsFen, long FreightFen, long TotalFen, long RefundedFen, long MassGrams);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders/sums", Handle)
        .WithName("SumOrders").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeOrders)
        .Reads();

    private static async Task<Ok<Response>> Handle([AsParameters] OrderQuery query, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var sums = await db.Asked(query, actor).GroupBy(_ => 1).Select(all => new Response(
            all.Count(), all.Sum(order => order.GoodsFen), all.Sum(order => order.FreightFen), all.Sum(order => order.GoodsFen + order.FreightFen),
            all.Sum(order => order.RefundedFen), all.Sum(order => order.MassGrams))).SingleOrDefaultAsync(cancellation);
        return TypedResults.Ok(sums ?? new Response(0, 0, 0, 0, 0, 0));
    }
}
