using FluentValidation;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListTasks;

/// <summary>待我办: orders in which the next move is the person's, the most urgent first, with counts.</summary>
internal static class ListTasks
{
    internal sealed record Query(int? Size = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Size).InclusiveBetween(1, Paging.LargestSize);
    }

    internal sealed record Count(string Act, int Orders);

    internal sealed record Response(IReadOnlyList<ListOrders.ListOrders.Row> Items, IReadOnlyList<Count> Counts, int Total);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders/tasks", Handle)
        .WithName("ListOrderTasks").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeTasks)
        .Reads();

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var buyers = actor.OrganisationsAs(Role.Buyer);
        var approvers = actor.OrganisationsAs(Role.BuyerApprover);
        var payers = actor.OrganisationsAs(Role.BuyerFinance, Role.Buyer);
        var sellers = actor.OrganisationsAs(OrderingPermissions.Sellers);
        var decides = actor.Has(Role.Operator);
        var mine = db.Set<Order>().AsNoTracking().Where(order =>
            (order.MoveBy == ActorKind.Buyer && buyers.Contains(order.BuyerId))
            || (order.MoveBy == ActorKind.Approver && approvers.Contains(order.BuyerId) && order.SubmittedBy != actor.PersonId)
            || (order.MoveBy == ActorKind.BuyerFinance && payers.Contains(order.BuyerId))
            || (order.MoveBy == ActorKind.Supplier && sellers.Contains(order.SupplierId))
            || (order.MoveBy == ActorKind.Operator && decides));
        var counts = await mine.GroupBy(order => order.MoveAct!).Select(group => new Count(group.Key, group.Count())).ToListAsync(cancellation);
        var orders = await mine.OrderBy(order => order.DueAt == null).ThenBy(order => order.DueAt).ThenBy(order => order.Id).Take(Paging.Size(query.Size))
            .Include(order => order.Lines).AsSplitQuery().ToListAsync(cancellation);
        return TypedResults.Ok(new Response([.. orders.Select(order => ListOrders.ListOrders.Row.Of(order))], counts, counts.Sum(count => count.Orders)));
    }
}
