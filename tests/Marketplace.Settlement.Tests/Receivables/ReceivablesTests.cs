using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform;
using Marketplace.Platform.Auth;
using Marketplace.Settlement.Gateways;
using Marketplace.Testing;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Settlement.Tests.Receivables;

public sealed class ReceivablesTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    [Fact]
    public async Task What_is_owed_is_paged_to_its_end_and_late_payers_are_ranked_by_age()
    {
        var (late, punctual) = (Guid.NewGuid(), Guid.NewGuid());
        var today = ChinaTime.DateIn(host.Clock.GetUtcNow());
        var open = new List<Guid>();
        foreach (var (buyer, days, fen) in ((Guid, int, long)[])[(late, 100, 5_000_000), (late, 45, 700_000), (late, 1, 30_000), (late, 0, 2_000), (punctual, -3, 90_000)])
        {
            var contract = SettlementHost.Contract(fen, PaymentMode.Prepay) with { BuyerId = buyer };
            await host.Apply(contract);
            await host.Database.Scalar<object>("UPDATE settlement.obligation SET due_on = $2 WHERE order_id = $1", contract.OrderId, today.AddDays(-days));
            open.Add(contract.OrderId);
        }

        var finance = host.As(Role.Finance);
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await finance.Read("/api/receivables?size=2" + (cursor is null ? string.Empty : "&cursor=" + cursor));
            seen.AddRange(page["items"]!.AsArray().Select(row => row!["orderId"]!.GetValue<Guid>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(open, seen.Where(open.Contains));
        var ages = (await finance.Read("/api/receivables/ageing?size=100"))["items"]!.AsArray();
        var age = ages.Single(row => row!["buyerId"]!.GetValue<Guid>() == late)!;
        Assert.Equal((3, 2_000, 30_000, 700_000, 0, 5_000_000, 5_730_000, 100), (
            age["lateOrders"]!.GetValue<int>(), age["notDueFen"]!.GetValue<long>(), age["late1To30Fen"]!.GetValue<long>(), age["late31To60Fen"]!.GetValue<long>(), age["late61To90Fen"]!.GetValue<long>(),
            age["lateOver90Fen"]!.GetValue<long>(), age["lateFen"]!.GetValue<long>(), age["oldestDaysLate"]!.GetValue<int>()));
        Assert.Equal(0, ages.Single(row => row!["buyerId"]!.GetValue<Guid>() == punctual)!["lateFen"]!.GetValue<long>());
        var amounts = ages.Select(row => row!["lateFen"]!.GetValue<long>()).ToList();
        Assert.Equal(amounts.OrderDescending(), amounts);
    }

    [Fact]
    public async Task Filters_are_written_as_in_the_answers_and_other_words_are_told()
    {
        var finance = host.As(Role.Finance);
        foreach (var path in (string[])["refunds?state=awaiting-finance", "payout-batches?state=proposed", "transfers?state=unmatched", "transfers?state="]) await finance.Read("/api/" + path);
        foreach (var path in (string[])["refunds", "payout-batches", "transfers"])
            await finance.GetAsync(new Uri($"/api/{path}?state=whatever", UriKind.Relative)).MustBeProblem(422, "unknown-choice");
    }

    [Theory]
    [InlineData("Stripe:SecretKey", null, "simulator")]
    [InlineData("Stripe:WebhookSecret", "", "WebhookSecret")]
    [InlineData("Custody:Mode", "pooled", "pools buyers' money")]
    [InlineData("Custody:AccountNumber", " ", "custody account is missing")]
    public void Production_starts_only_with_real_payments_that_rest_elsewhere(string key, string? value, string told)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Stripe:SecretKey"] = "sk_live_x",
            ["Stripe:WebhookSecret"] = "whsec_x",
            ["Custody:AccountName"] = "监管专户",
            ["Custody:BankName"] = "某银行",
            ["Custody:AccountNumber"] = "6200",
        };
        ProductionPayments.Check(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        settings[key] = value;
        var refused = Assert.Throws<StartupProblem>(() => ProductionPayments.Check(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        Assert.Contains(told, refused.En, StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", refused.Zh);
    }
}
