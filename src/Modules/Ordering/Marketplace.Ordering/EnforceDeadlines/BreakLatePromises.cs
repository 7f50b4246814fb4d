using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Ordering.EnforceDeadlines;

/// <summary>预售逾期: a day after the promised one the buyer may take the order back. Run by several hosts at once, each order once.</summary>
internal sealed class BreakLatePromises(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly IReadOnlyList<OrderState> Waiting = [OrderState.ContractSigned, OrderState.Paid];

    public async Task Run(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var today = clock.Today();
        var late = await scope.ServiceProvider.GetRequiredService<OrderingDb>().Set<Order>()
            .Where(order => order.ShipBy < today && order.BrokenPromise == null && Waiting.Contains(order.State) && order.AcceptedOn == null)
            .OrderBy(order => order.ShipBy).ThenBy(order => order.Id).Select(order => order.Id).Take(500).ToListAsync(cancellation);
        foreach (var id in late) await Break(id, today, cancellation);
    }

    private async Task Break(Guid orderId, DateOnly today, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderingDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Who shipped or broke it meanwhile is seen after the wait for the order.
        if (await db.ById(orderId, cancellation) is not { BrokenPromise: null } order || !(order.ShipBy < today) || !Waiting.Contains(order.State)) return;
        order.BreakPromise(PromiseBreach.Late, ActBy.System(clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
