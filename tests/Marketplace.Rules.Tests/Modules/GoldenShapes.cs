using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Rules.Tests.Modules;

internal static class GoldenShapes
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What <paramref name="before"/> has and <paramref name="after"/> has no more, or has otherwise.</summary>
    internal static IEnumerable<string> Lost(JsonNode? before, JsonNode? after, string path = "$")
    {
        if (before is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                if (after is JsonObject kept && kept.ContainsKey(name))
                    foreach (var lost in Lost(value, kept[name], $"{path}.{name}")) yield return lost;
                else yield return $"{path}.{name} is gone";
            }
        }
        else if (before is JsonArray items)
        {
            if (after is not JsonArray others || others.Count != items.Count) yield return $"{path} is no longer the same list";
            else
                foreach (var lost in items.Zip(others).SelectMany((pair, i) => Lost(pair.First, pair.Second, $"{path}[{i}]"))) yield return lost;
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            yield return $"{path} was {before?.ToJsonString() ?? "null"} and is {after?.ToJsonString() ?? "null"}";
        }
    }

    internal static void Append(string path, JsonNode now)
    {
        var shapes = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsArray() : [];
        if (shapes.Count > 0 && JsonNode.DeepEquals(shapes[^1], now)) return;
        shapes.Add(now.DeepClone());
        File.WriteAllText(path, shapes.ToJsonString(Readable) + "\n");
    }
}
