using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Products;

/// <summary>What waits for a supplier about its goods today.</summary>
public sealed class ProductTaskTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task Goods_tell_their_own_supplier_what_is_to_be_done_and_nobody_else()
    {
        world.Clock.MoveTo(new DateOnly(2026, 12, 1));
        var (_, client) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        var expiring = await With(client, "快过期的橙", available: 5, bestBefore: 7);
        await With(client, "还早的橙", available: 5, bestBefore: 8);
        await With(client, "过期却卖完的橙", available: 0, bestBefore: 3);
        var summer = await With(client, "夏天才有的橙", available: 0, bestBefore: null);
        await world.Database.Scalar<int>("UPDATE catalog.product SET season_from = 6, season_to = 8 WHERE id = $1", summer);
        var tasks = (await client.Read("/api/products/tasks"))["items"]!.AsArray();
        Assert.Equal(
            [("sold-out", "过期却卖完的橙", null), ("lot-expiring", "快过期的橙", "2026-12-08")],
            tasks.Select(task => (task!["task"]!.GetValue<string>(), task["productName"]!.GetValue<string>(), task["dueOn"]?.GetValue<string>())));
        Assert.Equal(expiring, tasks[1]!["productId"]!.GetValue<Guid>());
        Assert.Empty((await other.Read("/api/products/tasks"))["items"]!.AsArray());
        await world.County.GetAsync(new Uri("/api/products/tasks", UriKind.Relative)).MustBeProblem(403, "not-allowed");
    }

    private async Task<Guid> With(HttpClient client, string name, int available, int? bestBefore)
    {
        var listed = await CatalogWorld.List(client, name);
        var (id, pack) = (listed["productId"]!.GetValue<Guid>(), listed["packs"]![0]!["id"]!.GetValue<Guid>());
        if (bestBefore is { } days)
            await client.Post($"/api/products/{id}/lots", new { packId = pack, quantity = 5, harvestedOn = "2026-12-01", bestBefore = new DateOnly(2026, 12, 1).AddDays(days) }).Body();
        // Ordering's answer is given by hand, late ones are outdated by their version.
        await world.Database.Scalar<int>("UPDATE catalog.pack SET available = $2, stock_version = 1000000 WHERE id = $1", pack, available);
        return id;
    }
}
