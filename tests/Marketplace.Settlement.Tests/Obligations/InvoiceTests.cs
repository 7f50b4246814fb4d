using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Marketplace.Settlement.Tests.Obligations;

public sealed class InvoiceTests(InvoiceHost host) : IClassFixture<InvoiceHost>
{
    [Fact]
    public async Task An_invoice_is_asked_for_issued_returned_reversed_issued_anew_and_verified()
    {
        var contract = SettlementHost.Contract(100_000, PaymentMode.Postpay);
        await host.Tell(contract, SettlementHost.Acceptance(contract, 90_000));
        var (buyer, supplier) = (host.As(Role.BuyerFinance, contract.BuyerId), host.As(Role.Supplier, contract.SupplierId));
        var at = $"/api/orders/{contract.OrderId}";
        await MarketplaceHost.Eventually(() => host.Database.Scalar<bool>("SELECT EXISTS (SELECT 1 FROM settlement.obligation WHERE order_id = $1 AND accepted_on IS NOT NULL)", contract.OrderId), "the acceptance is known");
        var asked = await buyer.Post($"{at}/invoice-request", new { Note = "请写预算科目" }).Body();
        Assert.Equal((90_000, "示例学校", "请写预算科目"), (asked["amountFen"]!.GetValue<int>(), asked["title"]!.GetValue<string>(), asked["note"]!.GetValue<string>()));
        Assert.True((await supplier.Read($"{at}/invoice-request"))["isRequested"]!.GetValue<bool>());
        await host.As(Role.Buyer, Guid.NewGuid()).GetAsync(new Uri($"{at}/invoice-request", UriKind.Relative)).MustBeProblem(404, "not-found");

        var first = await Issue(supplier, at, InvoiceHost.Number()).Body();
        await buyer.Post($"{at}/invoice-request", new { }).MustBeProblem(409, "order-invoiced");
        await supplier.Post($"{at}/invoices/{first["id"]}/return", new { Reason = "示例" }).MustBeProblem(403, "not-allowed");
        await buyer.Post($"{at}/invoices/{first["id"]}/return", new { Reason = "抬头写错" }).Body();
        await buyer.Post($"{at}/invoices/{first["id"]}/verification").MustBeProblem(409, "invoice-not-open");
        await Issue(supplier, at, InvoiceHost.Number()).MustBeProblem(409, "order-invoiced");
        var reversed = await supplier.Post($"{at}/invoices/{first["id"]}/reversal", new { RedNumber = InvoiceHost.Number() }).Body();
        Assert.Equal(("red-reversed", "抬头写错"), (reversed["state"]!.GetValue<string>(), reversed["reason"]!.GetValue<string>()));

        var second = await Issue(supplier, at, InvoiceHost.Number()).Body();
        await buyer.Post($"{at}/invoices/{second["id"]}/verification").Body();
        await buyer.Post($"{at}/invoices/{second["id"]}/verification").Body();
        await supplier.Post($"{at}/invoices/{second["id"]}/reversal", new { RedNumber = InvoiceHost.Number() }).MustBeProblem(409, "invoice-not-open");
        Assert.Equal(1L, await host.Database.Scalar<long>(
            "SELECT count(*) FROM settlement.outbox WHERE name = 'settlement.invoice-verified.v1' AND payload->>'orderId' = $1", contract.OrderId.ToString()));
        Assert.Equal(2, (await buyer.Read($"{at}/invoices"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_a_tax_profile_nothing_is_asked_for()
    {
        var contract = SettlementHost.Contract(100_000, PaymentMode.Postpay) with { BuyerId = InvoiceHost.WithoutProfile };
        await host.Tell(contract);
        var buyer = host.As(Role.Buyer, contract.BuyerId);
        await MarketplaceHost.Eventually(() => host.Database.Scalar<bool>("SELECT EXISTS (SELECT 1 FROM settlement.obligation WHERE order_id = $1)", contract.OrderId), "the contract is known");
        await buyer.Post($"/api/orders/{contract.OrderId}/invoice-request", new { }).MustBeProblem(409, "invoice-profile-missing");
    }

    private static Task<HttpResponseMessage> Issue(HttpClient supplier, string at, string number) =>
        supplier.Post($"{at}/invoices", new { Number = number, Kind = "exempt-ordinary", AmountFen = 90_000, IssuedOn = "2026-03-08" });
}

/// <summary>Everybody but one has a tax profile.</summary>
public sealed class InvoiceHost : SettlementHost
{
    public static readonly Guid WithoutProfile = Guid.NewGuid();

    public InvoiceHost() => With(services => services.RemoveAll<IOrganisationDirectory>().AddSingleton<IOrganisationDirectory, Profiles>());

    public static string Number() => $"24502{Random.Shared.NextInt64(100_000_000, 999_999_999)}";

    private sealed class Profiles : IOrganisationDirectory
    {
        public Task<OrganisationCard?> Find(Guid organisationId, CancellationToken cancellation) => Task.FromResult<OrganisationCard?>(null);

        public Task<IReadOnlyDictionary<Guid, OrganisationCard>> FindMany(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<Guid, OrganisationCard>>(new Dictionary<Guid, OrganisationCard>());

        public Task<InvoiceProfile?> InvoiceProfileOf(Guid organisationId, CancellationToken cancellation) =>
            Task.FromResult(organisationId == WithoutProfile ? null : new InvoiceProfile("示例学校", "12500000MB0000000X", null, null));
    }
}
