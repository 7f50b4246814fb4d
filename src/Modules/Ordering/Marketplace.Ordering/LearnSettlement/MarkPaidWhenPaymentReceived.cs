using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Contracts;

namespace Marketplace.Ordering.LearnSettlement;

/// <summary>The order's money is in escrow.</summary>
internal sealed class MarkPaidWhenPaymentReceived(OrderingDb db) : IEventHandler<PaymentReceived>
{
    public async Task Handle(PaymentReceived fact, CancellationToken cancellation)
    {
        var order = await db.ById(fact.OrderId, cancellation) ?? throw new NotYetException("the order");
        var by = ActBy.System(fact.OccurredAt);
        if (order.Can(OrderAct.ReceivePayment, [ActorKind.System])) order.Do(OrderAct.ReceivePayment, by);
        else if (order.PaidAt is null) order.NotePayment(by);
    }
}
