using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Marketplace.Testing;
using SkiaSharp;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>
/// How a journey reaches the product: a host inside the test, or a process of its own that may die at any moment. People sign in with
/// user name and password and keep a cookie, as in a browser.
/// </summary>
public abstract class Door
{
    private const string DemonstrationPassword = "ganju-2026";
    private readonly Dictionary<string, HttpClient> people = [];
    private readonly Dictionary<string, string> passwords = [];

    public abstract TestDatabase Database { get; }

    public abstract DateOnly Today { get; }

    /// <summary>A person who registered during the journey.</summary>
    public void Remember(string userName, string password) => passwords[userName] = password;

    /// <summary>Sends something that changes the market and answers what came back; nobody's name stands for a stranger.</summary>
    public abstract Task<JsonNode> Act(string? userName, HttpMethod method, string path, object? body);

    public Task<JsonNode> Act(string? userName, string path, object? body = null) => Act(userName, HttpMethod.Post, path, body ?? new { });

    public abstract Task<JsonNode> Read(string? userName, string path);

    /// <summary>Nothing when it is not there (yet).</summary>
    public abstract Task<JsonNode?> TryRead(string userName, string path);

    public abstract Task<Guid> Upload(string userName);

    /// <summary>Before an application for recognition: how long its public notice will be.</summary>
    public abstract Task BeforeCountyDecides();

    /// <summary>Lets the days of the public notice pass.</summary>
    public abstract Task PassNotice(Guid recognition);

    /// <summary>Everybody has to sign in again.</summary>
    public void SignEverybodyOut() => people.Clear();

    protected abstract HttpClient NewClient();

    protected async Task<HttpClient> As(string? userName)
    {
        if (userName is null) return NewClient();
        if (people.TryGetValue(userName, out var known)) return known;
        var client = NewClient();
        await client.Post("/api/session", new { userName, password = passwords.GetValueOrDefault(userName, DemonstrationPassword) }).Body();
        using var session = await client.GetAsync(new Uri("/api/session", UriKind.Relative));
        var cookie = session.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp-csrf=", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Add("X-CSRF", Uri.UnescapeDataString(cookie["mp-csrf=".Length..cookie.IndexOf(';', StringComparison.Ordinal)]));
        Assert.True(JsonNode.Parse(await session.Content.ReadAsStringAsync())!["signedIn"]!.GetValue<bool>());
        return people[userName] = client;
    }

    protected static async Task<Guid> Upload(HttpClient person)
    {
        using var bitmap = new SKBitmap(32, 32);
        using var picture = SKImage.FromBitmap(bitmap);
        using var content = new ByteArrayContent(picture.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return (await person.PostAsync(new Uri("/api/files?name=photo.jpg", UriKind.Relative), content).Body())["id"]!.GetValue<Guid>();
    }
}
