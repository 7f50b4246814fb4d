using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Campaigns;

/// <summary>Which campaigns lower which packs, and what packs cost in the last thirty days.</summary>
internal sealed class CampaignPrices(CatalogDb db, TimeProvider clock)
{
    private const int DaysOfUsualPrice = 30;

    private sealed record Lowest(Guid PackId, long PriceFen);

    /// <summary>Approved terms of public campaigns that have not ended, by pack.</summary>
    internal async Task<ILookup<Guid, CampaignTerms>> TermsOf(IReadOnlyCollection<Guid> packs, CancellationToken cancellation)
    {
        // A day of slack: whoever asks decides by its own today whether a campaign runs.
        var since = clock.Today().AddDays(-1);
        var rows = await (
            from offer in db.Set<CampaignOffer>().AsNoTracking()
            join campaign in db.Set<Campaign>() on offer.CampaignId equals campaign.Id
            where packs.Contains(offer.PackId) && offer.State == CampaignOfferState.Approved && campaign.IsPublic && campaign.EndsOn >= since
            select new { offer, campaign }).ToListAsync(cancellation);
        return rows.ToLookup(row => row.offer.PackId, row => row.offer.TermsOf(row.campaign));
    }

    /// <summary>The lowest price of one pack in the last thirty days: the price in force when they began, and every one since.</summary>
    internal async Task<Dictionary<Guid, long>> UsualOf(IReadOnlyCollection<Guid> packs, CancellationToken cancellation)
    {
        var (ids, since) = (packs.ToArray(), clock.GetUtcNow().AddDays(-DaysOfUsualPrice).ToUniversalTime());
        return await db.Database.SqlQuery<Lowest>($"""
            SELECT pack_id AS "PackId", min(price_fen) AS "PriceFen" FROM (
                SELECT pack_id, price_fen FROM price_history WHERE pack_id = ANY({ids}) AND min_quantity = 1 AND at >= {since}
                UNION ALL
                (SELECT DISTINCT ON (pack_id) pack_id, price_fen FROM price_history WHERE pack_id = ANY({ids}) AND min_quantity = 1 AND at < {since} ORDER BY pack_id, at DESC, id DESC)) told
            GROUP BY pack_id
            """).ToDictionaryAsync(row => row.PackId, row => row.PriceFen, cancellation);
    }
}
