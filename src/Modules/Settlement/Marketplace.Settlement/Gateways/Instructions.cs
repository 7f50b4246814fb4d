using Marketplace.Settlement.Data;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.ReceiveWebhook;
using Marketplace.Settlement.Refunds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Settlement.Gateways;

/// <summary>
/// One thing to tell the gateway or to ask it: payments to open, refunds to make, and how either went when no report came. The call happens
/// outside any transaction under a lease; its outcome is recorded afterwards. What fails backs off, then is parked where finance sees it.
/// </summary>
internal sealed class Instructions(IServiceProvider services, SettlementDb db, IPaymentGateway gateway, GatewayEffects effects, TimeProvider clock)
{
    internal const int AttemptsBeforeParking = 20;

    /// <summary>Reports usually come within seconds; after this the gateway is asked.</summary>
    internal static readonly TimeSpan FirstQuestion = TimeSpan.FromMinutes(1);

    /// <summary>Longer than the two calls that are made under it can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>A payer who has not paid by then has gone away; a late report is still taken in.</summary>
    private static readonly TimeSpan PayersPatience = TimeSpan.FromDays(3);

    internal static bool IsOpen(PaymentState state) => state is PaymentState.Created or PaymentState.Processing;

    /// <returns>Whether there was anything to do.</returns>
    internal async Task<bool> DoNext(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var lease = now + Lease;
        var payment = (await db.Set<Payment>().FromSql($"""
            UPDATE settlement.payment SET attempts = attempts + 1, next_ask_at = {lease} WHERE id = (
                SELECT id FROM settlement.payment WHERE next_ask_at <= {now} AND parked_at IS NULL ORDER BY next_ask_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellation)).SingleOrDefault();
        if (payment is not null)
        {
            await Carry("payment", payment.Id, payment.OrderId, payment.Attempts, () => Ask(payment, cancellation), cancellation);
            return true;
        }

        var refund = (await db.Set<Refund>().FromSql($"""
            UPDATE settlement.refund SET attempts = attempts + 1, next_ask_at = {lease} WHERE id = (
                SELECT id FROM settlement.refund WHERE next_ask_at <= {now} AND parked_at IS NULL ORDER BY next_ask_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellation)).SingleOrDefault();
        if (refund is null) return false;
        var provider = await db.Set<Payment>().Where(row => row.Id == refund.PaymentId).Select(row => row.ProviderId).SingleAsync(cancellation);
        await Carry("refund", refund.Id, refund.OrderId, refund.Attempts, () => Ask(refund, provider!, cancellation), cancellation);
        return true;
    }

    /// <summary>A second attempt means that the first one's outcome is unknown: it is asked for before anything is sent again.</summary>
    private async Task<Func<Task<bool>>?> Ask(Payment payment, CancellationToken cancellation)
    {
        var known = payment.Attempts > 1 || payment.State != PaymentState.Created ? await gateway.FindPayment(payment.Id, payment.ProviderId, cancellation) : null;
        if (known is null && payment.State == PaymentState.Created) known = await gateway.CreatePayment(payment.Id, payment.OrderId, payment.AmountFen, cancellation);
        return known is null ? null : () => effects.PaymentKnown(payment.Id, known, cancellation);
    }

    private async Task<Func<Task<bool>>?> Ask(Refund refund, string paymentProviderId, CancellationToken cancellation)
    {
        var known = refund.Attempts > 1 || refund.State != RefundState.Pending ? await gateway.FindRefund(refund.Id, refund.ProviderId, paymentProviderId, cancellation) : null;
        if (known is null && refund.State == RefundState.Pending) known = await gateway.CreateRefund(refund.Id, paymentProviderId, refund.AmountFen, cancellation);
        return known is null ? null : () => effects.RefundKnown(refund.Id, known, cancellation);
    }

    private async Task Carry(string table, Guid id, Guid orderId, int attempts, Func<Task<Func<Task<bool>>?>> ask, CancellationToken cancellation)
    {
        try
        {
            var record = await ask();
            if (record is null) await Postpone(table, id, attempts, "The gateway does not know it.", cancellation);
            else if (!await Record(orderId, record, cancellation)) await Postpone(table, id, AttemptsBeforeParking, "The gateway's amount is another than ours.", cancellation);
            else await AskAgainLater(table, id, attempts, cancellation);
        }
        catch (GatewayUnavailableException e)
        {
            await Postpone(table, id, attempts, e.Message, cancellation);
        }
        catch (GatewayRefusedException e)
        {
            await Refused(table, id, orderId, e.Code, cancellation);
        }
#pragma warning disable CA1031 // Whatever goes wrong with one instruction must neither stop the others nor be repeated without end.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            await Postpone(table, id, attempts, e.GetType().Name, cancellation);
        }
    }

