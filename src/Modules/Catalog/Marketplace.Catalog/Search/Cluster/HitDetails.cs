using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>What lists show of the products that the cluster found, as the database has it now. What is not on sale any more is left out.</summary>
internal sealed class HitDetails([FromKeyedServices("catalog")] NpgsqlDataSource database, TimeProvider clock)
{
    private const string Sql = """
        SELECT json_agg(row_to_json(line) ORDER BY line.place) FROM (
            SELECT given.place, d.product_id, p.name, p.name_en, p.supplier_id, s.name AS supplier_name, d.supplier_kind, p.category_code, p.origin_code, d.county_code,
                   d.from_fen, d.fen_per_kg, k.name AS pack_name, k.mass_grams, COALESCE(@today BETWEEN d.recognised_from AND d.recognised_to, false) AS is_recognised,
                   d.recognised_to, CASE WHEN d.season_from <= d.season_to THEN @month BETWEEN d.season_from AND d.season_to ELSE @month >= d.season_from OR @month <= d.season_to END AS in_season,
                   d.available, d.sold, i.path AS picture_path, i.file_id AS picture_file_id, p.is_demonstration,
                   COALESCE(@today BETWEEN (d.shown->>'county_produce_from')::date AND (d.shown->>'county_produce_to')::date, false) AS is_county_produce
            FROM unnest(@ids) WITH ORDINALITY AS given (id, place) JOIN search_document d ON d.product_id = given.id AND d.is_on_sale
            JOIN product p ON p.id = d.product_id JOIN supplier s ON s.id = p.supplier_id
            JOIN LATERAL (SELECT pk.name, pk.mass_grams FROM pack pk JOIN price_tier t ON t.pack_id = pk.id
                          WHERE pk.product_id = p.id AND NOT pk.is_withdrawn AND t.price_fen >= d.from_fen ORDER BY t.price_fen = d.from_fen DESC, pk.position LIMIT 1) k ON true
            LEFT JOIN LATERAL (SELECT path, file_id FROM product_picture WHERE product_id = p.id ORDER BY position LIMIT 1) i ON true) line
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    internal async Task<IReadOnlyList<ProductHit>> Of(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return [];
        var today = clock.Today();
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter("ids", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = ids.ToArray() });
        command.Parameters.Add(new NpgsqlParameter("today", NpgsqlDbType.Date) { Value = today });
        command.Parameters.Add(new NpgsqlParameter("month", NpgsqlDbType.Integer) { Value = today.Month });
        return await command.ExecuteScalarAsync(cancellation) is string rows ? JsonSerializer.Deserialize<List<ProductHit>>(rows, Json)! : [];
    }
}
