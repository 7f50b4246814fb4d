using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// The few calls that the search makes, in what Elasticsearch from 7.10 and OpenSearch from 2 have in common: no scripts, no types,
/// no plugins. Each bears repetition.
/// </summary>
internal sealed class ClusterClient(ClusterNodes nodes, ClusterOptions options)
{
    /// <summary>How long the work behind the scenes waits; nobody sits before it.</summary>
    private static readonly TimeSpan Unhurried = TimeSpan.FromSeconds(30);

    /// <summary>One search, within the patience of somebody who waits.</summary>
    internal Task<JsonDocument> Search(string index, JsonObject body, CancellationToken cancellation) =>
        nodes.Send(HttpMethod.Post, $"{index}/_search", Bytes(body), options.Patience, cancellation);

    /// <summary>Writes documents, each only over an older version of itself.</summary>
    internal async Task<IReadOnlyList<WriteOutcome>> Write(string alias, IReadOnlyList<IndexedProduct> products, CancellationToken cancellation)
    {
        var lines = new StringBuilder();
        foreach (var product in products)
        {
            lines.Append(CultureInfo.InvariantCulture, $$$"""{"index":{"_id":"{{{product.ProductId}}}","version":{{{product.Version}}},"version_type":"external_gte"}}""")
                .Append('\n').Append(product.Document).Append('\n');
        }

        // The alias must exist: without it the cluster would make up an index of its own where ours was lost.
        using var answer = await nodes.Send(HttpMethod.Post, $"{alias}/_bulk?require_alias=true", Encoding.UTF8.GetBytes(lines.ToString()), Unhurried, cancellation);
        return [.. answer.RootElement.GetProperty("items").EnumerateArray().Select((item, at) => OutcomeOf(products[at], item.GetProperty("index")))];
    }

    internal async Task CreateIndex(string index, JsonObject definition, CancellationToken cancellation)
    {
        try
        {
            using var _ = await nodes.Send(HttpMethod.Put, index + "?wait_for_active_shards=1", Bytes(definition), Unhurried, cancellation);
        }
        catch (ClusterRefusedException refused) when (refused.Kind == "resource_already_exists_exception")
        {
            // Created before, by a request whose answer was lost.
        }
    }

    internal async Task DropIndex(string index, CancellationToken cancellation)
    {
        try
        {
            using var _ = await nodes.Send(HttpMethod.Delete, index, default, Unhurried, cancellation);
        }
        catch (ClusterRefusedException refused) when (refused.Status == 404)
        {
            // Gone already.
        }
    }

    /// <summary>What was written so far can be searched after this.</summary>
    internal async Task Refresh(string index, CancellationToken cancellation) => (await nodes.Send(HttpMethod.Post, index + "/_refresh", default, Unhurried, cancellation)).Dispose();

    internal async Task<long> Count(string index, CancellationToken cancellation)
    {
        using var answer = await nodes.Send(HttpMethod.Get, index + "/_count", default, Unhurried, cancellation);
        if (answer.RootElement.GetProperty("_shards").GetProperty("failed").GetInt32() > 0) throw new ClusterUnavailableException($"{index} is not whole");
        return answer.RootElement.GetProperty("count").GetInt64();
    }

    /// <summary>In one step, so that no search ever finds the alias without an index or with two.</summary>
    internal async Task PointAlias(string alias, string index, IEnumerable<string> others, CancellationToken cancellation)
    {
        var actions = new JsonArray([.. others.Select(other => Action("remove", other, alias)), Action("add", index, alias)]);
        (await nodes.Send(HttpMethod.Post, "_aliases", Bytes(new JsonObject { ["actions"] = actions }), Unhurried, cancellation)).Dispose();
    }

