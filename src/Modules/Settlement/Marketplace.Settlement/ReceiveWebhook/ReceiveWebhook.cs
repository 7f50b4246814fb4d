using System.Text;
using System.Text.Json;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Gateways;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.Refunds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Settlement.ReceiveWebhook;

/// <summary>
/// The gateway's reports. The signature is checked over the raw body before anything is read from it; the event's id and its effect are one
/// transaction, so five deliveries have one effect.
/// </summary>
internal static class ReceiveWebhook
{
    private const int LargestBody = 256 * 1024;

    internal static readonly Problem Forged = new(400, "webhook-forged", "签名不对,未处理。", "The signature is not right; nothing was done.");

    private static readonly Problem Contradicts = Problem.Conflict("webhook-contradicts",
        "通知的金额或订单和我们的记录不符,未处理。", "The report's amount or order contradicts our records; nothing was done.");

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestBody;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/payments/webhooks/stripe", Handle)
        .WithName("ReceiveStripeWebhook").WithTags("Settlement").WithMetadata(new BodyLimit()).Public()
        .WritesByItself("The provider's event id is the key; its inbox row and the effect are one transaction inside.");

    private static async Task<Results<Ok, Problem>> Handle(
        HttpRequest request, SettlementDb db, GatewayEffects effects, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: false);
        string body;
        try
        {
            body = await reader.ReadToEndAsync(cancellation);
        }
        catch (DecoderFallbackException)
        {
            return Forged;
        }

        var problem = await Receive(body, request.Headers["Stripe-Signature"], db, effects, configuration, clock, cancellation);
        return problem is null ? TypedResults.Ok() : problem;
    }

    /// <returns>Nothing when the report was taken in, also when it was known or is of no interest.</returns>
    internal static async Task<Problem?> Receive(
        string body, string? signature, SettlementDb db, GatewayEffects effects, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var secret = configuration["Stripe:WebhookSecret"];
        if (string.IsNullOrEmpty(secret) || !WebhookSignature.IsGenuine(signature, secret, body, clock.GetUtcNow())) return Forged;
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var id = root.GetProperty("id").GetString()!;
        var type = root.GetProperty("type").GetString()!;
        var item = root.GetProperty("data").GetProperty("object");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = clock.GetUtcNow();
        var isNew = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO settlement.webhook_event (id, type, received_at) VALUES ({id}, {type}, {now}) ON CONFLICT DO NOTHING", cancellation) == 1;
        if (!isNew) return null;
        if (await Apply(type, item, db, effects, cancellation) is { } problem) return problem;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private static async Task<Problem?> Apply(string type, JsonElement item, SettlementDb db, GatewayEffects effects, CancellationToken cancellation)
    {
        switch (type)
        {
            case "payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.canceled":
                if (await FindPayment(item, db, cancellation) is not { } payment) return Contradicts;
                if (item.GetProperty("amount").GetInt64() != payment.AmountFen || item.GetProperty("currency").GetString() != "cny") return Contradicts;
                await effects.Lock(payment.OrderId, cancellation);
                await db.Entry(payment).ReloadAsync(cancellation);
                payment.Known(item.GetProperty("id").GetString()!, null, payment.ChangedAt);
                if (type == "payment_intent.succeeded") await effects.PaymentSucceeded(payment, cancellation);
                else if (type == "payment_intent.canceled") payment.MoveTo(PaymentState.Cancelled, payment.ChangedAt);
                else effects.PaymentFailed(payment, FailureOf(item));
                return null;
            case "refund.updated" or "refund.failed" or "charge.refund.updated" or "refund.created":
                if (!Guid.TryParse(Metadata(item, "refund_id"), out var refundId)) return null;
                var refund = await db.Set<Refund>().SingleOrDefaultAsync(row => row.Id == refundId, cancellation);
                if (refund is null || item.GetProperty("amount").GetInt64() != refund.AmountFen) return Contradicts;
                await effects.Lock(refund.OrderId, cancellation);
                await db.Entry(refund).ReloadAsync(cancellation);
                await effects.RefundKnown(refund.Id, new GatewayRefund(item.GetProperty("id").GetString()!, item.GetProperty("status").GetString()!), cancellation);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Found by our own id in the metadata: the report may arrive before we have recorded the provider's.</summary>
    private static async Task<Payment?> FindPayment(JsonElement item, SettlementDb db, CancellationToken cancellation)
    {
        if (Guid.TryParse(Metadata(item, "payment_id"), out var own)) return await db.Set<Payment>().SingleOrDefaultAsync(row => row.Id == own, cancellation);
        var provider = item.GetProperty("id").GetString();
        return await db.Set<Payment>().SingleOrDefaultAsync(row => row.ProviderId == provider, cancellation);
    }

    private static string? Metadata(JsonElement item, string key) =>
        item.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static string? FailureOf(JsonElement item) =>
        item.TryGetProperty("last_payment_error", out var error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) ? code.GetString() : null;
}
