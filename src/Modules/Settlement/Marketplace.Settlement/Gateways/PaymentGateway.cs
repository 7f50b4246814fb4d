namespace Marketplace.Settlement.Gateways;

/// <summary>What a gateway says of a payment.</summary>
/// <param name="Status">Stripe's words: <c>requires_payment_method</c>, <c>processing</c>, <c>succeeded</c>, <c>canceled</c>.</param>
/// <param name="AmountFen">What the gateway was told to collect.</param>
/// <param name="Failure">The code of the last refusal by the payer's bank.</param>
internal sealed record GatewayPayment(string ProviderId, string Status, string? ClientSecret, long AmountFen, string? Failure = null);

/// <summary>What a gateway says of a refund: <c>pending</c>, <c>succeeded</c>, <c>failed</c>, <c>canceled</c>.</summary>
internal sealed record GatewayRefund(string ProviderId, string Status, long AmountFen);

/// <summary>The gateway did not answer, or not clearly: the outcome is unknown and is asked for.</summary>
internal sealed class GatewayUnavailableException(string why) : Exception(why);

/// <summary>The gateway understood and will not do it, however often it is asked.</summary>
internal sealed class GatewayRefusedException(string code) : Exception(code)
{
    /// <summary>The gateway's own code, such as <c>charge_already_refunded</c>.</summary>
    internal string Code => Message;
}

/// <summary>
/// Where cards are charged. Every call that changes something carries our own id as the provider's idempotency key, and an unknown outcome
/// is first asked for: providers forget keys after a day.
/// </summary>
internal interface IPaymentGateway
{
    string Name { get; }

    Task<GatewayPayment> CreatePayment(Guid paymentId, Guid orderId, long amountFen, CancellationToken cancellation);

    Task<GatewayRefund> CreateRefund(Guid refundId, string paymentProviderId, long amountFen, CancellationToken cancellation);

    /// <summary>By the provider's id when it is known, else by ours.</summary>
    Task<GatewayPayment?> FindPayment(Guid paymentId, string? providerId, CancellationToken cancellation);

    /// <summary>By the provider's id when it is known, else among the payment's refunds by ours.</summary>
    Task<GatewayRefund?> FindRefund(Guid refundId, string? providerId, string paymentProviderId, CancellationToken cancellation);
}
