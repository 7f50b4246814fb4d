using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Kernel;
using Marketplace.Platform.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalog.Search;

/// <summary>Search in the module's own schema: one statement gives the page, the total and every facet.</summary>
internal sealed class PostgresProductSearch([FromKeyedServices("catalog")] NpgsqlDataSource database, Spelling spelling, TimeProvider clock) : IProductSearch
{
    private const string Sql = """
        WITH hit AS MATERIALIZED (
            SELECT d.*, COALESCE(@today BETWEEN d.recognised_from AND d.recognised_to, false) AS is_recognised,
                   CASE WHEN d.season_from <= d.season_to THEN @month BETWEEN d.season_from AND d.season_to
                        ELSE @month >= d.season_from OR @month <= d.season_to END AS is_in_season,
                   (@category IS NULL OR d.category_code IN (SELECT code FROM category WHERE code = @category OR parent_code = @category)) AS f_category,
                   (@county IS NULL OR d.county_code LIKE @county || '%') AS f_county,
                   (@kind IS NULL OR d.supplier_kind = @kind) AS f_kind,
                   (d.fen_per_kg >= COALESCE(@min, 0) AND d.fen_per_kg <= COALESCE(@max, 9223372036854775807)) AS f_price,
                   (@stock IS NULL OR (d.available > 0) = @stock) AS f_stock,
                   CASE @sort
                       WHEN 'PricePerKg' THEN -d.fen_per_kg::float8
                       WHEN 'Sales' THEN d.sold::float8
                       WHEN 'Newest' THEN extract(epoch FROM d.listed_at)::float8
                       -- What cannot be had today stands behind what can, when both answer the words as well.
                       ELSE CASE WHEN @words IS NULL THEN d.sold::float8 - CASE WHEN d.available > 0 THEN 0 ELSE 1e12 END
                            ELSE (ts_rank('{0.05, 0.2, 0.5, 1.0}', d.document, @words::tsquery)::float8 + least(d.sold, 1000000) / 1e9)
                                 * CASE WHEN d.available > 0 THEN 1 ELSE 0.7 END END
                   END AS sort_key
            FROM search_document d
            WHERE d.is_on_sale AND (@words IS NULL OR d.document @@ @words::tsquery)
              AND (@needed = 0 OR (SELECT count(*) FROM unnest(@bigrams) gram WHERE d.document @@ gram::tsquery) >= @needed)
              AND (@among IS NULL OR d.product_id = ANY(@among))
        ), flagged AS MATERIALIZED (
            SELECT *, (@recognised IS NULL OR is_recognised = @recognised) AS f_recognised, (@season IS NULL OR is_in_season = @season) AS f_season FROM hit
        ), chosen AS (
            SELECT * FROM flagged WHERE f_category AND f_county AND f_kind AND f_price AND f_stock AND f_recognised AND f_season
        ), page AS (
            -- A cursor of another engine names the product alone.
            SELECT chosen.* FROM chosen CROSS JOIN (SELECT COALESCE(@after_key, (SELECT sort_key FROM hit WHERE product_id = @after_id)) AS key) after
            WHERE @after_id IS NULL OR sort_key < after.key OR (sort_key = after.key AND product_id > @after_id)
            ORDER BY sort_key DESC, product_id LIMIT @size
        )
        SELECT (SELECT count(*) FROM chosen),
               (SELECT json_agg(row_to_json(line) ORDER BY line.sort_key DESC, line.product_id) FROM (
                   SELECT page.product_id, page.sort_key, p.name, p.name_en, p.supplier_id, s.name AS supplier_name, page.supplier_kind, p.category_code,
                          p.origin_code, page.county_code, page.from_fen, page.fen_per_kg, k.name AS pack_name, k.mass_grams, page.is_recognised,
                          page.recognised_to, page.is_in_season AS in_season, page.available, page.sold, i.path AS picture_path, i.file_id AS picture_file_id,
                          p.is_demonstration, COALESCE(@today BETWEEN (page.shown->>'county_produce_from')::date AND (page.shown->>'county_produce_to')::date, false) AS is_county_produce
                   FROM page JOIN product p ON p.id = page.product_id JOIN supplier s ON s.id = p.supplier_id
                   JOIN LATERAL (SELECT pk.name, pk.mass_grams FROM pack pk JOIN price_tier t ON t.pack_id = pk.id
                                 WHERE pk.product_id = p.id AND NOT pk.is_withdrawn AND t.price_fen >= page.from_fen ORDER BY t.price_fen = page.from_fen DESC, pk.position LIMIT 1) k ON true
                   LEFT JOIN LATERAL (SELECT path, file_id FROM product_picture WHERE product_id = p.id ORDER BY position LIMIT 1) i ON true) line),
               (SELECT json_agg(row_to_json(f)) FROM (
                   SELECT 'category' AS facet, category_code AS value, count(*) FROM flagged WHERE f_county AND f_kind AND f_price AND f_stock AND f_recognised AND f_season GROUP BY 2
                   UNION ALL SELECT 'county', county_code, count(*) FROM flagged WHERE f_category AND f_kind AND f_price AND f_stock AND f_recognised AND f_season GROUP BY 2
                   UNION ALL SELECT 'supplier-kind', supplier_kind, count(*) FROM flagged WHERE f_category AND f_county AND f_price AND f_stock AND f_recognised AND f_season GROUP BY 2
                   UNION ALL SELECT 'recognised', is_recognised::text, count(*) FROM flagged WHERE f_category AND f_county AND f_kind AND f_price AND f_stock AND f_season GROUP BY 2
                   UNION ALL SELECT 'in-season', is_in_season::text, count(*) FROM flagged WHERE f_category AND f_county AND f_kind AND f_price AND f_stock AND f_recognised GROUP BY 2
                   UNION ALL SELECT 'in-stock', (available > 0)::text, count(*) FROM flagged WHERE f_category AND f_county AND f_kind AND f_price AND f_recognised AND f_season GROUP BY 2
                   UNION ALL SELECT 'price', (ARRAY['0-1000','1000-2000','2000-5000','5000-10000','10000-'])[width_bucket(fen_per_kg, ARRAY[0,1000,2000,5000,10000]::bigint[])], count(*)
                       FROM flagged WHERE f_category AND f_county AND f_kind AND f_stock AND f_recognised AND f_season GROUP BY 2
                   ORDER BY 1, 3 DESC, 2) f)
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    public async Task<SearchResult> Find(ProductSearch search, CancellationToken cancellation)
    {
        var query = await spelling.Understand(search.Text, cancellation);
        // Text that holds nothing to search for (only signs) finds nothing, rather than everything.
        if (query.Words is null && !string.IsNullOrWhiteSpace(search.Text)) return new SearchResult([], null, 0, []);
        await using var command = database.CreateCommand(Sql);
        Fill(command, search, query);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var rows = await reader.IsDBNullAsync(1, cancellation) ? [] : JsonSerializer.Deserialize<List<Row>>(reader.GetString(1), Json)!;
        var facets = await reader.IsDBNullAsync(2, cancellation) ? [] : JsonSerializer.Deserialize<List<FacetCount>>(reader.GetString(2), Json)!;
        var hasMore = rows.Count > search.Size;
        var items = rows.Take(search.Size).ToList();
        var next = hasMore ? Paging.Cursor(items[^1].SortKey.ToString("R", CultureInfo.InvariantCulture), items[^1].ProductId.ToString()) : null;
        return new SearchResult([.. items.Select(row => row.Hit)], next, reader.GetInt64(0), facets, query.CorrectedTo);
    }

    public async Task<IReadOnlyList<string>> Suggest(string text, int size, CancellationToken cancellation)
    {
        var query = await spelling.Understand(text, cancellation);
        if (query.Words is null) return [];
        await using var command = database.CreateCommand("""
            SELECT p.name FROM search_document d JOIN product p ON p.id = d.product_id
            WHERE d.is_on_sale AND d.document @@ $1::tsquery AND ($3 = 0 OR (SELECT count(*) FROM unnest($2) gram WHERE d.document @@ gram::tsquery) >= $3)
            GROUP BY p.name ORDER BY max(ts_rank('{0.05, 0.2, 0.5, 1.0}', d.document, $1::tsquery)) DESC, sum(d.sold) DESC, p.name LIMIT $4
            """);
        command.Parameters.Add(new() { Value = query.Words });
        command.Parameters.Add(new() { Value = query.Bigrams.ToArray() });
        command.Parameters.Add(new() { Value = query.Needed });
        command.Parameters.Add(new() { Value = size });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation)) names.Add(reader.GetString(0));
        return names;
    }

    private void Fill(NpgsqlCommand command, ProductSearch search, SearchQuery query)
    {
        var after = Paging.Read(search.Cursor, 2);
        var afterKey = 0d;
        var afterId = Guid.Empty;
        var isForeign = Paging.Read(search.Cursor, 3) is [_, _, var last] && Guid.TryParse(last, out afterId);
        var hasCursor = after is not null && Guid.TryParse(after[1], out afterId)
            && double.TryParse(after[0], NumberStyles.Float, CultureInfo.InvariantCulture, out afterKey) && double.IsFinite(afterKey);
        var today = clock.Today();
        void Add(string name, NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        Add("words", NpgsqlDbType.Text, query.Words);
        Add("bigrams", NpgsqlDbType.Array | NpgsqlDbType.Text, query.Bigrams.ToArray());
        Add("needed", NpgsqlDbType.Integer, query.Needed);
        Add("today", NpgsqlDbType.Date, today);
        Add("month", NpgsqlDbType.Integer, today.Month);
        Add("category", NpgsqlDbType.Text, search.Category);
        Add("county", NpgsqlDbType.Text, search.County);
        Add("kind", NpgsqlDbType.Text, search.SupplierKind?.ToString());
        Add("min", NpgsqlDbType.Bigint, search.MinFenPerKg);
        Add("max", NpgsqlDbType.Bigint, search.MaxFenPerKg);
        Add("stock", NpgsqlDbType.Boolean, search.InStock);
        Add("recognised", NpgsqlDbType.Boolean, search.Recognised);
        Add("season", NpgsqlDbType.Boolean, search.InSeason);
        Add("sort", NpgsqlDbType.Text, search.Sort.ToString());
        Add("among", NpgsqlDbType.Array | NpgsqlDbType.Uuid, search.Among?.ToArray());
        Add("after_id", NpgsqlDbType.Uuid, hasCursor || isForeign ? afterId : null);
        Add("after_key", NpgsqlDbType.Double, isForeign ? null : afterKey);
        Add("size", NpgsqlDbType.Integer, search.Size + 1);
    }

    private sealed record Row(
        double SortKey, Guid ProductId, string Name, string? NameEn, Guid SupplierId, string SupplierName, Accounts.Contracts.OrganisationKind SupplierKind,
        string CategoryCode, string OriginCode, string CountyCode, long FromFen, long FenPerKg, string PackName, long MassGrams, bool IsRecognised,
        DateOnly? RecognisedTo, bool InSeason, long Available, long Sold, string? PicturePath, Guid? PictureFileId, bool IsDemonstration,
        bool IsCountyProduce)
    {
        internal ProductHit Hit => new(
            ProductId, Name, NameEn, SupplierId, SupplierName, SupplierKind, CategoryCode, OriginCode, CountyCode, FromFen, FenPerKg, PackName, MassGrams,
            IsRecognised, RecognisedTo, InSeason, Available, Sold, PicturePath, PictureFileId, IsDemonstration, IsCountyProduce);
    }
}
