using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Approvals;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SubmitOrder;

/// <summary>What happens when drafts become orders: stock is reserved, budgets are committed, and the approver or the supplier is asked.</summary>
internal sealed class Submission(OrderingDb db, StockBook stock, ExpectedStock expected, BudgetBook budgets, TimeProvider clock)
{
    private static readonly Problem NotEnough = Problem.Conflict("not-enough-stock", "库存不够。请减少数量，或看同县其他商家。", "There is not enough stock. Order less, or see others nearby.");

    /// <returns>Why nothing was submitted; then the caller's transaction is rolled back.</returns>
    public async Task<Problem?> Submit(IReadOnlyList<Order> orders, OrganisationCard buyer, Guid personId, CancellationToken cancellation)
    {
        var wishes = orders.SelectMany(order => order.Lines.Select(line => new StockWish(line.Id, order.Id, line.PackId, line.Quantity))).ToList();
        var shortages = await stock.Reserve(wishes, cancellation);
        if (shortages.Count > 0) return Say(shortages, orders);
        var rule = await db.Set<ApprovalRule>().AsNoTracking().SingleOrDefaultAsync(row => row.OrganisationId == buyer.Id, cancellation)
            ?? ApprovalRule.UsualFor(buyer);
        var by = new ActBy(ActorKind.Buyer, personId, clock.GetUtcNow());
        var promises = await expected.PromisesOf([.. orders.Select(order => order.Id)], cancellation);
        foreach (var order in orders)
        {
            if (promises.TryGetValue(order.Id, out var shipBy)) order.Promise(shipBy);
            order.SubmittedBy = personId;
            if (await budgets.Commit(order, cancellation) is { } exceeded) return exceeded;
            var refusal = rule.Demands(order.TotalFen)
                ? order.Do(OrderAct.RequestApproval, by, by.At + OrderDeadlines.Approval)
                : order.Do(OrderAct.Submit, by, by.At + OrderDeadlines.Confirmation);
            if (refusal is not null) return refusal;
        }

        return null;
    }

    private static Problem Say(IReadOnlyList<StockShortage> shortages, IReadOnlyList<Order> orders)
    {
        var lines = orders.SelectMany(order => order.Lines).ToDictionary(line => line.PackId);
        var first = shortages[0];
        var problem = first.Available == 0
            ? NotEnough
            : NotEnough with { Zh = $"只剩{first.Available}件。改成{first.Available}件，还是看同县其他家？", En = $"Only {first.Available} left. Order {first.Available}, or see others nearby?" };
        return problem.With("available", first.Available).With("packId", first.PackId)
            .With("lines", shortages.Select(shortage => new { shortage.PackId, lines[shortage.PackId].ProductName, shortage.Wished, shortage.Available }).ToList());
    }
}
