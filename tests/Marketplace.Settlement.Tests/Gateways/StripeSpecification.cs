using System.Globalization;
using System.Text.Json;
using Marketplace.Testing;

namespace Marketplace.Settlement.Tests.Gateways;

/// <summary>Stripe's own OpenAPI document: says of a request what is wrong with it.</summary>
internal sealed class StripeSpecification(JsonElement root)
{
    internal static string Folder { get; } = Path.Combine(PostgresServer.RepositoryRoot(), "..", "shared", "data", "stripe");

    internal static string File { get; } = Path.Combine(Folder, "spec3_2023-08-16.json");

    internal string Version => root.GetProperty("info").GetProperty("version").GetString()!;

    internal static StripeSpecification Read() => new(JsonDocument.Parse(System.IO.File.ReadAllBytes(File)).RootElement);

    internal IEnumerable<string> FaultsOf(string method, string path, string query, string? form)
    {
        if (Operation(method, path) is not { } operation)
        {
            yield return $"{method} {path} is no path of the document";
            yield break;
        }

        foreach (var fault in QueryFaults(operation, Pairs(query.TrimStart('?')))) yield return fault;
        var body = operation.TryGetProperty("requestBody", out var requestBody) ? requestBody.GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema") : (JsonElement?)null;
        var pairs = Pairs(form ?? string.Empty);
        if (body is null) yield break;
        if (body.Value.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Select(item => item.GetString()!).Where(name => !pairs.Exists(pair => pair.Key == name || pair.Key.StartsWith(name + "[", StringComparison.Ordinal))))
                yield return $"{name} is required";
        foreach (var (key, value) in pairs)
            if (FaultOf(body.Value, key.Replace("]", string.Empty, StringComparison.Ordinal).Split('['), value) is { } fault) yield return $"{key}={value}: {fault}";
    }

    private static IEnumerable<string> QueryFaults(JsonElement operation, List<KeyValuePair<string, string>> query)
    {
        if (!operation.TryGetProperty("parameters", out var all)) yield break;
        var parameters = all.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query").ToList();
        foreach (var name in parameters.Where(parameter => parameter.TryGetProperty("required", out var needed) && needed.GetBoolean()).Select(parameter => parameter.GetProperty("name").GetString()!))
            if (!query.Exists(pair => pair.Key == name)) yield return $"{name} is required in the query";
        foreach (var (key, value) in query)
        {
            var known = parameters.FirstOrDefault(parameter => parameter.GetProperty("name").GetString() == key);
            if (known.ValueKind == JsonValueKind.Undefined) yield return $"{key} is no parameter";
            else if (ValueFault(known.GetProperty("schema"), value) is { } fault) yield return $"{key}={value}: {fault}";
        }
    }

    private JsonElement? Operation(string method, string path)
    {
        foreach (var candidate in root.GetProperty("paths").EnumerateObject().OrderBy(item => item.Name.Contains('{', StringComparison.Ordinal)))
        {
            var (wanted, given) = (candidate.Name.Split('/'), path.Split('/'));
            if (wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second))
                return candidate.Value.TryGetProperty(method.ToLowerInvariant(), out var operation) ? operation : null;
        }

        return null;
    }

    private static string? FaultOf(JsonElement schema, ReadOnlySpan<string> path, string value)
    {
        if (schema.TryGetProperty("anyOf", out var choices))
        {
            string? last = null;
            foreach (var choice in choices.EnumerateArray())
                if ((last = FaultOf(choice, path, value)) is null) return null;
            return last;
        }

        if (path.Length == 0) return ValueFault(schema, value);
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(path[0], out var property)) return FaultOf(property, path[1..], value);
        if (schema.TryGetProperty("items", out var items) && int.TryParse(path[0], CultureInfo.InvariantCulture, out _)) return FaultOf(items, path[1..], value);
        return schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object ? FaultOf(more, path[1..], value) : "no such field";
    }

    private static string? ValueFault(JsonElement schema, string value)
    {
        if (schema.TryGetProperty("enum", out var allowed) && allowed.EnumerateArray().All(item => item.GetString() != value)) return "not one of the choices";
        if (schema.TryGetProperty("maxLength", out var longest) && value.Length > longest.GetInt32()) return "too long";
        return schema.TryGetProperty("type", out var type) ? type.GetString() switch
        {
            "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "no integer",
            "string" => null,
            var other => $"a value where {other} is wanted",
        } : null;
    }

    private static List<KeyValuePair<string, string>> Pairs(string text) =>
        [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(Decode(pair[0]), Decode(pair[1])))];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
