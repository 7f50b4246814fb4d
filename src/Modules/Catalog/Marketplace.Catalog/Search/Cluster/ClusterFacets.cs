using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>The filters of a search, and for each facet the number of products that each choice leads to, the other filters kept.</summary>
internal sealed class ClusterFacets
{
    private static readonly (string Key, long From, long? To)[] Prices = [("0-1000", 0, 1000), ("1000-2000", 1000, 2000), ("2000-5000", 2000, 5000), ("5000-10000", 5000, 10_000), ("10000-", 10_000, null)];
    private readonly List<(string Facet, Func<JsonNode> Filter)> filters = [];
    private readonly DateOnly today;

    internal ClusterFacets(ProductSearch search, DateOnly today)
    {
        this.today = today;
        if (search.Category is { } category) filters.Add(("category", () => Term("categories", category)));
        if (search.County is { } county) filters.Add(("county", () => new JsonObject { ["prefix"] = new JsonObject { ["county"] = county } }));
        if (search.SupplierKind is { } kind) filters.Add(("supplier-kind", () => Term("supplier_kind", kind.ToString())));
        if (search.Recognised is { } recognised) filters.Add(("recognised", () => Is(recognised, Recognised())));
        if (search.InSeason is { } season) filters.Add(("in-season", () => Is(season, Term("season", today.Month))));
        if (search.InStock is { } stock) filters.Add(("in-stock", () => Term("in_stock", stock ? 1 : 0)));
        if (search.MinFenPerKg is not null || search.MaxFenPerKg is not null) filters.Add(("price", () => Price(search.MinFenPerKg, search.MaxFenPerKg)));
    }

    internal JsonObject All() => And(filters);

    internal JsonObject Counts() => new()
    {
        ["category"] = Count("category", Terms("category")),
        ["county"] = Count("county", Terms("county")),
        ["supplier-kind"] = Count("supplier-kind", Terms("supplier_kind")),
        ["recognised"] = Count("recognised", YesOrNo(Recognised)),
        ["in-season"] = Count("in-season", YesOrNo(() => Term("season", today.Month))),
        ["in-stock"] = Count("in-stock", YesOrNo(() => Term("in_stock", 1))),
        ["price"] = Count("price", new JsonObject
        {
            ["range"] = new JsonObject { ["field"] = "fen_per_kg", ["ranges"] = new JsonArray([.. Prices.Select(price => (JsonNode)RangeOf(price))]) },
        }),
    };

    /// <summary>Largest first within each facet, as PostgreSQL gives them.</summary>
    internal static IReadOnlyList<FacetCount> Read(JsonElement aggregations) => [.. aggregations.EnumerateObject()
        .SelectMany(facet => Buckets(facet.Value.GetProperty("of").GetProperty("buckets")).Select(bucket => new FacetCount(facet.Name, bucket.Key, bucket.Count)))
        .Where(count => count.Count > 0).OrderBy(count => count.Facet, StringComparer.Ordinal).ThenByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal)];

    private static IEnumerable<(string Key, long Count)> Buckets(JsonElement buckets) => buckets.ValueKind == JsonValueKind.Array
        ? buckets.EnumerateArray().Select(bucket => (bucket.GetProperty("key").ToString(), bucket.GetProperty("doc_count").GetInt64()))
        : buckets.EnumerateObject().Select(bucket => (bucket.Name, bucket.Value.GetProperty("doc_count").GetInt64()));

    private JsonObject Count(string facet, JsonObject of) => new() { ["filter"] = And(filters.Where(filter => filter.Facet != facet)), ["aggs"] = new JsonObject { ["of"] = of } };

    private static JsonObject And(IEnumerable<(string Facet, Func<JsonNode> Filter)> kept) =>
        new() { ["bool"] = new JsonObject { ["filter"] = new JsonArray([.. kept.Select(filter => filter.Filter())]) } };

    private static JsonObject Terms(string field) => new() { ["terms"] = new JsonObject { ["field"] = field, ["size"] = 5000 } };

    private static JsonObject YesOrNo(Func<JsonNode> yes) =>
        new() { ["filters"] = new JsonObject { ["filters"] = new JsonObject { ["true"] = yes(), ["false"] = Is(false, yes()) } } };

    private static JsonNode Is(bool wished, JsonNode filter) => wished ? filter : new JsonObject { ["bool"] = new JsonObject { ["must_not"] = new JsonArray(filter) } };

    private static JsonObject Term(string field, JsonNode value) => new() { ["term"] = new JsonObject { [field] = value } };

    private JsonObject Recognised()
    {
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["bool"] = new JsonObject
            {
                ["filter"] = new JsonArray(
                    new JsonObject { ["range"] = new JsonObject { ["recognised_from"] = new JsonObject { ["lte"] = day } } },
                    new JsonObject { ["range"] = new JsonObject { ["recognised_to"] = new JsonObject { ["gte"] = day } } }),
            },
        };
    }

    private static JsonObject Price(long? min, long? max)
    {
        var range = new JsonObject { ["gte"] = min ?? 0 };
        if (max is { } most) range["lte"] = most;
        return new JsonObject { ["range"] = new JsonObject { ["fen_per_kg"] = range } };
    }

    private static JsonObject RangeOf((string Key, long From, long? To) price)
    {
        var range = new JsonObject { ["key"] = price.Key, ["from"] = price.From };
        if (price.To is { } to) range["to"] = to;
        return range;
    }
}
