using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListCampaignOffers;

/// <summary>报名表: what suppliers offer in campaigns; the curator sees those of its campaigns, a supplier its own.</summary>
internal static class ListCampaignOffers
{
    internal sealed record Query(Guid? CampaignId, string? State, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<CampaignOfferState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    /// <param name="PriceFen">The pack's price now.</param>
    /// <param name="UsualFen">Its lowest price of the last thirty days.</param>
    internal sealed record Item(
        Guid OfferId, uint Version, Guid CampaignId, string CampaignName, DateOnly StartsOn, DateOnly EndsOn, Guid PackId, Guid ProductId, string ProductName, string PackName,
        string SupplierName, string OriginName, CampaignDiscount Discount, long Value, long FloorFen, int? MostPerBuyer, long PriceFen, long UsualFen, long CampaignPriceFen,
        DifferencePayer PaidBy, CampaignOfferState State, string? Reason, DateTimeOffset AppliedAt, DateTimeOffset? DecidedAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/campaign-offers", Handle)
        .WithName("ListCampaignOffers").WithTags("Catalog").Requires(CatalogPermissions.SeeCampaignOffers).Reads();

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, OwnProducts own, CampaignPrices prices, IRegionDirectory regions, CancellationToken cancellation)
    {
        var (state, size) = (Choice.Of<CampaignOfferState>(query.State), Paging.Size(query.Size));
        var curated = db.Set<Campaign>().WithinRegions(row => row.RegionCode, actor.RegionsAs(Role.CityOfficial)).Select(row => row.Id);
        var products = own.Of(actor).Select(row => row.Id);
        var rows = db.Set<CampaignOffer>().AsNoTracking().Where(row => (curated.Contains(row.CampaignId) || products.Contains(row.ProductId))
            && (query.CampaignId == null || row.CampaignId == query.CampaignId) && (state == null || row.State == state));
        var total = await rows.LongCountAsync(cancellation);
        var page = await (
            from offer in After(rows, query.Cursor).OrderByDescending(row => row.AppliedAt).ThenByDescending(row => row.Id).Take(size + 1)
            join campaign in db.Set<Campaign>() on offer.CampaignId equals campaign.Id
            join product in db.Set<Product>() on offer.ProductId equals product.Id
            join pack in db.Set<Pack>() on offer.PackId equals pack.Id
            join supplier in db.Set<Supplier>() on offer.SupplierId equals supplier.Id
            orderby offer.AppliedAt descending, offer.Id descending
            select new
            {
                offer,
                campaign,
                product.Name,
                product.OriginCode,
                PackName = pack.Name,
                SupplierName = supplier.Name,
                Price = pack.Tiers.OrderBy(tier => tier.MinQuantity).First().PriceFen,
                Version = EF.Property<uint>(offer, "Version"),
            }).ToListAsync(cancellation);
        var usual = await prices.UsualOf([.. page.Select(row => row.offer.PackId).Distinct()], cancellation);
        var items = page.Take(size).Select(row => new Item(
            row.offer.Id, row.Version, row.campaign.Id, row.campaign.Name, row.campaign.StartsOn, row.campaign.EndsOn, row.offer.PackId, row.offer.ProductId, row.Name, row.PackName,
            row.SupplierName, regions.FullNameOf(row.OriginCode), row.offer.Discount, row.offer.Value, row.offer.FloorFen, row.offer.MostPerBuyer, row.Price,
            usual.GetValueOrDefault(row.offer.PackId, row.Price), row.offer.TermsOf(row.campaign).PriceFen(row.Price), row.offer.PaidBy, row.offer.State, row.offer.Reason,
            row.offer.AppliedAt, row.offer.DecidedAt)).ToList();
        var next = page.Count > size ? Paging.Cursor(items[^1].AppliedAt.ToString("O", CultureInfo.InvariantCulture), items[^1].OfferId.ToString()) : null;
        return TypedResults.Ok(new Page<Item>(items, next, total));
    }

    private static IQueryable<CampaignOffer> After(IQueryable<CampaignOffer> rows, string? cursor)
    {
        if (Paging.Read(cursor, 2) is not { } after || !Guid.TryParse(after[1], out var id)
            || !DateTimeOffset.TryParseExact(after[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)) return rows;
        var at = parsed.ToUniversalTime();
        return rows.Where(row => row.AppliedAt < at || (row.AppliedAt == at && row.Id < id));
    }
}
