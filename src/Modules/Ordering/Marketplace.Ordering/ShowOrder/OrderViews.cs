using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Disputes;
using Marketplace.Ordering.Inspections;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Shipments;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ShowOrder;

/// <summary>Puts an order together for a person: names through Accounts, files as signed addresses, the receiver only for the two sides and staff.</summary>
internal sealed class OrderViews(OrderingDb db, IPersonDirectory people, IOrganisationDirectory organisations, IRegionDirectory regions, Attachments attachments)
{
    public async Task<OrderView> Of(Order order, Actor actor, CancellationToken cancellation)
    {
        var kinds = KindsOf(order, actor);
        var isParty = kinds.Count > 0 || actor.HasAny(OrderingPermissions.Staff);
        var names = await people.NamesOf([.. order.History.Select(entry => entry.PersonId).Where(id => id != Guid.Empty).Distinct()], cancellation);
        var unit = order.BudgetUnitId == order.BuyerId ? order.BuyerName : (await organisations.Find(order.BudgetUnitId, cancellation))?.Name;
        return new OrderView(
            order.Id, order.Number, order.State, order.IsPartlyShipped, order.IsDisputed, MoveView.Of(order), [.. Enum.GetValues<OrderAct>().Where(act => order.Can(act, kinds))],
            new PartyView(order.BuyerId, order.BuyerName), new PartyView(order.SupplierId, order.SupplierName), order.BudgetUnitId, unit, order.BudgetYear,
            order.ChannelCode, order.SalesModeCode, order.PaymentMode, order.PaymentDays, order.GoodsFen, order.FreightFen, order.FreightLimitFen, order.TotalFen, order.RefundedFen,
            order.MassGrams, isParty ? new Delivery(order.Recipient, order.Phone, RegionCode.Parse(order.DeliveryRegion), order.Address) : null,
            regions.Find(RegionCode.Parse(order.DeliveryRegion))?.FullName, order.WishedOn, isParty ? order.Note : null,
            order.CreatedAt, order.ContractedAt, order.PaidAt, order.AcceptedOn, order.ReleasedOn, order.PaymentExtended, order.IsDemonstration,
            [.. order.Lines.OrderBy(line => line.Position).Select(LineOf)],
            [.. OrderHistoryEntry.InOrder(order.History).Select(entry => new HistoryView(
                entry.At, entry.ActorKind, names.GetValueOrDefault(entry.PersonId), entry.Act, entry.FromState, entry.ToState, entry.Reason))],
            await ShipmentsOf(order.Id, cancellation), await InspectionOf(order.Id, cancellation), await DisputesOf(order.Id, isParty, cancellation), await RatingOf(order.Id, cancellation), await PromiseOf(order, cancellation));
    }

    /// <summary>In which capacities a person may act on an order.</summary>
    private static List<ActorKind> KindsOf(Order order, Actor actor)
    {
        var kinds = new List<ActorKind>();
        if (actor.OrganisationsAs(Role.Buyer).Contains(order.BuyerId)) kinds.Add(ActorKind.Buyer);
        if (actor.OrganisationsAs(Role.BuyerApprover).Contains(order.BuyerId)) kinds.Add(ActorKind.Approver);
        if (actor.OrganisationsAs(Role.BuyerFinance).Contains(order.BuyerId)) kinds.Add(ActorKind.BuyerFinance);
        if (actor.OrganisationsAs(OrderingPermissions.Sellers).Contains(order.SupplierId)) kinds.Add(ActorKind.Supplier);
        if (actor.Has(Role.Operator)) kinds.Add(ActorKind.Operator);
        return kinds;
    }

    private static LineView LineOf(OrderLine line) => new(
        line.Id, line.ProductId, line.PackId, line.ProductName, line.PackName, line.Origin, line.HouseholdId, line.PackMassGrams, line.Quantity, line.UnitPriceFen, line.AmountFen,
        line.RecognisedAtOrder, line.Shipped, line.Accepted, line.Rejected, line.UsualPriceFen, line.CampaignName, line.DifferencePaidBy);

