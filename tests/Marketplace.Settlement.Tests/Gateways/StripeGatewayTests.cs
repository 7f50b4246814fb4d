using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Settlement.Gateways;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Settlement.Tests.Gateways;

/// <summary>What the adapter sends is held against Stripe's OpenAPI document, what it reads against Stripe's own examples.</summary>
public sealed class StripeGatewayTests : IDisposable
{
    private readonly Wire wire = new();
    private readonly StripeGateway gateway;
    private readonly HttpClient http;

    public StripeGatewayTests()
    {
        http = new HttpClient(wire) { BaseAddress = new Uri("https://api.stripe.com") };
        gateway = new StripeGateway(http, new ConfigurationBuilder().AddInMemoryCollection([new("Stripe:SecretKey", "sk_test_x")]).Build());
    }

    public void Dispose()
    {
        http.Dispose();
        wire.Dispose();
    }

    [Fact]
    public async Task Every_request_is_one_that_Stripes_document_describes()
    {
        if (!File.Exists(StripeSpecification.File)) Assert.Skip("Stripe's OpenAPI document is not beside this checkout.");
        var specification = StripeSpecification.Read();
        Assert.Equal(StripeGateway.ApiVersion, specification.Version);
        var (payment, refund) = (Guid.NewGuid(), Guid.NewGuid());
        wire.Answer = path => Example(path.Contains("refunds", StringComparison.Ordinal) ? "refund" : "payment_intent", path is "GET /v1/refunds" or "GET /v1/payment_intents/search");
        await gateway.CreatePayment(payment, Guid.NewGuid(), 2_000_000, CancellationToken.None);
        await gateway.CreateRefund(refund, "pi_1", 1, CancellationToken.None);
        await gateway.FindPayment(payment, null, CancellationToken.None);
        await gateway.FindPayment(payment, "pi_1", CancellationToken.None);
        await gateway.FindRefund(refund, null, "pi_1", CancellationToken.None);
        await gateway.FindRefund(refund, "re_1", "pi_1", CancellationToken.None);
        Assert.Equal(6, wire.Sent.Count);
        foreach (var sent in wire.Sent)
        {
            Assert.Empty(specification.FaultsOf(sent.Method, sent.Path, sent.Query, sent.Form));
            Assert.Equal("Bearer sk_test_x", sent.Authorization);
            Assert.Equal(StripeGateway.ApiVersion, sent.Version);
            Assert.Equal(sent.Method == "POST", sent.Key is not null);
        }

        Assert.Equal($"payment-{payment}", wire.Sent[0].Key);
        Assert.Equal($"refund-{refund}", wire.Sent[1].Key);
        Assert.Contains($"metadata%5Bpayment_id%5D={payment}", wire.Sent[0].Form, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_would_tell_a_wrong_request()
    {
        if (!File.Exists(StripeSpecification.File)) Assert.Skip("Stripe's OpenAPI document is not beside this checkout.");
        var specification = StripeSpecification.Read();
        Assert.Empty(specification.FaultsOf("POST", "/v1/payment_intents", string.Empty, "amount=1&currency=cny"));
        Assert.NotEmpty(specification.FaultsOf("POST", "/v1/payment_intents", string.Empty, "amount=1"));
        Assert.NotEmpty(specification.FaultsOf("POST", "/v1/payment_intents", string.Empty, "amount=1.5&currency=cny"));
        Assert.NotEmpty(specification.FaultsOf("POST", "/v1/payment_intents", string.Empty, "amount=1&currency=cny&order=5"));
        Assert.NotEmpty(specification.FaultsOf("POST", "/v1/payment_intents", string.Empty, "amount=1&currency=cny&capture_method=sometimes"));
        Assert.NotEmpty(specification.FaultsOf("POST", "/v1/payments", string.Empty, "amount=1"));
        Assert.NotEmpty(specification.FaultsOf("GET", "/v1/payment_intents/search", string.Empty, null));
        Assert.NotEmpty(specification.FaultsOf("GET", "/v1/refunds", "?order=1", null));
    }

    [Fact]
    public async Task Its_own_object_is_found_among_others_and_a_strangers_is_not_taken()
    {
        var refund = Guid.NewGuid();
        wire.Answer = _ => new JsonObject
        {
            ["data"] = new JsonArray(
                RefundOf(Guid.NewGuid(), "re_other", "succeeded"), RefundOf(refund, "re_mine", null), new JsonObject { ["id"] = "re_bare", ["amount"] = 5, ["status"] = "failed", ["metadata"] = new JsonObject() }),
        };
        Assert.Equal(new GatewayRefund("re_mine", "pending", 700), await gateway.FindRefund(refund, null, "pi_1", CancellationToken.None));
        Assert.Null(await gateway.FindRefund(Guid.NewGuid(), null, "pi_1", CancellationToken.None));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(401)]
    public async Task An_answer_that_decides_nothing_leaves_the_outcome_unknown(int status)
    {
        wire.Status = (HttpStatusCode)status;
        await Assert.ThrowsAsync<GatewayUnavailableException>(() => gateway.CreateRefund(Guid.NewGuid(), "pi_1", 5, CancellationToken.None));
        await Assert.ThrowsAsync<GatewayUnavailableException>(() => gateway.FindPayment(Guid.NewGuid(), "pi_1", CancellationToken.None));
    }

    [Fact]
    public async Task A_timeout_and_a_broken_answer_leave_the_outcome_unknown_and_a_refusal_is_final()
    {
        wire.Fails = new TaskCanceledException("timeout");
        await Assert.ThrowsAsync<GatewayUnavailableException>(() => gateway.CreatePayment(Guid.NewGuid(), Guid.NewGuid(), 5, CancellationToken.None));
        wire.Fails = null;
        wire.Text = "{\"id\":";
        await Assert.ThrowsAsync<GatewayUnavailableException>(() => gateway.CreatePayment(Guid.NewGuid(), Guid.NewGuid(), 5, CancellationToken.None));
        wire.Text = """{"object":"something else"}""";
        await Assert.ThrowsAsync<GatewayUnavailableException>(() => gateway.CreateRefund(Guid.NewGuid(), "pi_1", 5, CancellationToken.None));
        (wire.Status, wire.Text) = (HttpStatusCode.BadRequest, """{"error":{"type":"invalid_request_error","code":"charge_already_refunded","message":"…"}}""");
        Assert.Equal("charge_already_refunded", (await Assert.ThrowsAsync<GatewayRefusedException>(() => gateway.CreateRefund(Guid.NewGuid(), "pi_1", 5, CancellationToken.None))).Code);
        (wire.Status, wire.Text) = (HttpStatusCode.NotFound, """{"error":{"type":"invalid_request_error","code":"resource_missing"}}""");
        Assert.Null(await gateway.FindPayment(Guid.NewGuid(), "pi_1", CancellationToken.None));
    }

    private static JsonObject RefundOf(Guid id, string providerId, string? status) =>
        new() { ["id"] = providerId, ["amount"] = 700, ["status"] = status, ["metadata"] = new JsonObject { ["refund_id"] = id.ToString() } };

    private static JsonObject Example(string kind, bool isList)
    {
        var path = Path.Combine(StripeSpecification.Folder, "fixtures3_2023-09-12.json");
        var example = JsonNode.Parse(File.ReadAllBytes(path))!["resources"]![kind]!.DeepClone();
        return isList ? new JsonObject { ["object"] = "list", ["data"] = new JsonArray(example), ["has_more"] = false } : example.AsObject();
    }

    private sealed record Request(string Method, string Path, string Query, string? Form, string? Key, string? Version, string? Authorization);

    private sealed class Wire : HttpMessageHandler
    {
        internal List<Request> Sent { get; } = [];

        internal Func<string, JsonObject> Answer { get; set; } = _ => [];

        internal HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        internal string? Text { get; set; }

        internal Exception? Fails { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Fails is not null) throw Fails;
            var form = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            string? Header(string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : null;
            Sent.Add(new Request(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query, form, Header("Idempotency-Key"), Header("Stripe-Version"), Header("Authorization")));
            return new HttpResponseMessage(Status) { Content = new StringContent(Text ?? JsonSerializer.Serialize(Answer($"{request.Method} {request.RequestUri.AbsolutePath}"))) };
        }
    }
}
