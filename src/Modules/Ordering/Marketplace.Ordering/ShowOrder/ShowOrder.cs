using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ShowOrder;

/// <summary>订单: all of one order, with whose move it is and what the person asking may do.</summary>
internal static class ShowOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders/{orderId:guid}", Handle)
        .WithName("ShowOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeOrders)
        .Reads();

    private static async Task<Results<Ok<OrderView>, Problem>> Handle(Guid orderId, Actor actor, OrderingDb db, OrderViews views, CancellationToken cancellation)
    {
        var order = await db.SeenBy(actor).Include(row => row.Lines).Include(row => row.History).AsSplitQuery()
            .SingleOrDefaultAsync(row => row.Id == orderId, cancellation);
        return order is null ? Problems.NotFound : TypedResults.Ok(await views.Of(order, actor, cancellation));
    }
}
