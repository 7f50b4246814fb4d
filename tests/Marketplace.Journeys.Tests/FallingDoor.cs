using System.Net;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>
/// The product as a process that falls: between requests, and while a request with an Idempotency-Key is under way. What was answered must
/// be there afterwards, and repeating the request with its key must answer the same.
/// </summary>
internal sealed class FallingDoor(TestDatabase database, ServerProcess server, Random random) : Door
{
    /// <summary>What brings the host down, and whatever else falls with it.</summary>
    public required Func<Task> Fall { get; init; }

    /// <summary>How many of the coming requests are still to be struck, at random.</summary>
    public int StrikesLeft { get; set; }

    /// <summary>Out of how many requests: the chance is spread evenly.</summary>
    public int RequestsLeft { get; set; }

    public int Unanswered { get; private set; }

    /// <summary>Unanswered although the effect was there: the repetition found it.</summary>
    public int DoneUnanswered { get; private set; }

    public int AnsweredThenStruck { get; private set; }

    public override TestDatabase Database { get; } = database;

    public override DateOnly Today => ChinaTime.DateIn(DateTimeOffset.UtcNow);

    public override async Task<JsonNode> Act(string? userName, HttpMethod method, string path, object? body)
    {
        var key = Guid.NewGuid().ToString();
        if (!Strikes()) return await (await As(userName)).Send(method, path, body, key).Body();
        var client = await As(userName);
        var first = Answer(client.Send(method, path, body, key));
        await Task.Delay(TimeSpan.FromMilliseconds(400 * Math.Pow(random.NextDouble(), 2)));
        await Fall();
        var told = await first;
        using var again = await client.Send(method, path, body, key);
        var text = await again.Content.ReadAsStringAsync();
        Assert.True(again.IsSuccessStatusCode, $"The repetition of {path} answered {(int)again.StatusCode}: {text}");
        var replayed = again.Headers.Contains("Idempotency-Replayed");
        var repeated = text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        if (told is null)
        {
            Unanswered++;
            if (replayed) DoneUnanswered++;
            return repeated;
        }

        AnsweredThenStruck++;
        Assert.True(replayed, $"{path} was answered before the fall, but its effect was made again.");
        Assert.True(JsonNode.DeepEquals(told, repeated), $"{path} answered {told.ToJsonString()}, then {repeated.ToJsonString()}");
        return repeated;
    }

    public override async Task<JsonNode> Read(string? userName, string path) => await (await As(userName)).Read(path);

    public override async Task<JsonNode?> TryRead(string userName, string path)
    {
        using var answer = await (await As(userName)).GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    public override async Task<Guid> Upload(string userName) => await Upload(await As(userName));

    /// <summary>The demonstration's county publishes without notice.</summary>
    public override Task BeforeCountyDecides() => Task.CompletedTask;

    public override Task PassNotice(Guid recognition) => Task.CompletedTask;

    /// <summary>Connections of a fallen host are dead: each request opens its own.</summary>
    protected override HttpClient NewClient() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseCookies = true }) { BaseAddress = server.Address };

    private bool Strikes()
    {
        var strikes = StrikesLeft > 0 && random.Next(Math.Max(1, RequestsLeft)) < StrikesLeft;
        RequestsLeft--;
        if (strikes) StrikesLeft--;
        return strikes;
    }

    /// <returns>Nothing when the host fell before it answered, or said that it does not know the outcome because its database fell.</returns>
    private static async Task<JsonNode?> Answer(Task<HttpResponseMessage> sent)
    {
        try
        {
            using var answer = await sent;
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable ? null : await Task.FromResult(answer).Body();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
