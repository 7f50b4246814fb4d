using Marketplace.Ordering.CancelOrder;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Inspections;
using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Ordering.EnforceDeadlines;

/// <summary>到期处理: what nobody did in time happens by itself. Each order in a transaction of its own; run by several hosts at once, each order once.</summary>
internal sealed class EnforceDeadlines(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly IReadOnlyList<OrderState> Expiring =
        [OrderState.PendingApproval, OrderState.Submitted, OrderState.ContractSigned, OrderState.AwaitingPayment];

    /// <returns>How many orders were changed.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        var due = await scope.ServiceProvider.GetRequiredService<OrderingDb>().Set<Order>()
            .Where(order => order.DueAt <= now && (Expiring.Contains(order.State) || (order.State == OrderState.Inspecting && !order.IsDisputed)))
            .OrderBy(order => order.DueAt).Select(order => order.Id).Take(1000).ToListAsync(cancellation);
        var changed = 0;
        foreach (var id in due) changed += await End(id, cancellation) ? 1 : 0;
        return changed;
    }

    private async Task<bool> End(Guid orderId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderingDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var order = await db.ById(orderId, cancellation);
        var by = ActBy.System(clock.GetUtcNow());
        if (order is null || order.DueAt is not { } due || due > by.At) return false;
        var refusal = order.State == OrderState.Inspecting
            ? await scope.ServiceProvider.GetRequiredService<Acceptance>().Conclude(order, AllOf(order), OrderAct.DeemAccepted, by, cancellation)
            : await scope.ServiceProvider.GetRequiredService<OrderEnding>().End(order, OrderAct.Expire, by, cancellation);
        if (refusal is not null) return false;
        try
        {
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Someone moved the order in this moment; nothing of ours is kept.
            return false;
        }
    }

    private static IReadOnlyList<Finding> AllOf(Order order) => [.. order.Lines.Select(line => new Finding(line, line.Shipped, 0, null, []))];
}
