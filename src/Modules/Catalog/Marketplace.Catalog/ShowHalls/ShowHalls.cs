using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.SearchProducts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Catalog.ShowHalls;

/// <summary>县馆(专馆): each county with goods on sale, with what it says of itself. A hall's goods come from the search by county.</summary>
internal static class ShowHalls
{
    /// <param name="Relief">Set for formerly poor counties.</param>
    internal sealed record Item(
        string CountyCode, string Name, string FullName, ReliefMark? Relief, long Products, long Recognised, long Suppliers, string? Intro, string? IntroEn);

    private sealed record Count(string CountyCode, long Products, long Recognised, long Suppliers, string? Intro, string? IntroEn);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/halls", List).WithName("ListHalls").WithTags("Catalog").Public().Reads();
        api.MapGet("/halls/{countyCode}", Show).WithName("ShowHall").WithTags("Catalog").Public().Reads();
    }

    private static async Task<Ok<Page<Item>>> List(CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var counts = await CountsOf(db, null, clock.Today(), cancellation);
        return TypedResults.Ok(new Page<Item>([.. counts.Select(count => ItemOf(count, regions)).OrderByDescending(item => item.Products).ThenBy(item => item.CountyCode)]));
    }

    private static async Task<Results<Ok<Item>, Problem>> Show(string countyCode, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (!IsCounty(countyCode, regions)) return Problems.NotFound;
        var counts = await CountsOf(db, countyCode, clock.Today(), cancellation);
        return TypedResults.Ok(ItemOf(counts.Count > 0 ? counts[0] : new Count(countyCode, 0, 0, 0, null, null), regions));
    }

    private static Task<List<Count>> CountsOf(CatalogDb db, string? county, DateOnly today, CancellationToken cancellation) => db.Database.SqlQueryRaw<Count>("""
        SELECT d.county_code AS "CountyCode", count(*) AS "Products",
               count(*) FILTER (WHERE @today BETWEEN d.recognised_from AND d.recognised_to) AS "Recognised",
               count(DISTINCT p.supplier_id) AS "Suppliers", h.intro AS "Intro", h.intro_en AS "IntroEn"
        FROM search_document d JOIN product p ON p.id = d.product_id LEFT JOIN hall h ON h.county_code = d.county_code
        WHERE d.is_on_sale AND (@county::text IS NULL OR d.county_code = @county) GROUP BY d.county_code, h.intro, h.intro_en
        """, new NpgsqlParameter("today", today), new NpgsqlParameter("county", NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)county ?? DBNull.Value }).ToListAsync(cancellation);

    internal static bool IsCounty(string code, IRegionDirectory regions) =>
        RegionCode.TryParse(code, out var parsed) && parsed.Level == RegionLevel.County && regions.Find(parsed) is not null;

    private static Item ItemOf(Count count, IRegionDirectory regions) => new(
        count.CountyCode, SearchProducts.SearchProducts.CountyName(count.CountyCode, regions), regions.FullNameOf(count.CountyCode),
        regions.Find(RegionCode.Parse(count.CountyCode))?.Relief, count.Products, count.Recognised, count.Suppliers, count.Intro, count.IntroEn);
}