    private async Task<bool> Record(Guid orderId, Func<Task<bool>> record, CancellationToken cancellation)
    {
        var agrees = false;
        await effects.InTransaction(orderId, async () => agrees = await record(), cancellation);
        return agrees;
    }

    /// <summary>The gateway will never do it: the payer tries anew, a refund becomes finance's.</summary>
    private async Task Refused(string table, Guid id, Guid orderId, string code, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var fresh = scope.ServiceProvider.GetRequiredService<GatewayEffects>();
        var rows = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        await fresh.InTransaction(orderId, async () =>
        {
            if (table == "payment") (await rows.Set<Payment>().SingleAsync(row => row.Id == id, cancellation)).MoveTo(PaymentState.Failed, clock.GetUtcNow(), code);
            else (await rows.Set<Refund>().SingleAsync(row => row.Id == id, cancellation)).MoveTo(RefundState.Failed, clock.GetUtcNow(), code);
        }, cancellation);
    }

    private async Task Postpone(string table, Guid id, int attempts, string error, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var next = now + TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, attempts)));
        await Note(table, id, error, next, attempts >= AttemptsBeforeParking ? now : null, cancellation);
    }

    /// <summary>What was given up meanwhile is not taken up again.</summary>
    private Task Note(string table, Guid id, string error, DateTimeOffset next, DateTimeOffset? parked, CancellationToken cancellation) => table == "payment"
        ? db.Set<Payment>().Where(row => row.Id == id && (row.State == PaymentState.Created || row.State == PaymentState.Processing)).ExecuteUpdateAsync(
            row => row.SetProperty(p => p.LastError, error).SetProperty(p => p.NextAskAt, next).SetProperty(p => p.ParkedAt, parked), cancellation)
        : db.Set<Refund>().Where(row => row.Id == id && (row.State == RefundState.Pending || row.State == RefundState.Processing)).ExecuteUpdateAsync(
            row => row.SetProperty(p => p.LastError, error).SetProperty(p => p.NextAskAt, next).SetProperty(p => p.ParkedAt, parked), cancellation);

    /// <summary>Answered, but not at its end: asked again at growing intervals. A refund that never ends is parked, a payer who went away is not.</summary>
    private async Task AskAgainLater(string table, Guid id, int attempts, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var next = now + TimeSpan.FromMinutes(Math.Min(360, Math.Pow(2, Math.Max(0, attempts - 1))));
        if (table == "payment")
        {
            var oldest = now - PayersPatience;
            await db.Set<Payment>().Where(row => row.Id == id && row.State == PaymentState.Processing && row.Attempts > 0).ExecuteUpdateAsync(row => row
                .SetProperty(p => p.LastError, (string?)null).SetProperty(p => p.NextAskAt, p => p.CreatedAt < oldest ? null : next), cancellation);
            return;
        }

        DateTimeOffset? parked = attempts >= AttemptsBeforeParking ? now : null;
        await db.Set<Refund>().Where(row => row.Id == id && row.State == RefundState.Processing && row.Attempts > 0).ExecuteUpdateAsync(row => row
            .SetProperty(p => p.LastError, parked == null ? null : "The refund does not end.").SetProperty(p => p.NextAskAt, next).SetProperty(p => p.ParkedAt, parked), cancellation);
    }
}
