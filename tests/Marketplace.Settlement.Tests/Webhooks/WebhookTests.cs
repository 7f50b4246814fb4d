using System.Net;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Settlement.Tests.Webhooks;

public sealed class WebhookTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    private readonly HttpClient provider = host.Stranger();

    [Fact]
    public async Task Five_deliveries_out_of_order_and_at_once_have_one_effect()
    {
        var (contract, payment) = await host.Paying(88_000);
        var (succeeded, failed) = (Reports.Payment(payment, 88_000), Reports.Payment(payment, 88_000, "payment_failed"));
        var answers = await Task.WhenAll(new[] { failed, succeeded, succeeded, failed, succeeded, Reports.Payment(payment, 88_000), succeeded }.Select(body => provider.Deliver(body)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        using (var late = await provider.Deliver(Reports.Payment(payment, 88_000, "payment_failed"))) Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        using (var later = await provider.Deliver(Reports.Payment(payment, 88_000, "canceled"))) Assert.Equal(HttpStatusCode.OK, later.StatusCode);

        Assert.Equal(-88_000, await host.Balance($"Escrow:{contract.OrderId}"));
        Assert.Equal("Succeeded", await StateOf(payment));
        Assert.Equal(1, await host.Entries("PaymentReceived", contract.OrderId));
        Assert.Equal(1, await host.Published("settlement.payment-received.v1", contract.OrderId));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_gateway_now_is_refused_and_changes_nothing()
    {
        var (contract, payment) = await host.Paying(41_000);
        var body = Reports.Payment(payment, 41_000);
        var now = DateTimeOffset.UtcNow;
        var genuine = Reports.Signature(body, now);
        foreach (var signature in (string?[])
        [
            null, string.Empty, "t=,v1=", "v1=" + genuine.Split("v1=")[1], genuine[..^2] + (genuine.EndsWith("00", StringComparison.Ordinal) ? "11" : "00"),
            Reports.Signature(body, now, "whsec_other"), Reports.Signature(body, now.AddMinutes(-6)), Reports.Signature(body, now.AddMinutes(6)),
            Reports.Signature(body + " ", now), genuine.Replace("v1=", "v0=", StringComparison.Ordinal), $"t={now.ToUnixTimeSeconds() + 1},v1={genuine.Split("v1=")[1]}",
            "t=99999999999999999999,v1=" + genuine.Split("v1=")[1],
        ])
            await provider.Deliver(body, signature).MustBeProblem(400, "webhook-forged");
        Assert.Equal(0, await host.Balance($"Escrow:{contract.OrderId}"));

        using var rolled = await provider.Deliver(body, genuine + ",v1=" + new string('0', 64));
        Assert.Equal(HttpStatusCode.OK, rolled.StatusCode);
        Assert.Equal(-41_000, await host.Balance($"Escrow:{contract.OrderId}"));
    }

    [Fact]
    public async Task Reports_that_contradict_our_books_are_refused_each_time_and_burn_no_event_id()
    {
        var (contract, payment) = await host.Paying(50_000);
        var eventId = "evt_" + Guid.NewGuid().ToString("N");
        await provider.Deliver(Reports.Payment(Guid.NewGuid(), 50_000)).MustBeProblem(409, "webhook-contradicts");
        await provider.Deliver(Reports.Payment(payment, 49_999, eventId: eventId)).MustBeProblem(409, "webhook-contradicts");
        await provider.Deliver(Reports.Payment(payment, 50_000, currency: "usd")).MustBeProblem(409, "webhook-contradicts");
        await provider.Deliver(Reports.Refund(Guid.NewGuid(), 1, "succeeded")).MustBeProblem(409, "webhook-contradicts");
        Assert.Equal(0, await host.Balance($"Escrow:{contract.OrderId}"));
        Assert.Equal(0, await host.Entries("PaymentReceived", contract.OrderId));
        using (var right = await provider.Deliver(Reports.Payment(payment, 50_000, eventId: eventId))) Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(-50_000, await host.Balance($"Escrow:{contract.OrderId}"));
        await provider.Deliver(Reports.Payment(payment, 50_000, providerId: "pi_another")).MustBeProblem(409, "webhook-contradicts");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded"}""")]
    [InlineData("""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":1.5,"currency":"cny","status":"succeeded"}}}""")]
    [InlineData("""{"id":7,"type":"payment_intent.succeeded","data":{"object":{}}}""")]
    [InlineData("""{"id":"evt_1\u0000","type":"x"}""")]
    public async Task A_signed_report_that_cannot_be_read_is_told_so(string body) => await provider.Deliver(body).MustBeProblem(400, "webhook-malformed");

    [Fact]
    public async Task Reports_of_no_interest_are_taken_in()
    {
        foreach (var type in (string[])["customer.created", "payment_intent.created", "refund.updated"])
        {
            var body = """{"id":"evt_ID","type":"TYPE","data":{"object":{"id":"x_1","amount":1,"currency":"usd","status":"succeeded","metadata":{}}}}"""
                .Replace("ID", Guid.NewGuid().ToString("N"), StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal);
            using var answer = await provider.Deliver(body);
            Assert.True(answer.IsSuccessStatusCode, $"{type} was answered with {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Money_that_comes_after_its_payment_was_given_up_is_booked_and_sent_back()
    {
        var (contract, payment) = await host.Paying(30_000);
        await host.Database.Scalar<object>("UPDATE settlement.payment SET state = 'Cancelled', next_ask_at = NULL WHERE id = $1", payment);
        var finance = host.As(Role.Finance);
        await finance.Post("/api/transfers", new { bankSerial = "W" + contract.Number, receivedOn = "2026-11-23", payerName = "某单位", payerAccount = "1", amountFen = 30_000, note = contract.Number }).Body();
        using (var late = await provider.Deliver(Reports.Payment(payment, 30_000))) Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        Assert.Equal(60_000, await host.Database.Scalar<long>("SELECT received_fen FROM settlement.obligation WHERE order_id = $1", contract.OrderId));
        Assert.Equal(30_000, await host.Database.Scalar<long>("SELECT returned_fen FROM settlement.obligation WHERE order_id = $1", contract.OrderId));
        Assert.Equal(-30_000, await host.Balance($"Escrow:{contract.OrderId}"));
    }

    private async Task<string?> StateOf(Guid payment) => await host.Database.Scalar<string>("SELECT state FROM settlement.payment WHERE id = $1", payment);
}
