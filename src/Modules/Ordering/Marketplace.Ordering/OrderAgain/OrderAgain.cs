using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Carts;
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

namespace Marketplace.Ordering.OrderAgain;

/// <summary>再来一单: puts an earlier order's packs on the shopping list, as many as then; what is no longer sold is named.</summary>
internal static class OrderAgain
{
    internal sealed record Left(string ProductName, string PackName);

    internal sealed record Response(int Added, IReadOnlyList<Left> Gone);

    private static readonly Problem Full = Problem.Conflict("cart-full", "采购单最多200行。请先下单或去掉几行。", "The list holds at most 200 lines. Order or remove some first.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/again", Handle)
        .WithName("OrderAgain").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid orderId, Actor actor, OrderingDb db, [FromServices] IOfferLookup offers, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Buyer);
        var order = await db.Set<Order>().AsNoTracking().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == orderId && own.Contains(row.BuyerId), cancellation);
        if (order is null) return Problems.NotFound;
        var sold = (await offers.FindOffers([.. order.Lines.Select(line => line.PackId)], cancellation)).Where(offer => offer.IsOnSale).Select(offer => offer.PackId).ToHashSet();
        var lines = order.Lines.Where(line => sold.Contains(line.PackId)).ToList();
        var kept = await db.Set<CartLine>().CountAsync(line => line.PersonId == actor.PersonId && line.BuyerId == order.BuyerId, cancellation);
        if (kept + lines.Count > CartLine.MostLines) return Full;
        foreach (var line in lines)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO cart_line (person_id, buyer_id, pack_id, quantity, added_at) VALUES ({actor.PersonId}, {order.BuyerId}, {line.PackId}, {line.Quantity}, {clock.GetUtcNow()})
                ON CONFLICT (person_id, buyer_id, pack_id) DO UPDATE SET quantity = excluded.quantity
                """, cancellation);
        }

        return TypedResults.Ok(new Response(lines.Count, [.. order.Lines.Where(line => !sold.Contains(line.PackId)).Select(line => new Left(line.ProductName, line.PackName))]));
    }
}
