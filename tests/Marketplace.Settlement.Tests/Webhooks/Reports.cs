using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Marketplace.Settlement.Tests.Webhooks;

/// <summary>The gateway's reports as a provider would write and sign them; the signature is computed here, not by the product.</summary>
internal static class Reports
{
    internal const string Secret = "whsec_simulator_only";

    internal static string Payment(Guid paymentId, long amountFen, string type = "succeeded", string? eventId = null, string? providerId = null, string currency = "cny") => JsonSerializer.Serialize(new
    {
        id = eventId ?? "evt_" + Guid.NewGuid().ToString("N"),
        type = "payment_intent." + type,
        data = new
        {
            @object = new
            {
                id = providerId ?? "pi_" + paymentId.ToString("N"),
                amount = amountFen,
                currency,
                status = type == "succeeded" ? "succeeded" : type == "canceled" ? "canceled" : "requires_payment_method",
                metadata = new { payment_id = paymentId },
                last_payment_error = type == "payment_failed" ? new { code = "card_declined" } : null,
            },
        },
    });

    internal static string Refund(Guid refundId, long amountFen, string status, string? eventId = null) => JsonSerializer.Serialize(new
    {
        id = eventId ?? "evt_" + Guid.NewGuid().ToString("N"),
        type = "refund.updated",
        data = new { @object = new { id = "re_" + refundId.ToString("N"), amount = amountFen, currency = "cny", status, metadata = new { refund_id = refundId } } },
    });

    internal static string Signature(string body, DateTimeOffset at, string secret = Secret)
    {
        var seconds = at.ToUnixTimeSeconds();
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}"));
        return $"t={seconds},v1={Convert.ToHexString(mac).ToLowerInvariant()}";
    }

    internal static async Task<HttpResponseMessage> Deliver(this HttpClient client, string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/payments/webhooks/stripe") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (signature is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        return await client.SendAsync(request);
    }

    internal static Task<HttpResponseMessage> Deliver(this HttpClient client, string body) => client.Deliver(body, Signature(body, DateTimeOffset.UtcNow));
}
