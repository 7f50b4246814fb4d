using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Budgets;

/// <summary>
/// Books orders against budgets in the caller's transaction. The limit is tested by the statement that commits the amount,
/// so orders placed at once cannot exceed it together. Called after stock, never before: rows are locked in that order.
/// </summary>
internal sealed class BudgetBook(OrderingDb db, TimeProvider clock)
{
    private static readonly Problem Exceeded = Problem.Conflict(
        "budget-exceeded", "预算不够。请减少数量，换预算单位，或请财务调整预算。", "The budget does not suffice. Order less, choose another budget unit, or ask finance to change the budget.");

    /// <summary>Sets an order's whole amount aside.</summary>
    public Task<Problem?> Commit(Order order, CancellationToken cancellation) => Commit(order, order.BudgetUnitId, order.TotalFen, cancellation);

    /// <summary>Sets more aside, for a higher freight.</summary>
    public Task<Problem?> CommitMore(Order order, long fen, CancellationToken cancellation) => Commit(order, order.BudgetUnitId, fen, cancellation);

    /// <summary>Gives back what an order that ends had set aside.</summary>
    public Task Release(Order order, CancellationToken cancellation) => Change(order, order.BudgetUnitId, "release", -order.TotalFen, 0, cancellation);

    /// <summary>A lower freight gives back the difference.</summary>
    public Task ReleasePart(Order order, long fen, CancellationToken cancellation) => Change(order, order.BudgetUnitId, "release", -fen, 0, cancellation);

    /// <summary>Turns what was set aside into what is owed; the rest is free again.</summary>
    public Task Consume(Order order, long owedFen, CancellationToken cancellation) => Change(order, order.BudgetUnitId, "consume", -order.TotalFen, owedFen, cancellation);

    /// <summary>Books an order to another unit.</summary>
    public async Task<Problem?> Move(Order order, Guid toUnit, CancellationToken cancellation)
    {
        // In the order of the ids, so that two moves crossing each other do not wait for one another.
        if (order.BudgetUnitId.CompareTo(toUnit) < 0) await Release(order, cancellation);
        if (await Commit(order, toUnit, order.TotalFen, cancellation) is { } exceeded) return exceeded;
        if (order.BudgetUnitId.CompareTo(toUnit) > 0) await Release(order, cancellation);
        order.BudgetUnitId = toUnit;
        return null;
    }

    private async Task<Problem?> Commit(Order order, Guid unit, long fen, CancellationToken cancellation)
    {
        var booked = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO budget (unit_id, year, committed_fen) VALUES ({unit}, {order.BudgetYear}, {fen})
            ON CONFLICT (unit_id, year) DO UPDATE SET committed_fen = budget.committed_fen + excluded.committed_fen
            WHERE budget.limit_fen IS NULL OR budget.limit_fen >= budget.committed_fen + budget.consumed_fen + excluded.committed_fen
            """, cancellation);
        if (booked == 0)
        {
            var budget = await db.Set<Budget>().AsNoTracking().SingleAsync(row => row.UnitId == unit && row.Year == order.BudgetYear, cancellation);
            return Exceeded.With("leftFen", budget.LeftFen).With("neededFen", fen);
        }

        Enter(order, unit, "commit", fen, 0);
        return null;
    }

    private async Task Change(Order order, Guid unit, string kind, long committed, long consumed, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"""
            UPDATE budget SET committed_fen = committed_fen + {committed}, consumed_fen = consumed_fen + {consumed}
            WHERE unit_id = {unit} AND year = {order.BudgetYear}
            """, cancellation);
        Enter(order, unit, kind, committed, consumed);
    }

    private void Enter(Order order, Guid unit, string kind, long committed, long consumed) => db.Add(new BudgetEntry
    {
        UnitId = unit,
        Year = order.BudgetYear,
        OrderId = order.Id,
        Kind = kind,
        CommittedChange = committed,
        ConsumedChange = consumed,
        At = clock.GetUtcNow(),
    });
}
