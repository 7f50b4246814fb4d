using Marketplace.Ordering.Data;
using Marketplace.Platform.Demonstration;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class DemonstrationTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task Demonstration_stock_adds_up_and_its_orders_move_no_money()
    {
        await using (var scope = market.Services.CreateAsyncScope())
        {
            // This module's part alone: its neighbours are made up here.
            var db = scope.ServiceProvider.GetRequiredService<OrderingDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await scope.ServiceProvider.GetServices<IDemonstration>().Single(part => part.Order == 30).Load(market.Services.GetRequiredService<DemonstrationFiles>(), CancellationToken.None);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        Assert.True(await market.Database.Scalar<long>("SELECT count(*) FROM ordering.stock_lot") > 400);
        Assert.Equal(40L, await market.Database.Scalar<long>("SELECT count(*) FROM ordering.orders WHERE is_demonstration"));
        Assert.True(await market.Database.Scalar<long>("SELECT count(DISTINCT state) FROM ordering.orders") >= 5);
        Assert.Equal(0L, await market.Database.Scalar<long>("SELECT count(*) FROM ordering.outbox WHERE name <> 'ordering.stock-changed.v1'"));
        Assert.Equal(
            await market.Database.Scalar<long>("SELECT sum(quantity) FROM ordering.order_line JOIN ordering.orders ON orders.id = order_id WHERE state IN ('Submitted', 'PendingApproval')"),
            await market.Database.Scalar<long>("SELECT sum(reserved) FROM ordering.stock_lot"));
        Assert.Equal(
            await market.Database.Scalar<long>("SELECT sum(on_hand_change) FROM ordering.stock_movement"), await market.Database.Scalar<long>("SELECT sum(on_hand) FROM ordering.stock_lot"));
        Assert.Equal(
            await market.Database.Scalar<decimal>("SELECT sum(goods_fen + freight_fen) FROM ordering.orders WHERE state IN ('Submitted', 'PendingApproval')"),
            await market.Database.Scalar<decimal>("SELECT sum(committed_fen) FROM ordering.budget"));
    }
}
