using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Catalog.SearchProducts;

/// <summary>找货: what is on sale, by words, place, kind, price and recognition.</summary>
internal static class SearchProducts
{
    /// <summary>Says why PostgreSQL answered although a search cluster is configured.</summary>
    internal const string FallbackHeader = "Search-Fallback";

    /// <param name="MinPriceFen">Least price of one kilogram, in fen.</param>
    /// <param name="MaxPriceFen">Largest price of one kilogram, in fen.</param>
    internal sealed record Query(
        string? Q, string? Category, string? County, string? SupplierKind, bool? Recognised, long? MinPriceFen, long? MaxPriceFen, bool? InSeason, bool? InStock,
        string? Sort, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Category).MaximumLength(50);
            RuleFor(query => query.County).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
            RuleFor(query => query.SupplierKind).Must(Choice.IsNoneOr<OrganisationKind>)
                .Because("unknown-choice", "没有这种供应商。请从列表里选。", "There is no such kind of supplier. Pick from the list.");
            RuleFor(query => query.Sort).Must(Choice.IsNoneOr<SearchSort>)
                .Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
            RuleFor(query => query.MinPriceFen).GreaterThanOrEqualTo(0);
            RuleFor(query => query.MaxPriceFen).GreaterThanOrEqualTo(0);
        }
    }

    /// <summary>A product in a list.</summary>
    /// <param name="FenPer500g">Price of 500 g, in fen, at the cheapest pack's smallest quantity.</param>
    /// <param name="Marks">The stretches of <paramref name="Name"/> that answer the words, in UTF-16 units.</param>
    internal sealed record Item(
        Guid ProductId, string Name, string? NameEn, Guid SupplierId, string SupplierName, OrganisationKind SupplierKind, string CategoryCode, string OriginCode,
        string OriginName, string CountyCode, string CountyName, long FromFen, long FenPerKg, long FenPer500g, string PackName, long PackMassGrams,
        bool IsRecognised, DateOnly? RecognisedTo, bool InSeason, long Available, long Sold, string? PictureUrl, bool IsDemonstration,
        IReadOnlyList<Highlight.Mark> Marks, bool IsCountyProduce, CampaignCard? Campaign = null);

    internal sealed record FacetChoice(string Value, string Label, long Count);

    /// <param name="CorrectedTo">What was searched instead of a misspelt word.</param>
    internal sealed record Response(
        IReadOnlyList<Item> Items, string? NextCursor, long Total, IReadOnlyDictionary<string, IReadOnlyList<FacetChoice>> Facets, string? CorrectedTo);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/search", Handle)
        .WithName("SearchProducts").WithTags("Catalog").Public().Reads();

    private static async Task<Ok<Response>> Handle(
        [AsParameters] Query query, IProductSearch search, IRegionDirectory regions, IFileLinks links, CategoryNames categories, CampaignCards campaigns, HttpContext http, CancellationToken cancellation)
    {
        var result = await search.Find(Of(query), cancellation);
        if (result.Fallback is { } reason) http.Response.Headers[FallbackHeader] = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
        var names = await categories.All(cancellation);
        var facets = result.Facets.GroupBy(count => count.Facet).ToDictionary(
            group => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(group.Key.Replace("supplier-kind", "supplierKind", StringComparison.Ordinal)
                .Replace("in-season", "inSeason", StringComparison.Ordinal).Replace("in-stock", "inStock", StringComparison.Ordinal)),
            group => (IReadOnlyList<FacetChoice>)[.. group.Select(count => Choose(count, regions, names))]);
        var words = SearchQuery.RunsOf(result.CorrectedTo ?? query.Q);
        var items = await campaigns.On(result.Items.Select(hit => ItemOf(hit, regions, links, words)), cancellation);
        return TypedResults.Ok(new Response(items, result.NextCursor, result.Total, facets, result.CorrectedTo));
    }

    internal static ProductSearch Of(Query query) => new(
        query.Q, Empty(query.Category), query.County is { Length: > 0 } county ? RegionCode.Parse(county).Prefix : null,
        Choice.Of<OrganisationKind>(query.SupplierKind), query.Recognised, query.MinPriceFen, query.MaxPriceFen, query.InSeason, query.InStock,
        Choice.Of<SearchSort>(query.Sort) ?? SearchSort.Relevance, Paging.Size(query.Size), query.Cursor);

    internal static Item ItemOf(ProductHit hit, IRegionDirectory regions, IFileLinks links, IReadOnlyList<Run>? words = null) => new(
        hit.ProductId, hit.Name, hit.NameEn, hit.SupplierId, hit.SupplierName, hit.SupplierKind, hit.CategoryCode, hit.OriginCode, regions.FullNameOf(hit.OriginCode),
        hit.CountyCode, CountyName(hit.CountyCode, regions), hit.FromFen, hit.FenPerKg, new Mass(hit.MassGrams).PricePer(Mass.GramsPerJin, new Money(hit.FromFen)).Fen,
        hit.PackName, hit.MassGrams, hit.IsRecognised, hit.RecognisedTo, hit.InSeason, hit.Available, hit.Sold,
        hit.PictureFileId is { } file ? links.UrlOf(file) : hit.PicturePath is { } path ? "/" + path : null, hit.IsDemonstration,
        words is { Count: > 0 } ? Highlight.Of(hit.Name, words) : [], hit.IsCountyProduce && !hit.IsRecognised);

    internal static string CountyName(string code, IRegionDirectory regions) => regions.Find(RegionCode.Parse(code))?.Name ?? code;

    private static FacetChoice Choose(FacetCount count, IRegionDirectory regions, IReadOnlyDictionary<string, string> names) => count.Facet switch
    {
        "category" => new FacetChoice(count.Value, names.GetValueOrDefault(count.Value, count.Value), count.Count),
        "county" => new FacetChoice(count.Value, CountyName(count.Value, regions), count.Count),
        "supplier-kind" => KindOf(count),
        _ => new FacetChoice(count.Value, count.Value, count.Count),
    };

    private static FacetChoice KindOf(FacetCount count)
    {
        var kebab = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(count.Value);
        return new FacetChoice(kebab, kebab, count.Count);
    }

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
