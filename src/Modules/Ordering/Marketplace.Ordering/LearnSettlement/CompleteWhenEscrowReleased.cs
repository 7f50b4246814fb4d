using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Contracts;

namespace Marketplace.Ordering.LearnSettlement;

/// <summary>Supplier and households have their money: the order is complete.</summary>
internal sealed class CompleteWhenEscrowReleased(OrderingDb db) : IEventHandler<EscrowReleased>
{
    public async Task Handle(EscrowReleased fact, CancellationToken cancellation)
    {
        var order = await db.ById(fact.OrderId, cancellation) ?? throw new NotYetException("the order");
        if (order.AcceptedOn is null) throw new NotYetException("the acceptance");
        if (order.Can(OrderAct.Release, [ActorKind.System])) order.Do(OrderAct.Release, ActBy.System(fact.OccurredAt));
    }
}
