using System.Text.Json.Nodes;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// Words as a query of the cluster: what must be answered, and what each answer is worth by the field it stands in. Constant worths
/// rather than term statistics, so that an order does not depend on which copy of the index answers.
/// </summary>
internal static class ClusterQuery
{
    /// <summary>What a product is called by itself, beside a name that only contains it.</summary>
    private const int WorthOfCall = 1000;

    internal static JsonObject Words(SearchQuery query)
    {
        var must = new JsonArray([.. query.Parts.Select(Part)]);
        var filter = new JsonArray();
        if (query.Needed > 0)
        {
            var pairs = query.Parts.OfType<QueryPart.Han>().SelectMany(part => part.Pairs).Select(pair => (JsonNode)AnyField(pair, isPrefix: false));
            filter.Add(Bool("should", new JsonArray([.. pairs]), query.Needed));
        }

        return new JsonObject { ["bool"] = new JsonObject { ["must"] = must, ["filter"] = filter } };
    }

    private static JsonNode Part(QueryPart part) => part switch
    {
        QueryPart.Han han => Bool("should", new JsonArray([.. han.Pairs.Select(pair => Scored(pair, isPrefix: false, han.Pairs.Count)), Scored("s_" + han.Word, isPrefix: false, 1)]), 1),
        QueryPart.Latin latin when latin.Joined is { } joined => Best(Each(latin), Spelling([joined], 1)),
        QueryPart.Latin latin => Each(latin),
        _ => throw new InvalidOperationException($"{part.GetType().Name} is unknown."),
    };

    private static JsonObject Each(QueryPart.Latin latin) => new()
    {
        ["bool"] = new JsonObject { ["must"] = new JsonArray([.. latin.Words.Select(spellings => Spelling(spellings, latin.Words.Count))]) },
    };

    /// <summary>A word as it stands, as pinyin, as initials: the best counts, and being called just that counts besides.</summary>
    private static JsonNode Spelling(IReadOnlyList<string> spellings, int of) => Bool("should", new JsonArray(
        [.. spellings.Select(word => Best(Scored(word, true, of), Scored("p_" + word, true, of), Scored("i_" + word, true, of))), .. spellings.Select(word => Scored("s_" + word, false, of))]), 1);

    /// <summary>The best of the fields; the worth is shared among all the words of a part, so that long input is not worth more.</summary>
    private static JsonNode Scored(string lexeme, bool isPrefix, int of) => Best([.. ClusterMapping.Words.Select(words => (JsonNode)new JsonObject
    {
        ["constant_score"] = new JsonObject { ["filter"] = Match(words.Field, lexeme, isPrefix), ["boost"] = (decimal)words.Worth / WorthOfCall / of },
    })]);

    private static JsonObject AnyField(string lexeme, bool isPrefix) =>
        Bool("should", new JsonArray([.. ClusterMapping.Words.Select(words => (JsonNode)Match(words.Field, lexeme, isPrefix))]), 1);

    private static JsonObject Match(string field, string lexeme, bool isPrefix) => new() { [isPrefix ? "prefix" : "term"] = new JsonObject { [field] = lexeme } };

    private static JsonObject Best(params JsonNode[] queries) => new() { ["dis_max"] = new JsonObject { ["queries"] = new JsonArray(queries) } };

    private static JsonObject Bool(string occur, JsonArray clauses, int atLeast) =>
        new() { ["bool"] = new JsonObject { [occur] = clauses, ["minimum_should_match"] = atLeast } };
}
