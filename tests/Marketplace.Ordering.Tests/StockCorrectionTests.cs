using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

public sealed class StockCorrectionTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task A_count_leaves_orders_what_they_hold_and_notes_what_is_lacking()
    {
        var (pack, lot) = await Opened(10);
        await Market.Place(market.Buyer(), pack, 8);
        var after = await market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 6 }).Body();
        Assert.Equal((8, 0, 8, 2), (after["onHand"]!.GetValue<int>(), after["available"]!.GetValue<int>(), after["reserved"]!.GetValue<int>(), after["missing"]!.GetValue<int>()));
        var again = await market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 9 }).Body();
        Assert.Equal((9, 1, 8, 0), (again["onHand"]!.GetValue<int>(), again["available"]!.GetValue<int>(), again["reserved"]!.GetValue<int>(), again["missing"]!.GetValue<int>()));
        await market.Buyer().Post("/api/orders", Market.OrderOf(pack, 2)).MustBeProblem(409, "not-enough-stock");
    }

    [Fact]
    public async Task A_lot_never_grows_beyond_its_harvest()
    {
        var (pack, lot) = await Opened(10);
        var order = await market.Contracted(pack, 4);
        await market.Ship(order, 4);
        await market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 7 }).MustBeProblem(409, "more-than-harvested");
        await market.Seller().Post(Corrections(lot), new { Reason = "entry-error", Change = 1 }).MustBeProblem(409, "more-than-harvested");
        await market.Seller().Post(Corrections(lot), new { Reason = "return-in", Change = 5 }).MustBeProblem(409, "more-than-shipped");
        await market.Seller().Post(Corrections(lot), new { Reason = "return-in", Change = 3 }).Body();
        await market.Seller().Post(Corrections(lot), new { Reason = "return-in", Change = 2 }).MustBeProblem(409, "more-than-shipped");
        await market.Seller().Post(Corrections(lot), new { Reason = "wastage", Change = -9 }).Body();
        await market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 10 }).MustBeProblem(409, "more-than-harvested");
        await market.Seller().Post(Corrections(lot), new { Reason = "stocktake", Counted = 9 }).Body();
        Assert.Equal((9, 9, 0), await market.Stock(pack));
    }

    [Theory]
    [InlineData("wastage", 2, null, "change-sign")]
    [InlineData("return-in", -2, null, "change-sign")]
    [InlineData("entry-error", 0, null, "change-sign")]
    [InlineData("stocktake", -2, null, "count-missing")]
    [InlineData("other", -2, " ", "reason-missing")]
    public async Task What_makes_no_sense_is_refused(string reason, int change, string? note, string code)
    {
        var (pack, lot) = await Opened(10);
        var answer = await market.Seller().Post(Corrections(lot), new { Reason = reason, Change = change, Note = note });
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((10, 10, 0), await market.Stock(pack));
    }

    [Fact]
    public async Task Another_suppliers_lot_is_not_found()
    {
        var (pack, lot) = await Opened(10);
        var other = market.As(Role.Supplier, Market.OtherSupplier);
        await other.Post(Corrections(lot), new { Reason = "wastage", Change = -2 }).MustBeProblem(404, "not-found");
        Assert.Equal(404, (int)(await other.GetAsync(new Uri($"/api/stock/lots/{lot}/movements", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(404, (int)(await other.GetAsync(new Uri($"/api/stock/lots/{lot}/movements.xlsx", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.DoesNotContain((await other.Read("/api/stock/lots?size=100"))["items"]!.AsArray(), row => row!["lotId"]!.GetValue<Guid>() == lot);
        Assert.Equal((10, 10, 0), await market.Stock(pack));
    }

    [Fact]
    public async Task Corrections_and_orders_at_once_never_sell_what_is_gone()
    {
        var (pack, lot) = await Opened(20);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0
            ? market.Seller().Post(Corrections(lot), new { Reason = "breakage", Change = -3 })
            : market.Buyer().Post("/api/orders", Market.OrderOf(pack, 2))));
        var (onHand, available, reserved) = await market.Stock(pack);
        var missing = await market.Database.Scalar<int>("SELECT missing FROM ordering.stock_lot WHERE lot_id = $1", lot);
        var broken = await market.Database.Scalar<long>("SELECT -sum(asked) FROM ordering.stock_movement WHERE lot_id = $1 AND cause = 'breakage'", lot);
        Assert.Equal(20 - broken, onHand - missing);
        Assert.Equal(onHand, available + reserved);
        Assert.True(available == 0 || missing == 0);
    }

    [Fact]
    public async Task The_history_says_who_corrected_what_and_pages_and_exports()
    {
        var (pack, lot) = await Opened(10);
        await Market.Place(market.Buyer(), pack, 1);
        await market.Seller().Post(Corrections(lot), new { Reason = "gift", Change = -2, Note = "展会样品" }).Body();
        var first = await market.Seller().Read($"/api/stock/lots/{lot}/movements?correctionsOnly=true&size=1");
        var row = Assert.Single(first["items"]!.AsArray())!;
        Assert.Equal(("gift", -2, "展会样品", "示例人"), (row["reason"]!.GetValue<string>(), row["asked"]!.GetValue<int>(), row["note"]!.GetValue<string>(), row["byName"]!.GetValue<string>()));
        var next = await market.Seller().Read($"/api/stock/lots/{lot}/movements?correctionsOnly=true&size=1&cursor={Uri.EscapeDataString(first["nextCursor"]!.GetValue<string>())}");
        Assert.Equal("opened", Assert.Single(next["items"]!.AsArray())!["kind"]!.GetValue<string>());
        Assert.Equal(3, (await market.Seller().Read($"/api/stock/lots/{lot}/movements"))["items"]!.AsArray().Count);
        var sheet = await market.Seller().GetByteArrayAsync(new Uri($"/api/stock/lots/{lot}/movements.xlsx", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("PK"u8.ToArray(), sheet[..2]);
    }

    [Fact]
    public async Task Lots_come_first_expired_first_over_pages()
    {
        var offer = await market.Offer(1, 2, 3);
        var url = $"/api/stock/lots?productId={offer.ProductId}&size=2";
        var first = await market.Seller().Read(url);
        var second = await market.Seller().Read($"{url}&cursor={Uri.EscapeDataString(first["nextCursor"]!.GetValue<string>())}");
        Assert.Equal([1, 2, 3], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(row => row!["onHand"]!.GetValue<int>()));
    }

    private static string Corrections(Guid lot) => $"/api/stock/lots/{lot}/corrections";

    private async Task<(Guid Pack, Guid Lot)> Opened(int packs)
    {
        var offer = await market.Offer(packs);
        return (offer.PackId, await market.Database.Scalar<Guid>("SELECT lot_id FROM ordering.stock_lot WHERE pack_id = $1", offer.PackId));
    }
}