    private async Task<IReadOnlyList<ShipmentView>> ShipmentsOf(Guid orderId, CancellationToken cancellation) =>
        [.. (await db.Set<Shipment>().AsNoTracking().Include(shipment => shipment.Lines).Where(shipment => shipment.OrderId == orderId)
            .OrderBy(shipment => shipment.Id).ToListAsync(cancellation)).Select(shipment => new ShipmentView(
                shipment.Id, shipment.Carrier, shipment.Waybill, shipment.IsColdChain, shipment.ShippedAt, shipment.DeliveredAt, shipment.CarrierNote,
                [.. shipment.Lines.Select(line => new ShipmentLineView(line.LineId, line.Quantity))]))];

    private async Task<InspectionView?> InspectionOf(Guid orderId, CancellationToken cancellation)
    {
        var inspection = await db.Set<Inspection>().AsNoTracking().Include(row => row.Lines).SingleOrDefaultAsync(row => row.OrderId == orderId, cancellation);
        return inspection is null ? null : new InspectionView(
            inspection.Id, inspection.At, inspection.IsDeemed, inspection.AcceptedOn, inspection.AcceptedFen, inspection.RejectedFen,
            [.. inspection.Lines.Select(line => new InspectionLineView(line.LineId, line.Accepted, line.Rejected, line.Reason, attachments.UrlsOf(line.Photos)))]);
    }

    private async Task<IReadOnlyList<DisputeView>> DisputesOf(Guid orderId, bool isParty, CancellationToken cancellation)
    {
        var disputes = await db.Set<Dispute>().AsNoTracking().Where(dispute => dispute.OrderId == orderId).OrderBy(dispute => dispute.Id).ToListAsync(cancellation);
        if (disputes.Count == 0) return [];
        var ids = disputes.ConvertAll(dispute => dispute.Id);
        var messages = isParty
            ? await db.Set<DisputeMessage>().AsNoTracking().Where(message => ids.Contains(message.DisputeId)).OrderBy(message => message.Id).Take(200).ToListAsync(cancellation)
            : [];
        var names = await people.NamesOf([.. messages.Select(message => message.PersonId).Distinct()], cancellation);
        return [.. disputes.Select(dispute => new DisputeView(
            dispute.Id, dispute.OpenedAt, dispute.Reason, isParty ? attachments.UrlsOf(dispute.Evidence) : [], dispute.Answer, dispute.AnsweredAt,
            dispute.Outcome, dispute.Decision, dispute.DecidedAt,
            [.. messages.Where(message => message.DisputeId == dispute.Id).Select(message => new MessageView(
                message.At, message.ActorKind, names.GetValueOrDefault(message.PersonId), message.Text, attachments.UrlsOf(message.Files)))]))];
    }

    private async Task<PromiseView?> PromiseOf(Order order, CancellationToken cancellation)
    {
        if (order.ShipBy is not { } shipBy) return null;
        var expected = await db.Set<Reservation>().Where(held => held.OrderId == order.Id && db.Set<StockLot>().Any(lot => lot.LotId == held.LotId && lot.IsExpected)).SumAsync(held => held.Held, cancellation);
        var lacking = -await db.Set<StockMovement>().Where(move => move.OrderId == order.Id && move.Kind == "harvest-short").SumAsync(move => move.ReservedChange, cancellation);
        return new PromiseView(shipBy, order.BrokenPromise, expected, lacking);
    }

    private async Task<RatingView?> RatingOf(Guid orderId, CancellationToken cancellation) =>
        await db.Set<OrderRating>().AsNoTracking().Where(rating => rating.OrderId == orderId)
            .Select(rating => new RatingView(rating.Stars, rating.Comment, rating.At)).SingleOrDefaultAsync(cancellation);
}
