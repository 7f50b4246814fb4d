using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.CurateHall;
using Marketplace.Catalog.Data;
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

namespace Marketplace.Catalog.ShowHalls;

/// <summary>What a county put into its hall, with what the catalogue knows by itself: protected names, and households that list.</summary>
internal static class HallPage
{
    /// <param name="VersionId">For its curator: a state that is not published, to look at.</param>
    internal sealed record Query(Guid? VersionId);

    internal sealed class Validator : AbstractValidator<Query>;

    internal sealed record Story(string Title, string? TitleEn, string Text, string? TextEn, string? PictureUrl, Guid? ProductId);

    /// <param name="Households">Households whose own goods an agent lists here.</param>
    /// <param name="Indications">地理标志 among the goods on sale.</param>
    /// <param name="Featured">Those of the county's choice that are on sale now, in its order.</param>
    internal sealed record Response(
        string? Intro, string? IntroEn, string? Notice, string? NoticeEn, string? Contact, string? BannerUrl, int Households, IReadOnlyList<string> Indications,
        IReadOnlyList<SearchProducts.SearchProducts.Item> Featured, IReadOnlyList<Story> Stories, bool IsPreview);

    private sealed record Known(int Households, string[] Indications);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/halls/{countyCode}/page", Handle)
        .WithName("ShowHallPage").WithTags("Catalog").Public().Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        string countyCode, [AsParameters] Query query, Actor actor, CatalogDb db, IProductSearch search, IRegionDirectory regions, IFileLinks links, CampaignCards campaigns, CancellationToken cancellation)
    {
        if (!ShowHalls.IsCounty(countyCode, regions) || (query.VersionId is not null && !CurateHall.CurateHall.Curates(actor, countyCode))) return Problems.NotFound;
        var versions = db.Set<HallVersion>().AsNoTracking().Where(row => row.CountyCode == countyCode);
        var version = query.VersionId is { } wanted
            ? await versions.SingleOrDefaultAsync(row => row.Id == wanted, cancellation)
            : await versions.Shown().FirstOrDefaultAsync(cancellation);
        if (query.VersionId is not null && version is null) return Problems.NotFound;
        var content = version?.Content;
        var known = await db.Database.SqlQuery<Known>($"""
            SELECT count(DISTINCT p.household_id)::int AS "Households", coalesce(array_agg(DISTINCT p.indication) FILTER (WHERE p.indication IS NOT NULL), ARRAY[]::text[]) AS "Indications"
            FROM search_document d JOIN product p ON p.id = d.product_id WHERE d.is_on_sale AND d.county_code = {countyCode}
            """).SingleAsync(cancellation);
        var featured = await Find(search, countyCode, content?.ProductIds ?? [], cancellation);
        return TypedResults.Ok(new Response(
            content?.Intro, content?.IntroEn, content?.Notice, content?.NoticeEn, content?.Contact, content?.BannerFileId is { } banner ? links.UrlOf(banner) : null,
            known.Households, known.Indications, await campaigns.On(featured.Select(hit => SearchProducts.SearchProducts.ItemOf(hit, regions, links)), cancellation),
            [.. (content?.Stories ?? []).Select(story => new Story(
                story.Title, story.TitleEn, story.Text, story.TextEn, story.PictureFileId is { } file ? links.UrlOf(file) : null, story.ProductId))],
            query.VersionId is not null));
    }

    private static async Task<IEnumerable<ProductHit>> Find(IProductSearch search, string county, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return [];
        var found = await search.Find(new ProductSearch(null, null, county, null, null, null, null, null, null, SearchSort.Sales, ids.Count, null, ids), cancellation);
        var hits = found.Items.ToDictionary(hit => hit.ProductId);
        return ids.Where(hits.ContainsKey).Select(id => hits[id]);
    }
}
