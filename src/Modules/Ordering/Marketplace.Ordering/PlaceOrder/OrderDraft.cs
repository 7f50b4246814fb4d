using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Orders;

namespace Marketplace.Ordering.PlaceOrder;

/// <summary>What the buyer's side of a draft says.</summary>
internal sealed record DraftTerms(
    OrganisationCard Buyer, Guid BudgetUnitId, string ChannelCode, string SalesModeCode, PaymentMode PaymentMode, int? PaymentDays, long? FreightLimitFen, DateOnly? WishedOn, string? Note, Delivery Delivery);

/// <summary>Writes a draft of an order from what was priced and what the buyer says.</summary>
internal static class OrderDraft
{
    public static Order Of(DraftTerms terms, PricedBasket priced, string number, Guid personId, TimeProvider clock)
    {
        var order = new Order
        {
            Number = number,
            BuyerId = terms.Buyer.Id,
            BuyerName = terms.Buyer.Name,
            BuyerRegion = terms.Buyer.Region.Value,
            BudgetUnitId = terms.BudgetUnitId,
            BudgetYear = clock.Today().Year,
            SupplierId = priced.SupplierId,
            SupplierName = priced.SupplierName,
            ChannelCode = terms.ChannelCode,
            SalesModeCode = terms.SalesModeCode,
            PaymentMode = terms.PaymentMode,
            PaymentDays = terms.PaymentMode == PaymentMode.Prepay ? OrderDeadlines.Prepayment.Days : terms.PaymentDays ?? OrderDeadlines.UsualPaymentDays,
            FreightFen = priced.FreightFen,
            FreightLimitFen = Math.Max(priced.FreightFen, terms.FreightLimitFen ?? 0),
            Recipient = terms.Delivery.Recipient,
            Phone = terms.Delivery.Phone,
            DeliveryRegion = terms.Delivery.RegionCode.Value,
            Address = terms.Delivery.Address,
            WishedOn = terms.WishedOn,
            Note = terms.Note,
            SubmittedBy = personId,
            CreatedAt = clock.GetUtcNow(),
        };
        foreach (var line in priced.Lines) order.AddLine(LineOf(order, line));
        order.Begin(new ActBy(ActorKind.Buyer, personId, clock.GetUtcNow()));
        return order;
    }

    private static OrderLine LineOf(Order order, PricedLine line) => new()
    {
        OrderId = order.Id,
        Position = order.Lines.Count + 1,
        ProductId = line.Offer.ProductId,
        PackId = line.Offer.PackId,
        ProductName = line.Offer.ProductName,
        PackName = line.Offer.PackName,
        CategoryCode = line.Offer.CategoryCode,
        Origin = line.Offer.Origin.Value,
        HouseholdId = line.Offer.HouseholdId,
        PackMassGrams = line.Offer.MassGrams,
        Quantity = line.Quantity,
        UnitPriceFen = line.UnitPriceFen,
        CampaignId = line.Price.Campaign?.CampaignId,
        CampaignName = line.Price.Campaign?.Name,
        UsualPriceFen = line.Price.Campaign is null ? null : line.Price.UsualFen,
        DifferencePaidBy = line.Price.Campaign?.PaidBy,
        RecognisedAtOrder = line.IsRecognised,
    };
}