    /// <summary>The indices whose names begin so, each with the installation that it was made for and its aliases.</summary>
    internal async Task<IReadOnlyList<FoundIndex>> Indices(string prefix, CancellationToken cancellation)
    {
        using var answer = await nodes.Send(HttpMethod.Get, $"{prefix}*?expand_wildcards=open,closed&filter_path=*.aliases,*.mappings._meta", default, Unhurried, cancellation);
        return [.. answer.RootElement.EnumerateObject().Select(index => new FoundIndex(
            index.Name,
            index.Value.TryGetProperty("mappings", out var mappings) && mappings.TryGetProperty("_meta", out var meta) && meta.TryGetProperty(ClusterMapping.Installation, out var of) ? of.GetString() : null,
            index.Value.TryGetProperty("aliases", out var aliases) ? [.. aliases.EnumerateObject().Select(alias => alias.Name)] : []))];
    }

    /// <summary>The colour that the cluster gives itself, and its nodes.</summary>
    internal async Task<ClusterHealth> Health(CancellationToken cancellation)
    {
        using var health = await nodes.Send(HttpMethod.Get, "_cluster/health", default, options.Patience, cancellation);
        using var list = await nodes.Send(HttpMethod.Get, "_cat/nodes?format=json&h=name,ip,master,heap.percent,disk.used_percent,cpu", default, options.Patience, cancellation);
        using var about = await nodes.Send(HttpMethod.Get, string.Empty, default, options.Patience, cancellation);
        var version = about.RootElement.GetProperty("version");
        var product = version.TryGetProperty("distribution", out var distribution) && distribution.GetString() == "opensearch" ? "OpenSearch" : "Elasticsearch";
        return new ClusterHealth(
            $"{product} {version.GetProperty("number").GetString()}", health.RootElement.GetProperty("status").GetString()!, health.RootElement.GetProperty("unassigned_shards").GetInt32(),
            [.. list.RootElement.EnumerateArray().Select(NodeOf).OrderBy(node => node.Name, StringComparer.Ordinal)]);
    }

    private static ClusterNode NodeOf(JsonElement node) => new(
        node.GetProperty("name").GetString()!, node.TryGetProperty("master", out var mark) && mark.GetString() == "*",
        Percent(node, "heap.percent"), Percent(node, "disk.used_percent"), Percent(node, "cpu"));

    /// <summary>The table gives texts, with decimals or without.</summary>
    private static int? Percent(JsonElement node, string name) =>
        node.TryGetProperty(name, out var text) && decimal.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? (int)percent : null;

    private static WriteOutcome OutcomeOf(IndexedProduct product, JsonElement item)
    {
        var status = item.GetProperty("status").GetInt32();
        var (kind, reason) = item.TryGetProperty("error", out var error)
            ? (error.GetProperty("type").GetString()!, error.TryGetProperty("reason", out var text) ? text.ToString() : string.Empty)
            : (string.Empty, string.Empty);
        return new WriteOutcome(product, status, kind, reason);
    }

    private static JsonObject Action(string what, string index, string alias) =>
        new() { [what] = new JsonObject { ["index"] = index, ["alias"] = alias } };

    private static byte[] Bytes(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body);
}

/// <summary>A product as the cluster is to know it.</summary>
/// <param name="Version">Rises with each change of this product.</param>
/// <param name="Document">JSON in one line.</param>
internal sealed record IndexedProduct(Guid ProductId, long Version, string Document);

/// <summary>What became of one document of many.</summary>
internal sealed record WriteOutcome(IndexedProduct Product, int Status, string Kind, string Reason)
{
    /// <summary>409: the cluster has a newer one already.</summary>
    internal bool IsDone => Status is < 300 or 409;

    /// <summary>The index itself is not there any more.</summary>
    internal bool IsMissingIndex => Status == 404;

    /// <summary>Busy, or without its shard for the moment.</summary>
    internal bool MayPass => Status is 408 or 429 or >= 500;
}

internal sealed record FoundIndex(string Name, string? Installation, IReadOnlyList<string> Aliases);

/// <summary>How the cluster says it is.</summary>
/// <param name="Status"><c>green</c>, <c>yellow</c> (a copy is missing) or <c>red</c> (data is missing).</param>
internal sealed record ClusterHealth(string Product, string Status, int UnassignedShards, IReadOnlyList<ClusterNode> Nodes);

internal sealed record ClusterNode(string Name, bool IsLeader, int? HeapPercent, int? DiskPercent, int? CpuPercent);
