using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Platform.Http;
using Xunit;

namespace Marketplace.Testing;

/// <summary>Sending and reading as a client would.</summary>
public static class HttpAnswers
{
    public static readonly JsonSerializerOptions Json = StrictJson.Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Posts JSON with an Idempotency-Key: a new one, or <paramref name="key"/> to repeat a request.</summary>
    public static async Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string path, object? body = null, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue("application/json"), Json);
        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object? body = null, string? key = null) =>
        client.Send(HttpMethod.Post, path, body, key);

    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, object? body = null, string? key = null) =>
        client.Send(HttpMethod.Put, path, body, key);

    /// <summary>The answer's JSON; fails with the whole answer when it is no success.</summary>
    public static async Task<JsonNode> Body(this Task<HttpResponseMessage> sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public static async Task<JsonNode> Read(this HttpClient client, string path)
    {
        ArgumentNullException.ThrowIfNull(client);
        return await client.GetAsync(new Uri(path, UriKind.Relative)).Body();
    }

    /// <summary>The answer must be this problem, with a sentence in each language.</summary>
    public static async Task<JsonNode> MustBeProblem(this Task<HttpResponseMessage> sent, int status, string code)
    {
        ArgumentNullException.ThrowIfNull(sent);
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"Expected {status} {code}, got {(int)response.StatusCode}: {text}");
        var problem = JsonNode.Parse(text)!;
        var codes = problem["errors"]?.AsArray().Select(error => error!["code"]!.GetValue<string>()).Append(problem["code"]!.GetValue<string>()) ?? [];
        Assert.Contains(code, codes);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem["zh"]!.GetValue<string>());
        Assert.Matches("[A-Za-z]", problem["en"]!.GetValue<string>());
        return problem;
    }
}
