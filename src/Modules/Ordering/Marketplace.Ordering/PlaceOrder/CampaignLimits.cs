using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.PlaceOrder;

/// <summary>
/// 限购: how many packs one organisation buys at a campaign's price. Asked after the stock is reserved: whoever orders the same pack
/// waits for its row until this transaction ends, so two orders at once cannot both fill the last of the limit.
/// </summary>
internal static class CampaignLimits
{
    private static readonly OrderState[] Undone = [OrderState.Cancelled, OrderState.Expired];

    internal static async Task<Problem?> Check(OrderingDb db, Guid buyerId, IReadOnlyList<PricedBasket> baskets, CancellationToken cancellation)
    {
        var limited = baskets.SelectMany(basket => basket.Lines).Where(line => line.Price.Campaign?.MostPerBuyer is not null).ToList();
        if (limited.Count == 0) return null;
        var packs = limited.Select(line => line.Offer.PackId).ToList();
        var campaigns = limited.Select(line => line.Price.Campaign!.CampaignId).Distinct().ToList();
        var bought = await (
            from line in db.Set<OrderLine>()
            join order in db.Set<Order>() on line.OrderId equals order.Id
            where order.BuyerId == buyerId && !Undone.Contains(order.State) && packs.Contains(line.PackId) && line.CampaignId != null && campaigns.Contains(line.CampaignId.Value)
            group line.Quantity by new { line.CampaignId, line.PackId } into sum
            select new { sum.Key.CampaignId, sum.Key.PackId, Packs = sum.Sum() }).ToListAsync(cancellation);
        foreach (var line in limited)
        {
            var (terms, before) = (line.Price.Campaign!, bought.Where(row => row.CampaignId == line.Price.Campaign!.CampaignId && row.PackId == line.Offer.PackId).Sum(row => row.Packs));
            var left = Math.Max(0, terms.MostPerBuyer!.Value - before);
            if (line.Quantity > left) return Beyond(line, left);
        }

        return null;
    }

    private static Problem Beyond(PricedLine line, int left) => Problem.Conflict(
        "campaign-limit",
        $"{line.Offer.ProductName}的活动价每家限购{line.Price.Campaign!.MostPerBuyer}件，你们还能买{left}件。请减少数量。",
        $"{line.Offer.ProductName} is limited to {line.Price.Campaign!.MostPerBuyer} packs a buyer in this campaign; you may order {left} more. Order fewer.")
        .With("packId", line.Offer.PackId).With("left", left);
}
