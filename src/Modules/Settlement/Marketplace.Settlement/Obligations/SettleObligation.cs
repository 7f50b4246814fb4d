using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Obligations;

/// <summary>
/// 结算: after anything changed for an order, does what has become due: announces full payment, releases escrow once when goods are accepted
/// and money is there, and sends back what is held above what is owed. Runs under the order's row lock, so it cannot run twice at once.
/// </summary>
internal sealed class SettleObligation(SettlementDb db, Journal journal, IHouseholdDirectory households, TimeProvider clock)
{
    /// <summary>
    /// Locks, then reads in a second statement: one statement would return the row as it is after the wait but its lines as they were before,
    /// and a release would forget what was accepted meanwhile.
    /// </summary>
    internal static async Task<Obligation?> Lock(SettlementDb db, Guid orderId, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM settlement.obligation WHERE order_id = {orderId} FOR UPDATE", cancellation);
        return await db.Set<Obligation>().Include(obligation => obligation.Lines).SingleOrDefaultAsync(obligation => obligation.OrderId == orderId, cancellation);
    }

    internal async Task Settle(Obligation obligation, Guid actorId, CancellationToken cancellation)
    {
        AnnouncePayment(obligation);
        if (obligation.MayRelease) await Release(obligation, actorId, cancellation);
        if (obligation.SurplusFen > 0) await ReturnSurplus(obligation, actorId, cancellation);
    }

    private void AnnouncePayment(Obligation obligation)
    {
        if (!obligation.IsPaidInFull || obligation.PaidAnnouncedAt is not null) return;
        obligation.PaidAnnouncedAt = clock.GetUtcNow();
        var payment = db.Set<Payment>().Local.Where(row => row.OrderId == obligation.OrderId && row.State == PaymentState.Succeeded).MaxBy(row => row.ChangedAt);
        db.Publish(new PaymentReceived
        {
            OccurredAt = clock.GetUtcNow(),
            OrderId = obligation.OrderId,
            PaymentId = payment?.Id ?? Guid.Empty,
            AmountFen = obligation.ReceivedFen - obligation.ReturnedFen,
            Method = payment?.Method ?? PaymentMethod.BankTransfer,
        });
    }

    /// <summary>Goods are split to the linked households by their shares; the rest and the freight are the supplier's.</summary>
    private async Task Release(Obligation obligation, Guid actorId, CancellationToken cancellation)
    {
        var goods = new Money(obligation.AcceptedFen ?? 0);
        var freight = new Money(obligation.FreightOwedFen ?? 0);
        var linked = await households.LinkedTo(obligation.SupplierId, obligation.AcceptedOn!.Value, cancellation);
        var (parts, remainder) = goods.SplitByBasisPoints([.. linked.Select(link => link.ShareBasisPoints)]);
        var postings = new List<Posting> { new(AccountId.Escrow(obligation.OrderId), (goods + freight).Fen) };
        postings.AddRange(linked.Zip(parts, (link, part) => new Posting(AccountId.Household(link.HouseholdId), -part.Fen)));
        postings.Add(new Posting(AccountId.Supplier(obligation.SupplierId), -(remainder + freight).Fen));
        var entry = new JournalEntry(EntryKind.EscrowReleased, obligation.OrderId.ToString(), obligation.OrderId, $"{obligation.Number} 放款", actorId, postings);
        if (!await journal.Append(entry, cancellation)) return;
        obligation.ReleasedAt = clock.GetUtcNow();
        db.Publish(new EscrowReleased
        {
            OccurredAt = clock.GetUtcNow(),
            OrderId = obligation.OrderId,
            InspectionId = obligation.InspectionId!.Value,
            GoodsFen = goods.Fen,
            FreightFen = freight.Fen,
            Lines = [.. obligation.Lines.Where(line => line.AcceptedFen > 0).Select(line => new ReleasedLine(line.LineId, line.AcceptedFen!.Value))],
            ReleasedOn = clock.Today(),
        });
    }

    /// <summary>Back the way it came: newest payment first, never more than each brought.</summary>
    private async Task ReturnSurplus(Obligation obligation, Guid actorId, CancellationToken cancellation)
    {
        var surplus = obligation.SurplusFen;
        var payments = await db.Set<Payment>().Where(payment => payment.OrderId == obligation.OrderId && payment.State == PaymentState.Succeeded)
            .OrderByDescending(payment => payment.CreatedAt).ToListAsync(cancellation);
        var earlier = await db.Set<Refund>().Where(refund => refund.OrderId == obligation.OrderId).ToListAsync(cancellation);
        foreach (var payment in payments)
        {
            var left = payment.AmountFen - earlier.Where(refund => refund.PaymentId == payment.Id).Sum(refund => refund.AmountFen);
            var amount = Math.Min(left, surplus);
            if (amount <= 0) continue;
            var refund = Refund.Of(payment, amount, obligation.CancelledAt is not null ? "cancelled" : obligation.AcceptedOn is not null ? "rejected" : "overpaid", clock.GetUtcNow());
            db.Add(refund);
            await journal.Append(new JournalEntry(EntryKind.RefundOwed, refund.Id.ToString(), obligation.OrderId, $"{obligation.Number} 应退", actorId,
                [new Posting(AccountId.Escrow(obligation.OrderId), amount), new Posting(AccountId.Refund(obligation.OrderId), -amount)]), cancellation);
            obligation.Return(amount);
            surplus -= amount;
            if (surplus == 0) return;
        }
    }
}
