using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Platform.Http;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// Search in the cluster: it gives ids, order, total and facets; what a result shows comes from the database, so that a product
/// withdrawn a moment ago is not shown and no price is older than the product's page says.
/// </summary>
internal sealed class ClusterProductSearch(ClusterClient cluster, ClusterOptions options, Spelling spelling, HitDetails details, TimeProvider clock) : IProductSearch
{
    /// <summary>The first part of a cursor, so that each engine knows its own.</summary>
    internal const string CursorMark = "cluster";

    public async Task<SearchResult> Find(ProductSearch search, CancellationToken cancellation)
    {
        var query = await spelling.Understand(search.Text, cancellation);
        if (query.Words is null && !string.IsNullOrWhiteSpace(search.Text)) return new SearchResult([], null, 0, []);
        var body = Body(search, query);
        if (await After(search, body, cancellation) is { } after) body["search_after"] = after;
        using var answer = await cluster.Search(options.Alias, body, cancellation);
        var root = answer.RootElement;
        if (root.GetProperty("_shards").GetProperty("failed").GetInt32() > 0) throw new ClusterUnavailableException("not every part of the index answered");
        var hits = root.GetProperty("hits").GetProperty("hits").EnumerateArray().ToList();
        var shown = hits.Take(search.Size).ToList();
        var items = await details.Of([.. shown.Select(hit => Guid.Parse(hit.GetProperty("_id").GetString()!))], cancellation);
        var next = hits.Count > search.Size ? Paging.Cursor(CursorMark, shown[^1].GetProperty("sort").GetRawText(), shown[^1].GetProperty("_id").GetString()!) : null;
        return new SearchResult(
            items, next, root.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64(), ClusterFacets.Read(root.GetProperty("aggregations")), query.CorrectedTo);
    }

    public async Task<IReadOnlyList<string>> Suggest(string text, int size, CancellationToken cancellation)
    {
        var query = await spelling.Understand(text, cancellation);
        if (query.Words is null) return [];
        using var answer = await cluster.Search(options.Alias, new JsonObject
        {
            ["size"] = size,
            ["_source"] = false,
            ["track_total_hits"] = false,
            ["query"] = OnSale(ClusterQuery.Words(query), null),
            ["collapse"] = new JsonObject { ["field"] = "name" },
            ["docvalue_fields"] = new JsonArray("name"),
            ["sort"] = new JsonArray(By("_score", "desc"), By("sold", "desc"), By("name", "asc")),
        }, cancellation);
        return [.. answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("fields").GetProperty("name")[0].GetString()!)];
    }

    private JsonObject Body(ProductSearch search, SearchQuery query)
    {
        var facets = new ClusterFacets(search, clock.Today());
        var words = query.Words is null ? null : new JsonObject
        {
            // What cannot be had today stands behind what can, when both answer the words as well.
            ["function_score"] = new JsonObject
            {
                ["query"] = ClusterQuery.Words(query),
                ["functions"] = new JsonArray(new JsonObject { ["filter"] = new JsonObject { ["term"] = new JsonObject { ["in_stock"] = 0 } }, ["weight"] = 0.7m }),
                ["boost_mode"] = "multiply",
            },
        };
        return new JsonObject
        {
            ["size"] = search.Size + 1,
            ["_source"] = false,
            ["track_total_hits"] = true,
            ["query"] = OnSale(words, search.Among),
            ["post_filter"] = facets.All(),
            ["aggs"] = facets.Counts(),
            ["sort"] = Sort(search.Sort, query.Words is not null),
        };
    }

    private static JsonObject OnSale(JsonObject? words, IReadOnlyList<Guid>? among)
    {
        var filter = new JsonArray(new JsonObject { ["term"] = new JsonObject { ["is_on_sale"] = true } });
        if (among is not null) filter.Add(new JsonObject { ["terms"] = new JsonObject { ["product_id"] = new JsonArray([.. among.Select(id => (JsonNode)id.ToString())]) } });
        var query = new JsonObject { ["filter"] = filter };
        if (words is not null) query["must"] = new JsonArray(words);
        return new JsonObject { ["bool"] = query };
    }

    private static JsonArray Sort(SearchSort sort, bool hasWords) => sort switch
    {
        SearchSort.PricePerKg => [By("fen_per_kg", "asc"), By("product_id", "asc")],
        SearchSort.Sales => [By("sold", "desc"), By("product_id", "asc")],
        SearchSort.Newest => [By("listed_at", "desc"), By("product_id", "asc")],
        _ when hasWords => [By("_score", "desc"), By("sold", "desc"), By("product_id", "asc")],
        _ => [By("in_stock", "desc"), By("sold", "desc"), By("product_id", "asc")],
    };

    private static JsonObject By(string field, string order) => new() { [field] = new JsonObject { ["order"] = order } };

    /// <summary>Where the last page ended. A cursor that another engine gave goes on behind the same product in this engine's order.</summary>
    private async Task<JsonArray?> After(ProductSearch search, JsonObject body, CancellationToken cancellation)
    {
        var length = body["sort"]!.AsArray().Count;
        if (Paging.Read(search.Cursor, 3) is [CursorMark, var key, _]) return ClusterCursor.Read(key, length);
        if ((Paging.Read(search.Cursor, 3) ?? Paging.Read(search.Cursor, 2)) is not [.., var last] || !Guid.TryParse(last, out var id)) return null;
        var lookup = (JsonObject)body.DeepClone();
        lookup.Remove("aggs");
        lookup["size"] = 1;
        lookup["post_filter"] = new JsonObject { ["term"] = new JsonObject { ["product_id"] = id.ToString() } };
        using var answer = await cluster.Search(options.Alias, lookup, cancellation);
        return answer.RootElement.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => ClusterCursor.Read(hit.GetProperty("sort").GetRawText(), length)).FirstOrDefault();
    }
}

/// <summary>The sort key inside a cursor. It comes from outside, so only what the cluster could have given is passed on to it.</summary>
internal static class ClusterCursor
{
    internal static JsonArray? Read(string text, int length)
    {
        try
        {
            return JsonNode.Parse(text) is JsonArray key && key.Count == length && key.SkipLast(1).All(IsNumber) && key[^1] is JsonValue last
                && last.TryGetValue<string>(out var id) && Guid.TryParse(id, out _) ? key : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 9e17m;
}
