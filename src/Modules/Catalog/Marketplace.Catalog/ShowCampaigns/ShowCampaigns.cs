using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowCampaigns;

/// <summary>活动: what runs now and what ran, and one campaign with its goods that are on sale.</summary>
internal static class ShowCampaigns
{
    internal sealed record Query(bool? Running, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>;

    internal sealed record Item(
        Guid CampaignId, uint Version, string Name, string? NameEn, string? Slogan, string RegionCode, string? PartnerProvince, string? PartnerProvinceName,
        DateOnly StartsOn, DateOnly EndsOn, bool IsRunning, string? BannerUrl, bool IsPublic, int Products);

    /// <param name="BannerFileId">For who curates it: the picture that a change keeps unless it names another.</param>
    internal sealed record Detail(
        Item Campaign, IReadOnlyList<Guid> ProductIds, Guid? BannerFileId, string? BannerPath, Page<SearchProducts.SearchProducts.Item> Products, IReadOnlyList<PriceView> Prices);

    /// <summary>A pack whose price this campaign lowers.</summary>
    /// <param name="UsualFen">The lowest price of the last thirty days, or the present one when lower.</param>
    internal sealed record PriceView(Guid ProductId, Guid PackId, string PackName, string? PackNameEn, long UsualFen, long CampaignPriceFen, int? MostPerBuyer);

    internal sealed record DetailQuery(string? Cursor, int? Size);

    internal sealed class DetailValidator : AbstractValidator<DetailQuery>;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/campaigns", List).WithName("ListCampaigns").WithTags("Catalog").Public().Reads();
        api.MapGet("/campaigns/{campaignId:guid}", Show).WithName("ShowCampaign").WithTags("Catalog").Public().Reads();
    }

    private static async Task<Ok<Page<Item>>> List(
        [AsParameters] Query query, Actor actor, CatalogDb db, IRegionDirectory regions, IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        var (today, size, curates) = (clock.Today(), Paging.Size(query.Size), actor.Has(Role.CityOfficial));
        var rows = db.Set<Campaign>().AsNoTracking().Where(row => row.IsPublic || curates);
        if (query.Running == true) rows = rows.Where(row => row.StartsOn <= today && row.EndsOn >= today);
        if (Paging.Read(query.Cursor, 2) is { } after && DateOnly.TryParse(after[0], System.Globalization.CultureInfo.InvariantCulture, out var ends) && Guid.TryParse(after[1], out var id))
            rows = rows.Where(row => row.EndsOn < ends || (row.EndsOn == ends && row.Id < id));
        var page = await rows.OrderByDescending(row => row.EndsOn).ThenByDescending(row => row.Id).Take(size + 1)
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).ToListAsync(cancellation);
        var items = page.Take(size).Select(found => ItemOf(found.Row, found.Version, regions, links, today)).ToList();
        var next = page.Count > size ? Paging.Cursor(items[^1].EndsOn.ToString("O"), items[^1].CampaignId.ToString()) : null;
        return TypedResults.Ok(new Page<Item>(items, next));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(
        Guid campaignId, [AsParameters] DetailQuery query, Actor actor, CatalogDb db, IProductSearch search, IRegionDirectory regions, IFileLinks links,
        CampaignPrices prices, CampaignCards cards, TimeProvider clock, CancellationToken cancellation)
    {
        var curates = actor.Has(Role.CityOfficial);
        var found = await db.Set<Campaign>().AsNoTracking().Where(row => row.Id == campaignId && (row.IsPublic || curates))
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).SingleOrDefaultAsync(cancellation);
        if (found is null) return Problems.NotFound;
        var result = await search.Find(
            new ProductSearch(null, null, null, null, null, null, null, null, null, SearchSort.Sales, Paging.Size(query.Size), query.Cursor, found.Row.ProductIds), cancellation);
        return TypedResults.Ok(new Detail(
            ItemOf(found.Row, found.Version, regions, links, clock.Today()), found.Row.ProductIds, found.Row.BannerFileId, found.Row.BannerPath,
            new Page<SearchProducts.SearchProducts.Item>(
                await cards.On(result.Items.Select(hit => SearchProducts.SearchProducts.ItemOf(hit, regions, links)), cancellation), result.NextCursor, result.Total),
            await PricesOf(found.Row, [.. result.Items.Select(hit => hit.ProductId)], db, prices, cancellation)));
    }

    private static async Task<IReadOnlyList<PriceView>> PricesOf(Campaign campaign, IReadOnlyList<Guid> products, CatalogDb db, CampaignPrices prices, CancellationToken cancellation)
    {
        var rows = await (
            from offer in db.Set<CampaignOffer>().AsNoTracking()
            join pack in db.Set<Pack>() on offer.PackId equals pack.Id
            where offer.CampaignId == campaign.Id && offer.State == CampaignOfferState.Approved && products.Contains(offer.ProductId) && !pack.IsWithdrawn
            select new { offer, pack.Name, pack.NameEn, Price = pack.Tiers.OrderBy(tier => tier.MinQuantity).First().PriceFen }).ToListAsync(cancellation);
        var usual = await prices.UsualOf([.. rows.Select(row => row.offer.PackId)], cancellation);
        return [.. rows.Select(row => new PriceView(
            row.offer.ProductId, row.offer.PackId, row.Name, row.NameEn, Math.Min(row.Price, usual.GetValueOrDefault(row.offer.PackId, row.Price)),
            row.offer.TermsOf(campaign).PriceFen(row.Price), row.offer.MostPerBuyer))];
    }

    private static Item ItemOf(Campaign row, uint version, IRegionDirectory regions, IFileLinks links, DateOnly today) => new(
        row.Id, version, row.Name, row.NameEn, row.Slogan, row.RegionCode, row.PartnerProvince, row.PartnerProvince is { } province ? regions.FullNameOf(province) : null,
        row.StartsOn, row.EndsOn, row.StartsOn <= today && today <= row.EndsOn,
        row.BannerFileId is { } file ? links.UrlOf(file) : row.BannerPath is { } path ? "/" + path : null, row.IsPublic, row.ProductIds.Length);
}
