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

    internal static readonly Problem Forged = new(400, "webhook-forged", "签名不对，未处理。", "The signature is not right; nothing was done.");

    private static readonly Problem Contradicts = Problem.Conflict("webhook-contradicts",
        "通知的金额或订单和我们的记录不符，未处理。", "The report's amount or order contradicts our records; nothing was done.");

    private static readonly Problem Malformed = new(400, "webhook-malformed", "通知的内容读不懂，未处理。", "The report cannot be read; nothing was done.");

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
        if (Read(body) is not { } report) return Malformed;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = clock.GetUtcNow();
        var isNew = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO settlement.webhook_event (id, type, received_at) VALUES ({report.Id}, {report.Type}, {now}) ON CONFLICT DO NOTHING", cancellation) == 1;
        if (!isNew) return null;
        if (await Apply(report, db, effects, clock, cancellation) is { } problem) return problem;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>What a report says, read in one go: nothing half read has an effect.</summary>
    /// <param name="OwnId">Our own id from the metadata: the report may arrive before we have recorded the provider's.</param>
    private sealed record Report(string Id, string Type, string ObjectId, Guid? OwnId, long AmountFen, string? Currency, string? Status, string? Failure);

    private static Report? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var (id, type) = (document.RootElement.GetProperty("id").GetString(), document.RootElement.GetProperty("type").GetString());
            if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(type) || id.Contains('\0', StringComparison.Ordinal) || type.Contains('\0', StringComparison.Ordinal)) return null;
            var isPayment = type.StartsWith("payment_intent.", StringComparison.Ordinal);
            if (!isPayment && !IsRefund(type)) return new Report(id, type, string.Empty, null, 0, null, null, null);
            var item = document.RootElement.GetProperty("data").GetProperty("object");
            return new Report(id, type, item.GetProperty("id").GetString()!, Guid.TryParse(Metadata(item, isPayment ? "payment_id" : "refund_id"), out var own) ? own : null,
                item.GetProperty("amount").GetInt64(), item.GetProperty("currency").GetString(), item.GetProperty("status").GetString(), FailureOf(item));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static bool IsRefund(string type) => type is "refund.updated" or "refund.failed" or "charge.refund.updated" or "refund.created";

    private static async Task<Problem?> Apply(Report report, SettlementDb db, GatewayEffects effects, TimeProvider clock, CancellationToken cancellation)
    {
        if (report.Type is "payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.canceled")
        {
            var payment = await db.Set<Payment>().SingleOrDefaultAsync(row => report.OwnId != null ? row.Id == report.OwnId : row.ProviderId == report.ObjectId, cancellation);
            if (payment is null || report.AmountFen != payment.AmountFen || report.Currency != "cny") return Contradicts;
            if (payment.ProviderId is { } known && known != report.ObjectId) return Contradicts;
            await effects.Lock(payment.OrderId, cancellation);
            await db.Entry(payment).ReloadAsync(cancellation);
            payment.Known(report.ObjectId, null, clock.GetUtcNow());
            if (report.Type == "payment_intent.succeeded") await effects.PaymentSucceeded(payment, cancellation);
            else if (report.Type == "payment_intent.canceled") payment.MoveTo(PaymentState.Cancelled, clock.GetUtcNow());
            else effects.PaymentFailed(payment, report.Failure);
            return null;
        }

        // Refunds made by hand at the provider carry no id of ours: they are the daily comparison's business.
        if (!IsRefund(report.Type) || report.OwnId is not { } refundId) return null;
        var refund = await db.Set<Refund>().SingleOrDefaultAsync(row => row.Id == refundId, cancellation);
        if (refund is null || refund.AmountFen != report.AmountFen) return Contradicts;
        await effects.Lock(refund.OrderId, cancellation);
        await db.Entry(refund).ReloadAsync(cancellation);
        await effects.RefundKnown(refund.Id, new GatewayRefund(report.ObjectId, report.Status ?? "pending", report.AmountFen), cancellation);
        return null;
    }

    private static string? Metadata(JsonElement item, string key) =>
        item.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static string? FailureOf(JsonElement item) =>
        item.TryGetProperty("last_payment_error", out var error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) ? code.GetString() : null;
}
