namespace Marketplace.Settlement.Gateways;

/// <summary>What a gateway says of a payment.</summary>
/// <param name="Status">Stripe's words: <c>requires_payment_method</c>, <c>processing</c>, <c>succeeded</c>, <c>canceled</c>.</param>
internal sealed record GatewayPayment(string ProviderId, string Status, string? ClientSecret);

/// <summary>What a gateway says of a refund: <c>pending</c>, <c>succeeded</c>, <c>failed</c>.</summary>
internal sealed record GatewayRefund(string ProviderId, string Status);

/// <summary>The gateway did not answer, or not clearly: the outcome is unknown and is asked for with the same key.</summary>
internal sealed class GatewayUnavailableException(string why) : Exception(why);

/// <summary>
/// Where cards are charged. Every call carries our own id as the provider's idempotency key: asking again after an unknown outcome
/// cannot charge or refund twice.
/// </summary>
internal interface IPaymentGateway
{
    string Name { get; }

    Task<GatewayPayment> CreatePayment(Guid paymentId, Guid orderId, long amountFen, CancellationToken cancellation);

    Task<GatewayRefund> CreateRefund(Guid refundId, string paymentProviderId, long amountFen, CancellationToken cancellation);
}
