using System.Text.Json.Nodes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// How products lie in the cluster. The words are our own lexemes, the same that PostgreSQL's document holds, as keywords in one field
/// for each weight: no analyser decides anything, so both engines understand language alike.
/// </summary>
internal static class ClusterMapping
{
    /// <summary>Raised whenever the index is built otherwise than before: an index of another form is replaced by itself.</summary>
    internal const int Form = 1;

    /// <summary>Names in the index's own notes which installation made it; nobody else's index is ever removed.</summary>
    internal const string Installation = "installation";

    /// <summary>The fields of the lexemes and what a word that stands there is worth, in thousandths: name, synonym, place and kind, supplier.</summary>
    internal static readonly IReadOnlyList<(string Field, int Worth)> Words = [("words_a", 1000), ("words_b", 500), ("words_c", 200), ("words_d", 50)];

    internal static JsonObject Definition(Guid installation, string feedAlias) => new()
    {
        ["settings"] = new JsonObject
        {
            ["index"] = new JsonObject
            {
                ["number_of_shards"] = 1,
                // A second node gets a copy by itself; a single one is content without.
                ["auto_expand_replicas"] = "0-1",
                ["refresh_interval"] = "1s",
            },
        },
        ["aliases"] = new JsonObject { [feedAlias] = new JsonObject() },
        ["mappings"] = new JsonObject
        {
            ["dynamic"] = "strict",
            ["_meta"] = new JsonObject { [Installation] = installation.ToString(), ["form"] = Form },
            ["_source"] = new JsonObject { ["excludes"] = new JsonArray([.. Words.Select(words => (JsonNode)words.Field)]) },
            ["properties"] = Properties(),
        },
    };

    private static JsonObject Properties()
    {
        var properties = new JsonObject();
        foreach (var (field, _) in Words) properties[field] = new JsonObject { ["type"] = "keyword", ["doc_values"] = false };
        foreach (var field in (string[])["product_id", "name", "category", "categories", "county", "supplier_kind"]) properties[field] = new JsonObject { ["type"] = "keyword" };
        foreach (var field in (string[])["fen_per_kg", "available", "sold", "listed_at"]) properties[field] = new JsonObject { ["type"] = "long" };
        foreach (var field in (string[])["in_stock", "season"]) properties[field] = new JsonObject { ["type"] = "byte" };
        foreach (var field in (string[])["recognised_from", "recognised_to"]) properties[field] = new JsonObject { ["type"] = "date", ["format"] = "strict_date" };
        properties["is_on_sale"] = new JsonObject { ["type"] = "boolean" };
        return properties;
    }
}
