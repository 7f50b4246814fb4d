using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Http;

namespace Marketplace.Ordering.Inspections;

/// <summary>What of one line was taken and refused, of the packs that came.</summary>
internal sealed record Finding(OrderLine Line, int Accepted, int Rejected, string? Reason, Guid[] Photos);

/// <summary>Ends an inspection, by the buyer or by time: counts, books, tells, and asks a postpaying buyer to pay.</summary>
internal sealed class Acceptance(OrderingDb db, StockBook stock, BudgetBook budgets)
{
    /// <param name="act">Accept, AcceptPartly, Reject or DeemAccepted.</param>
    /// <returns>The refusal when the order is in no state for it.</returns>
    public async Task<Problem?> Conclude(Order order, IReadOnlyList<Finding> findings, OrderAct act, ActBy by, CancellationToken cancellation)
    {
        var due = order.PaymentMode == PaymentMode.Postpay ? by.At.AddDays(order.PaymentDays) : (DateTimeOffset?)null;
        if (order.Do(act, by) is { } refusal) return refusal;
        foreach (var finding in findings) (finding.Line.Accepted, finding.Line.Rejected) = (finding.Accepted, finding.Line.Quantity - finding.Accepted);
        var acceptedFen = order.Lines.Sum(line => line.AcceptedFen);
        var freightFen = acceptedFen > 0 ? order.FreightFen : 0;
        await stock.Sell(order.Id, [.. findings.Select(finding => (finding.Line.PackId, finding.Accepted, finding.Rejected, finding.Reason))], cancellation);
        await budgets.Consume(order, acceptedFen + freightFen, cancellation);
        var inspection = InspectionOf(order, findings, acceptedFen, act == OrderAct.DeemAccepted, by);
        db.Add(inspection);
        db.Publish(FactOf(order, inspection, freightFen));
        return AskForMoney(order, acceptedFen, by, due);
    }

    private static Problem? AskForMoney(Order order, long acceptedFen, ActBy by, DateTimeOffset? due)
    {
        if (due is null || acceptedFen == 0) return null;
        if (order.Do(OrderAct.DemandPayment, ActBy.System(by.At), due) is { } refusal) return refusal;
        // A postpaying buyer may have paid before it was asked.
        return order.PaidAt is null ? null : order.Do(OrderAct.ReceivePayment, ActBy.System(by.At));
    }

    private static Inspection InspectionOf(Order order, IReadOnlyList<Finding> findings, long acceptedFen, bool isDeemed, ActBy by)
    {
        var id = Guid.CreateVersion7();
        return new Inspection
        {
            Id = id,
            OrderId = order.Id,
            At = by.At,
            PersonId = by.PersonId,
            IsDeemed = isDeemed,
            AcceptedOn = order.AcceptedOn!.Value,
            AcceptedFen = acceptedFen,
            RejectedFen = order.GoodsFen - acceptedFen,
            Lines = [.. findings.Select(finding => new InspectionLine
            {
                InspectionId = id, LineId = finding.Line.Id, Accepted = finding.Accepted, Rejected = finding.Rejected, Reason = finding.Reason, Photos = finding.Photos,
            })],
        };
    }

    private static DeliveryAccepted FactOf(Order order, Inspection inspection, long freightFen) => new()
    {
        OccurredAt = inspection.At,
        OrderId = order.Id,
        InspectionId = inspection.Id,
        AcceptedOn = inspection.AcceptedOn,
        IsDeemed = inspection.IsDeemed,
        Lines = [.. order.Lines.Select(line => new InspectedLine(line.Id, line.Accepted, line.Rejected, line.AcceptedFen, line.RejectedFen))],
        AcceptedFen = inspection.AcceptedFen,
        RejectedFen = inspection.RejectedFen,
        FreightFen = freightFen,
    };
}
