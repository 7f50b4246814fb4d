using System.Globalization;
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
        using var answer = await Send("/v1/payment_intents", "payment-" + paymentId, PaymentForm(paymentId, orderId, amountFen), cancellation);
        var root = answer.RootElement;
        return new GatewayPayment(root.GetProperty("id").GetString()!, root.GetProperty("status").GetString()!, root.GetProperty("client_secret").GetString());
    }

    public async Task<GatewayRefund> CreateRefund(Guid refundId, string paymentProviderId, long amountFen, CancellationToken cancellation)
    {
        using var answer = await Send("/v1/refunds", "refund-" + refundId, RefundForm(refundId, paymentProviderId, amountFen), cancellation);
        return new GatewayRefund(answer.RootElement.GetProperty("id").GetString()!, answer.RootElement.GetProperty("status").GetString()!);
    }

    internal static IReadOnlyList<KeyValuePair<string, string>> PaymentForm(Guid paymentId, Guid orderId, long amountFen) =>
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

    internal static IReadOnlyList<KeyValuePair<string, string>> RefundForm(Guid refundId, string paymentProviderId, long amountFen) =>
    [
        new("payment_intent", paymentProviderId),
        new("amount", amountFen.ToString(CultureInfo.InvariantCulture)),
        new("metadata[refund_id]", refundId.ToString()),
    ];

    private async Task<JsonDocument> Send(string path, string key, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Stripe:SecretKey"]);
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("Stripe-Version", ApiVersion);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsStringAsync(cancellation);
            if (response.IsSuccessStatusCode) return JsonDocument.Parse(body);
            throw new GatewayUnavailableException($"Stripe answered {(int)response.StatusCode} to {path}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException && !cancellation.IsCancellationRequested)
        {
            throw new GatewayUnavailableException($"Stripe did not answer clearly to {path}: {e.GetType().Name}");
        }
    }
}
