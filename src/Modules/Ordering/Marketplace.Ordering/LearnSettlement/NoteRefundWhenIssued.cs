using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Contracts;

namespace Marketplace.Ordering.LearnSettlement;

/// <summary>Money went back to the buyer.</summary>
internal sealed class NoteRefundWhenIssued(OrderingDb db) : IEventHandler<RefundIssued>
{
    public async Task Handle(RefundIssued fact, CancellationToken cancellation)
    {
        var order = await db.ById(fact.OrderId, cancellation) ?? throw new NotYetException("the order");
        order.RefundedFen = checked(order.RefundedFen + fact.AmountFen);
        var by = ActBy.System(fact.OccurredAt, new Money(fact.AmountFen).ToString());
        if (order.Can(OrderAct.Refund, [ActorKind.System])) order.Do(OrderAct.Refund, by);
        else order.Remark(by, "refund");
    }
}
