using Marketplace.Ordering.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Orders;

/// <summary>Which orders a person reaches: its organisation's, and for officials (reading only) those with goods from their region.</summary>
internal static class OrderScope
{
    /// <summary>The orders this person may look at.</summary>
    public static IQueryable<Order> SeenBy(this OrderingDb db, Actor actor)
    {
        var all = db.Set<Order>().AsNoTracking();
        if (actor.HasAny(OrderingPermissions.Staff)) return all;
        var purchasers = actor.OrganisationsAs(OrderingPermissions.Purchasers);
        var sellers = actor.OrganisationsAs(OrderingPermissions.Sellers);
        var regions = actor.RegionsAs(OrderingPermissions.Officials);
        var seen = all.Where(order => purchasers.Contains(order.BuyerId) || (sellers.Contains(order.SupplierId) && order.State != OrderState.Draft && order.State != OrderState.PendingApproval));
        if (regions.Count == 0) return seen;
        var ofRegion = db.Set<OrderLine>().WithinRegions(line => line.Origin, regions).Select(line => line.OrderId);
        return all.Where(order => seen.Any(own => own.Id == order.Id) || (ofRegion.Contains(order.Id) && order.State != OrderState.Draft && order.State != OrderState.PendingApproval));
    }

    /// <summary>The order with its lines, for a change by its buyer's people in one of <paramref name="roles"/>; foreign orders are not found.</summary>
    public static async Task<Order?> OfBuyer(this OrderingDb db, Guid orderId, Actor actor, CancellationToken cancellation, params IReadOnlyCollection<Role> roles)
    {
        var organisations = actor.OrganisationsAs(roles);
        await db.LockOrder(orderId, cancellation);
        return await db.Set<Order>().Include(order => order.Lines)
            .SingleOrDefaultAsync(order => order.Id == orderId && organisations.Contains(order.BuyerId), cancellation);
    }

    /// <summary>The order with its lines, for a change by its supplier. What the buyer has not submitted yet is not found.</summary>
    public static async Task<Order?> OfSupplier(this OrderingDb db, Guid orderId, Actor actor, CancellationToken cancellation)
    {
        var organisations = actor.OrganisationsAs(OrderingPermissions.Sellers);
        await db.LockOrder(orderId, cancellation);
        return await db.Set<Order>().Include(order => order.Lines).SingleOrDefaultAsync(
            order => order.Id == orderId && organisations.Contains(order.SupplierId) && order.State != OrderState.Draft && order.State != OrderState.PendingApproval, cancellation);
    }

    /// <summary>The order with its lines, for a change by the product itself or by the platform's staff.</summary>
    public static async Task<Order?> ById(this OrderingDb db, Guid orderId, CancellationToken cancellation)
    {
        await db.LockOrder(orderId, cancellation);
        return await db.Set<Order>().Include(order => order.Lines).SingleOrDefaultAsync(order => order.Id == orderId, cancellation);
    }

    /// <summary>
    /// Whoever changes an order waits here for whoever does so now, and then reads, in another statement, what came of it.
    /// Locks are taken in this order: the order, its packs, its budget.
    /// </summary>
    private static Task LockOrder(this OrderingDb db, Guid orderId, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM orders WHERE id = {orderId} FOR UPDATE", cancellation);

    /// <summary>The organisation to act for: the wished one when it is the person's, the only one when none is wished.</summary>
    public static Guid? ActingFor(this Actor actor, Guid? wished, params IReadOnlyCollection<Role> roles)
    {
        var own = actor.OrganisationsAs(roles);
        if (wished is { } organisation) return own.Contains(organisation) ? organisation : null;
        return own.Count == 1 ? own[0] : null;
    }
}
