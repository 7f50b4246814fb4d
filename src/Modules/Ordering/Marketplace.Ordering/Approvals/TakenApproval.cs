using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Approvals;

/// <summary>Tells an approver who comes second what the first one decided.</summary>
internal sealed class TakenApproval(OrderingDb db, IPersonDirectory people)
{
    public async Task<Problem> Say(Order order, CancellationToken cancellation)
    {
        var decided = await db.Set<OrderHistoryEntry>().AsNoTracking().Where(entry => entry.OrderId == order.Id && (entry.Act == "approve" || entry.Act == "decline"))
            .OrderByDescending(entry => entry.Id).FirstOrDefaultAsync(cancellation);
        if (decided is null) return OrderProblems.NotNow(order);
        var name = (await people.NamesOf([decided.PersonId], cancellation)).GetValueOrDefault(decided.PersonId, "—");
        var agreed = decided.Act == "approve";
        return (Problems.Stale with
        {
            Zh = agreed ? $"{name}已经同意了这张订单。不用再办。" : $"{name}已经否决了这张订单。不用再办。",
            En = agreed ? $"{name} has approved this order already. Nothing is left to do." : $"{name} has declined this order already. Nothing is left to do.",
        }).With("decision", decided.Act).With("by", name).With("at", decided.At);
    }
}
