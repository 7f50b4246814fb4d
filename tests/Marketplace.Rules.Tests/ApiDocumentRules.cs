using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Rules.Tests;

/// <summary>The web client's types are generated from the committed document, so it must be what the server tells.</summary>
public sealed class ApiDocumentRules(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_OpenAPI_document_is_the_servers()
    {
        var told = (await host.Stranger().Read("/openapi/v1.json")).ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        var path = Path.Combine(Root(), "web", "src", "api", "openapi.json");
        if (Environment.GetEnvironmentVariable("MARKETPLACE_WRITE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, told, TestContext.Current.CancellationToken);
        }

        var committed = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.True(committed.ReplaceLineEndings("\n") == told, "web/src/api/openapi.json is not what the server tells; run infra/openapi and commit what it writes.");
    }

    [Fact]
    public async Task No_two_shapes_share_a_name_and_no_text_is_left_untyped()
    {
        var document = await host.Stranger().Read("/openapi/v1.json");
        var untyped = new List<string>();
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            foreach (var (property, shape) in schema!["properties"]?.AsObject() ?? [])
            {
                if (shape is JsonObject { Count: 0 }) untyped.Add($"{name}.{property}");
            }
        }

        Assert.Empty(untyped);
        Assert.DoesNotContain("Request", document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Marketplace.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
