using Marketplace.Ordering.Contracts;
using Marketplace.Programme.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Programme.Tests.Sales;

public sealed class CountSaleTests(ProgrammeHost host) : IClassFixture<ProgrammeHost>
{
    [Fact]
    public async Task Only_accepted_boxes_are_counted_on_the_day_of_acceptance()
    {
        var order = host.Order(ProgrammeHost.Fengjie, 290 * 9900, quantity: 300, accepted: 290);
        await host.Count(order);
        var fact = await host.Database.Scalar<string>(
            "SELECT concat_ws('|', kind, sold_on, origin_county, amount_fen, mass_grams, order_number, is_demonstration) FROM programme.sale_fact WHERE order_id = $1", order.OrderId);
        Assert.Equal($"Sale|2026-11-20|500236|{290 * 9900}|{290 * 10_000}|{order.Number}|f", fact);
    }

    [Fact]
    public async Task A_line_rejected_whole_leaves_no_fact()
    {
        var order = host.Order(ProgrammeHost.Fengjie, 5000);
        var refused = order.Lines[0] with { LineId = Guid.CreateVersion7(), AcceptedQuantity = 0, AcceptedFen = 0 };
        var mixed = host.Order(ProgrammeHost.Fengjie, 5000) is var kept ? kept with { Lines = [.. kept.Lines, refused] } : kept;
        host.Replace(mixed);
        await host.Count(mixed);
        Assert.Equal(1, await host.FactsOf(mixed.OrderId));
    }

    [Fact]
    public async Task The_same_release_told_five_times_counts_once()
    {
        var order = host.Order(ProgrammeHost.Fengjie, 12_345);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.Release(order)));
        await ProgrammeHost.Eventually(
            async () => await host.Database.Scalar<long>("SELECT count(*) FROM programme.inbox JOIN programme.outbox USING (event_id) WHERE handler = 'CountSaleWhenEscrowReleased' AND payload->>'orderId' = $1", order.OrderId.ToString()) == 5,
            "every repetition was delivered");
        Assert.Equal(1, await host.FactsOf(order.OrderId));
        Assert.Equal(1, await host.Database.Scalar<long>(
            "SELECT count(*) FROM programme.outbox WHERE name = 'programme.sale-counted.v1' AND payload->>'orderId' = $1", order.OrderId.ToString()));
    }

    [Theory]
    [InlineData("2026-11-19", false)]
    [InlineData("2026-11-20", true)]
    [InlineData("2026-11-21", true)]
    public async Task Recognition_is_tested_on_the_day_of_acceptance_not_of_payment(string lastValidDay, bool isRecognised)
    {
        var product = Guid.CreateVersion7();
        host.Recognise(product, new DateOnly(2026, 1, 1), DateOnly.Parse(lastValidDay, null));
        var order = host.Order(ProgrammeHost.Fengjie, 7000, product: product);
        await host.Count(order);
        Assert.Equal(isRecognised, await host.Database.Scalar<bool>("SELECT is_recognised FROM programme.sale_fact WHERE order_id = $1", order.OrderId));
    }

    [Fact]
    public async Task A_release_that_arrives_before_its_order_waits_and_is_counted_later()
    {
        var order = host.Order(ProgrammeHost.Fengjie, 4200);
        host.Forget(order);
        await host.Release(order);
        await ProgrammeHost.Eventually(
            async () => await host.Database.Scalar<int>("SELECT coalesce(max(attempts), 0) FROM programme.outbox WHERE payload->>'orderId' = $1", order.OrderId.ToString()) > 0,
            "the release was tried");
        Assert.Equal(0, await host.FactsOf(order.OrderId));
        host.Replace(order);
        await ProgrammeHost.Eventually(async () => await host.FactsOf(order.OrderId) == 1, "the sale is counted once the order is known");
    }

    [Theory]
    [InlineData("UPDATE programme.sale_fact SET amount_fen = 1")]
    [InlineData("DELETE FROM programme.sale_fact")]
    [InlineData("TRUNCATE programme.sale_fact")]
    [InlineData("UPDATE programme.rollup SET amount_fen = 1")]
    [InlineData("INSERT INTO programme.rollup SELECT * FROM programme.rollup")]
    [InlineData("DELETE FROM programme.rollup")]
    [InlineData("DELETE FROM programme.claim_history")]
    [InlineData("DELETE FROM programme.bulletin")]
    public async Task The_hosts_role_cannot_change_what_was_counted(string sql)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => scope.ServiceProvider.GetRequiredService<ProgrammeDb>().Database.ExecuteSqlRawAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
