using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;
using Item = Marketplace.Catalog.SearchProducts.SearchProducts.Item;

namespace Marketplace.Catalog.Campaigns;

/// <summary>活动价 on a product's card: the pack that is cheapest by weight in a campaign that runs today.</summary>
/// <param name="UsualFen">The lowest price of the pack in the last thirty days: what may be struck out beside the campaign's.</param>
internal sealed record CampaignCard(Guid CampaignId, string Name, DateOnly EndsOn, string PackName, string? PackNameEn, long UsualFen, long PriceFen);

/// <summary>Puts campaigns' prices on the products of a list, in one question for all of them and another where there are any.</summary>
internal sealed class CampaignCards(CatalogDb db, CampaignPrices prices, TimeProvider clock)
{
    internal async Task<IReadOnlyList<Item>> On(IEnumerable<Item> items, CancellationToken cancellation)
    {
        var list = items.ToList();
        var cards = list.Count == 0 ? [] : await Of([.. list.Select(item => item.ProductId)], cancellation);
        return cards.Count == 0 ? list : [.. list.Select(item => item with { Campaign = cards.GetValueOrDefault(item.ProductId) })];
    }

    private async Task<Dictionary<Guid, CampaignCard>> Of(IReadOnlyCollection<Guid> products, CancellationToken cancellation)
    {
        var today = clock.Today();
        var rows = await (
            from offer in db.Set<CampaignOffer>().AsNoTracking()
            join campaign in db.Set<Campaign>() on offer.CampaignId equals campaign.Id
            join pack in db.Set<Pack>() on offer.PackId equals pack.Id
            where products.Contains(offer.ProductId) && offer.State == CampaignOfferState.Approved && campaign.IsPublic && campaign.StartsOn <= today && campaign.EndsOn >= today && !pack.IsWithdrawn
            select new { offer, campaign, pack.Name, pack.NameEn, pack.MassGrams, Price = pack.Tiers.OrderBy(tier => tier.MinQuantity).First().PriceFen }).ToListAsync(cancellation);
        if (rows.Count == 0) return [];
        var usual = await prices.UsualOf([.. rows.Select(row => row.offer.PackId).Distinct()], cancellation);
        return rows.Select(row => (row.offer.ProductId, Row: row, Fen: row.offer.TermsOf(row.campaign).PriceFen(row.Price)))
            .GroupBy(one => one.ProductId)
            .Select(group => group.OrderBy(one => (Int128)one.Fen * 1_000_000 / one.Row.MassGrams).ThenBy(one => one.Row.offer.Id).First())
            .ToDictionary(one => one.ProductId, one => new CampaignCard(
                one.Row.campaign.Id, one.Row.campaign.Name, one.Row.campaign.EndsOn, one.Row.Name, one.Row.NameEn,
                Math.Min(one.Row.Price, usual.GetValueOrDefault(one.Row.offer.PackId, one.Row.Price)), one.Fen));
    }
}
