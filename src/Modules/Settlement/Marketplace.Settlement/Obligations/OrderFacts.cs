using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Obligations;

/// <summary>The contract fixes what is owed.</summary>
internal sealed class OpenObligationWhenOrderContracted(SettlementDb db) : IEventHandler<OrderContracted>
{
    public async Task Handle(OrderContracted fact, CancellationToken cancellation)
    {
        if (await db.Set<Obligation>().AnyAsync(row => row.OrderId == fact.OrderId, cancellation)) return;
        db.Add(Obligation.From(fact, ChinaTime.DateIn(fact.OccurredAt)));
    }
}

/// <summary>Acceptance fixes what is owed after inspection, and may release or send back money.</summary>
internal sealed class SettleWhenDeliveryAccepted(SettlementDb db, SettleObligation settle) : IEventHandler<DeliveryAccepted>
{
    public async Task Handle(DeliveryAccepted fact, CancellationToken cancellation)
    {
        var obligation = await SettleObligation.Lock(db, fact.OrderId, cancellation) ?? throw new NotYetException($"the contract of order {fact.OrderId}");
        obligation.Accept(fact);
        await settle.Settle(obligation, Actor.System.PersonId, cancellation);
    }
}

/// <summary>What was paid for a cancelled order goes back.</summary>
internal sealed class ReturnMoneyWhenOrderCancelled(SettlementDb db, SettleObligation settle, TimeProvider clock) : IEventHandler<OrderCancelled>
{
    public async Task Handle(OrderCancelled fact, CancellationToken cancellation)
    {
        // An order cancelled before its contract never owed anything; one whose contract is still under way is asked again.
        var obligation = await SettleObligation.Lock(db, fact.OrderId, cancellation);
        if (obligation is null)
        {
            if (fact.HadContract) throw new NotYetException($"the contract of order {fact.OrderId}");
            return;
        }

        obligation.Cancel(clock.GetUtcNow());
        await settle.Settle(obligation, Actor.System.PersonId, cancellation);
    }
}
