using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// Sends requests to the cluster's nodes in turn. A node that does not answer rests for a while and the next one is asked, so
/// everything sent here must bear being done twice.
/// </summary>
internal sealed class ClusterNodes : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private readonly ClusterOptions options;
    private readonly TimeProvider clock;
    private readonly HttpClient http;
    private readonly ConcurrentDictionary<Uri, DateTimeOffset> resting = new();
    private uint turn;

    public ClusterNodes(ClusterOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = options.Patience / 2,
            // A node's name may move to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = options.Credentials;
    }

    /// <param name="path">Below the node's address, without a slash before it.</param>
    /// <param name="body">JSON, or lines of it for <c>_bulk</c>.</param>
    /// <exception cref="ClusterUnavailableException">No node answered within <paramref name="patience"/>.</exception>
    /// <exception cref="ClusterRefusedException">The cluster refused.</exception>
    internal async Task<JsonDocument> Send(HttpMethod method, string path, ReadOnlyMemory<byte> body, TimeSpan patience, CancellationToken cancellation)
    {
        // The patience is real time, whatever clock the product believes in.
        using var overall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        overall.CancelAfter(patience);
        var nodes = InTurn();
        ClusterUnavailableException? last = null;
        foreach (var node in nodes)
        {
            // The first of several leaves time for a second one.
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(overall.Token);
            attempt.CancelAfter(nodes.Count > 1 && last is null ? patience / 2 : patience);
            try
            {
                return await SendTo(node, method, path, body, attempt.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException or ClusterUnavailableException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                resting[node] = clock.GetUtcNow() + Rest;
                last = e as ClusterUnavailableException ?? new ClusterUnavailableException(e is OperationCanceledException ? $"{node.Authority} did not answer in time" : $"{node.Authority}: {e.Message}", e);
                if (overall.IsCancellationRequested) break;
            }
        }

        throw last!;
    }

    public void Dispose() => http.Dispose();

    /// <summary>Nodes that rest come last: when all rest, they are asked all the same.</summary>
    private List<Uri> InTurn()
    {
        var first = (int)(Interlocked.Increment(ref turn) % (uint)options.Addresses.Count);
        var now = clock.GetUtcNow();
        return [.. options.Addresses.Select((_, at) => options.Addresses[(first + at) % options.Addresses.Count])
            .OrderBy(node => resting.TryGetValue(node, out var until) && until > now)];
    }

    private async Task<JsonDocument> SendTo(Uri node, HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(node, path));
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(path.Contains("_bulk", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        if (response.IsSuccessStatusCode)
        {
            resting.TryRemove(node, out _);
            // A HEAD, or a proxy's empty answer.
            return response.Content.Headers.ContentLength == 0 ? JsonDocument.Parse("{}") : await JsonDocument.ParseAsync(stream, default, cancellation);
        }

        var text = await new StreamReader(stream).ReadToEndAsync(cancellation);
        var status = (int)response.StatusCode;
        // Too busy, without a leader, or a proxy that finds no node: all of them pass.
        if (status is 408 or 429 or >= 500) throw new ClusterUnavailableException($"{node.Authority} answered {status}: {Cut(text)}");
        var (kind, reason) = ErrorOf(text);
        throw new ClusterRefusedException(status, kind, reason);
    }

    private static (string Kind, string Reason) ErrorOf(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            if (answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("error", out var error))
            {
                return error.ValueKind == JsonValueKind.Object
                    ? (error.TryGetProperty("type", out var type) ? type.ToString() : "error", Cut(error.TryGetProperty("reason", out var reason) ? reason.ToString() : string.Empty))
                    : ("error", Cut(error.ToString()));
            }
        }
        catch (JsonException)
        {
            // Not the cluster's own answer.
        }

        return ("error", Cut(text));
    }

    private static string Cut(string text) => text.Length <= 300 ? text : text[..300];
}
