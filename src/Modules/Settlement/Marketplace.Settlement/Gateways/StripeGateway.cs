using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Settlement.Gateways;

/// <summary>
/// Stripe over its REST API: form-encoded requests, our ids as idempotency keys, amounts in fen (the minor unit of CNY).
/// Cards, Alipay and WeChat Pay are offered.
/// </summary>
internal sealed class StripeGateway(HttpClient http, IConfiguration configuration) : IPaymentGateway
{
    internal const string ApiVersion = "2023-08-16";

    public string Name => "stripe";

    public async Task<GatewayPayment> CreatePayment(Guid paymentId, Guid orderId, long amountFen, CancellationToken cancellation)
    {
        using var answer = await Send(HttpMethod.Post, "/v1/payment_intents", "payment-" + paymentId, PaymentForm(paymentId, orderId, amountFen), cancellation);
        return Understood(answer!.RootElement, Payment);
    }

    public async Task<GatewayRefund> CreateRefund(Guid refundId, string paymentProviderId, long amountFen, CancellationToken cancellation)
    {
        using var answer = await Send(HttpMethod.Post, "/v1/refunds", "refund-" + refundId, RefundForm(refundId, paymentProviderId, amountFen), cancellation);
        return Understood(answer!.RootElement, Refund);
    }

    public async Task<GatewayPayment?> FindPayment(Guid paymentId, string? providerId, CancellationToken cancellation)
    {
        var query = Uri.EscapeDataString($"metadata['payment_id']:'{paymentId}'");
        using var answer = await Send(HttpMethod.Get, providerId is null ? $"/v1/payment_intents/search?query={query}" : "/v1/payment_intents/" + Uri.EscapeDataString(providerId), null, null, cancellation);
        return Found(answer, "payment_id", paymentId) is { } found ? Understood(found, Payment) : null;
    }

    public async Task<GatewayRefund?> FindRefund(Guid refundId, string? providerId, string paymentProviderId, CancellationToken cancellation)
    {
        var path = providerId is null ? $"/v1/refunds?payment_intent={Uri.EscapeDataString(paymentProviderId)}&limit=100" : "/v1/refunds/" + Uri.EscapeDataString(providerId);
        using var answer = await Send(HttpMethod.Get, path, null, null, cancellation);
        return Found(answer, "refund_id", refundId) is { } found ? Understood(found, Refund) : null;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> PaymentForm(Guid paymentId, Guid orderId, long amountFen) =>
    [
        new("amount", amountFen.ToString(CultureInfo.InvariantCulture)),
        new("currency", "cny"),
        new("payment_method_types[0]", "card"),
        new("payment_method_types[1]", "alipay"),
        new("payment_method_types[2]", "wechat_pay"),
        new("metadata[payment_id]", paymentId.ToString()),
        new("metadata[order_id]", orderId.ToString()),
        new("transfer_group", orderId.ToString()),
    ];

    private static IReadOnlyList<KeyValuePair<string, string>> RefundForm(Guid refundId, string paymentProviderId, long amountFen) =>
    [
        new("payment_intent", paymentProviderId),
        new("amount", amountFen.ToString(CultureInfo.InvariantCulture)),
        new("metadata[refund_id]", refundId.ToString()),
    ];

    /// <summary>The object itself, or the one of a list whose metadata name our id.</summary>
    private static JsonElement? Found(JsonDocument? answer, string key, Guid id)
    {
        if (answer is null) return null;
        var items = answer.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().ToList() : [answer.RootElement];
        foreach (var item in items)
            if (item.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(key, out var value) && value.GetString() == id.ToString()) return item;
        return null;
    }

    /// <summary>An answer in another shape says nothing about the outcome.</summary>
    private static T Understood<T>(JsonElement item, Func<JsonElement, T> read)
    {
        try
        {
            return read(item);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GatewayUnavailableException("Stripe's answer has another shape than its document says.");
        }
    }

    private static GatewayPayment Payment(JsonElement item) => new(
        item.GetProperty("id").GetString()!, item.GetProperty("status").GetString()!, item.GetProperty("client_secret").GetString(), item.GetProperty("amount").GetInt64(),
        item.TryGetProperty("last_payment_error", out var error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) ? code.GetString() : null);

    /// <summary>A refund's status may be missing while its network has not said anything.</summary>
    private static GatewayRefund Refund(JsonElement item) =>
        new(item.GetProperty("id").GetString()!, item.GetProperty("status").GetString() ?? "pending", item.GetProperty("amount").GetInt64());

    /// <returns>Nothing when a question was answered with 404.</returns>
    private async Task<JsonDocument?> Send(HttpMethod method, string path, string? key, IReadOnlyList<KeyValuePair<string, string>>? form, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Stripe:SecretKey"]);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("Stripe-Version", ApiVersion);
        var place = path.Split('?')[0];
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsStringAsync(cancellation);
            if (response.IsSuccessStatusCode) return JsonDocument.Parse(body);
            if (response.StatusCode == HttpStatusCode.NotFound && method == HttpMethod.Get) return null;
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired or HttpStatusCode.NotFound) throw new GatewayRefusedException(CodeOf(body));
            throw new GatewayUnavailableException($"Stripe answered {(int)response.StatusCode} to {place}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException or IOException && !cancellation.IsCancellationRequested)
        {
            throw new GatewayUnavailableException($"Stripe did not answer clearly to {place}: {e.GetType().Name}");
        }
    }

    private static string CodeOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        if (!document.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object) return "refused";
        return (error.TryGetProperty("code", out var code) ? code.GetString() : null) ?? (error.TryGetProperty("type", out var type) ? type.GetString() : null) ?? "refused";
    }
}
