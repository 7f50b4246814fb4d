using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Search;
using Marketplace.Kernel;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalog.Zones;

/// <summary>Finds what a zone holds at this moment: pinned goods first, then those the rule finds, by place in that order.</summary>
internal sealed class ZoneGoods(CatalogDb db, IProductSearch search, IRegionDirectory regions, IFileLinks links, TimeProvider clock)
{
    /// <summary>Nobody pages deeper than this; who looks for one thing among so many searches.</summary>
    private const int Deepest = 5_000;

    private const string Sql = """
        SELECT d.product_id AS "ProductId", count(*) OVER () AS "Total" FROM search_document d
        WHERE d.is_on_sale AND NOT d.product_id = ANY(@excluded) AND (d.product_id = ANY(@pinned) OR (
              (@category IS NULL OR d.category_code IN (SELECT code FROM category WHERE code = @category OR parent_code = @category))
          AND (@regions IS NULL OR d.county_code LIKE ANY(@regions)) AND (@key IS NULL OR d.county_code = ANY(@key))
          AND (NOT @recognised OR COALESCE(@today BETWEEN d.recognised_from AND d.recognised_to, false)) AND (NOT @stock OR d.available > 0)
          AND (NOT @season OR CASE WHEN d.season_from <= d.season_to THEN @month BETWEEN d.season_from AND d.season_to ELSE @month >= d.season_from OR @month <= d.season_to END)
          AND d.fen_per_kg >= @min AND d.fen_per_kg <= @max AND (@kind IS NULL OR d.supplier_kind = @kind)))
        ORDER BY array_position(@pinned, d.product_id) NULLS LAST,
                 CASE @sort WHEN 'Sales' THEN -d.sold WHEN 'PricePerKg' THEN d.fen_per_kg ELSE -extract(epoch FROM d.listed_at)::bigint END, d.product_id
        OFFSET @skip LIMIT @take
        """;

    private sealed record Found(Guid ProductId, long Total);

    internal async Task<Page<SearchProducts.SearchProducts.Item>> Of(Zone zone, string? cursor, int size, CancellationToken cancellation)
    {
        var skip = Paging.Read(cursor, 1) is [var at] && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? Math.Min(place, Deepest) : 0;
        var rows = await db.Database.SqlQueryRaw<Found>(Sql, [.. ParametersOf(zone, skip, size)]).ToListAsync(cancellation);
        var ids = rows.Take(size).Select(row => row.ProductId).ToList();
        if (ids.Count == 0) return new Page<SearchProducts.SearchProducts.Item>([], null, rows.Count == 0 ? 0 : rows[0].Total);
        var hits = (await search.Find(new ProductSearch(null, null, null, null, null, null, null, null, null, SearchSort.Sales, size, null, ids), cancellation)).Items.ToDictionary(hit => hit.ProductId);
        var next = rows.Count > size && skip + size < Deepest ? Paging.Cursor((skip + size).ToString(CultureInfo.InvariantCulture)) : null;
        return new Page<SearchProducts.SearchProducts.Item>(
            [.. ids.Where(hits.ContainsKey).Select(id => SearchProducts.SearchProducts.ItemOf(hits[id], regions, links))], next, rows[0].Total);
    }

    private IEnumerable<NpgsqlParameter> ParametersOf(Zone zone, int skip, int size)
    {
        var (rule, today) = (zone.Rule, clock.Today());
        NpgsqlParameter Of(string name, NpgsqlDbType type, object? value) => new(name, type) { Value = value ?? DBNull.Value };
        yield return Of("pinned", NpgsqlDbType.Array | NpgsqlDbType.Uuid, zone.PinnedIds);
        yield return Of("excluded", NpgsqlDbType.Array | NpgsqlDbType.Uuid, zone.ExcludedIds);
        yield return Of("category", NpgsqlDbType.Text, rule.Category);
        yield return Of("regions", NpgsqlDbType.Array | NpgsqlDbType.Text, rule.Regions is { Count: > 0 } wanted ? wanted.Select(code => RegionCode.Parse(code).Prefix + "%").ToArray() : null);
        yield return Of("key", NpgsqlDbType.Array | NpgsqlDbType.Text, rule.KeyCounties ? KeyCounties() : null);
        yield return Of("recognised", NpgsqlDbType.Boolean, rule.Recognised);
        yield return Of("stock", NpgsqlDbType.Boolean, rule.InStock);
        yield return Of("season", NpgsqlDbType.Boolean, rule.InSeason);
        yield return Of("today", NpgsqlDbType.Date, today);
        yield return Of("month", NpgsqlDbType.Integer, today.Month);
        yield return Of("min", NpgsqlDbType.Bigint, rule.MinFenPerKg ?? 0);
        yield return Of("max", NpgsqlDbType.Bigint, rule.MaxFenPerKg ?? long.MaxValue);
        yield return Of("kind", NpgsqlDbType.Text, rule.SupplierKind?.ToString());
        yield return Of("sort", NpgsqlDbType.Text, zone.Order.ToString());
        yield return Of("skip", NpgsqlDbType.Integer, skip);
        yield return Of("take", NpgsqlDbType.Integer, size + 1);
    }

    private string[] KeyCounties() =>
        [.. regions.ChildrenOf(null).SelectMany(province => regions.CountiesOf(province.Code)).Where(county => county.Relief?.IsKeyCounty == true).Select(county => county.Code.Value)];
}
