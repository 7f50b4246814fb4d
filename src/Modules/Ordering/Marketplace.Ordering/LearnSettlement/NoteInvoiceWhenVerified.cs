using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Messaging;
using Marketplace.Settlement.Contracts;

namespace Marketplace.Ordering.LearnSettlement;

/// <summary>验票: the buyer compared the invoice with what it accepted. A step where the order waits for one, else a line in its record.</summary>
internal sealed class NoteInvoiceWhenVerified(OrderingDb db) : IEventHandler<InvoiceVerified>
{
    public async Task Handle(InvoiceVerified fact, CancellationToken cancellation)
    {
        if (await db.ById(fact.OrderId, cancellation) is not { } order) return;
        var by = new ActBy(ActorKind.BuyerFinance, fact.PersonId, fact.OccurredAt, fact.Number);
        if (order.Can(OrderAct.VerifyInvoice, [ActorKind.BuyerFinance])) order.Do(OrderAct.VerifyInvoice, by, order.DueAt);
        else order.Remark(by, "verify-invoice");
    }
}
