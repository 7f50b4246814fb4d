using System.IO.Compression;
using System.Text.Json.Nodes;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

/// <summary>库存提醒: what a supplier reads before it has nothing to sell, or nothing that can be sold.</summary>
public sealed class StockWarningTests : IAsyncLifetime
{
    private readonly Market market = new();

    public async ValueTask InitializeAsync() => await market.InitializeAsync();

    public ValueTask DisposeAsync() => market.DisposeAsync();

    [Fact]
    public async Task Few_packs_of_what_is_on_sale_are_told_the_fewest_first_as_the_rule_says()
    {
        var (many, few, fewer, gone) = (await market.Offer(40), await market.Offer(19), await market.Offer(2, 3), await market.Offer(1));
        market.Change(gone with { IsOnSale = false });
        Assert.Equal([(fewer.PackId, 5), (few.PackId, 19)], await Low());
        await Market.Place(market.Buyer(), many.PackId, 25);
        Assert.Equal([(fewer.PackId, 5), (many.PackId, 15), (few.PackId, 19)], await Low());
        await Set(low: 6, days: 7).Body();
        Assert.Equal([(fewer.PackId, 5)], await Low());
        await Set(low: 0, days: 7).Body();
        Assert.Empty(await Low());
    }

    [Fact]
    public async Task Lots_that_end_within_the_days_of_the_rule_are_counted_listed_and_exported()
    {
        var offer = await market.Offer();
        var today = market.Clock.Today();
        var (soon, edge) = (await Lot(offer, today.AddDays(1)), await Lot(offer, today.AddDays(7)));
        await Lot(offer, today.AddDays(8));
        await Lot(offer, today.AddDays(3), isExpected: true);
        Assert.Equal(2, (await Warnings())["expiring"]!.GetValue<int>());
        Assert.Equal([soon, edge], await Listed());
        await Set(low: 20, days: 1).Body();
        Assert.Equal([soon], await Listed());
        var file = await market.Seller().GetByteArrayAsync(new Uri("/api/stock/lots.xlsx?expiring=true", UriKind.Relative), TestContext.Current.CancellationToken);
        using var sheet = new ZipArchive(new MemoryStream(file));
        using var rows = new StreamReader(sheet.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        // The head and the one lot.
        Assert.Equal(2, (await rows.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("</x:row>").Length - 1);
    }

    [Fact]
    public async Task Nobody_reads_or_sets_the_warnings_of_others()
    {
        var offer = await market.Offer(3);
        var other = market.As(Role.Supplier, Market.OtherSupplier);
        Assert.Empty((await other.Read("/api/stock/warnings"))["low"]!.AsArray());
        await other.Put("/api/stock/warnings", new { lowPacks = 1, expiryDays = 0 }).Body();
        await other.Put("/api/stock/warnings", new { lowPacks = 1, expiryDays = 0, organisationId = Market.Supplier }).MustBeProblem(422, "organisation-not-yours");
        Assert.Equal([(offer.PackId, 3)], await Low());
        await market.Buyer().Put("/api/stock/warnings", new { lowPacks = 1, expiryDays = 1 }).MustBeProblem(403, "not-allowed");
        await Set(low: -1, days: 1).MustBeProblem(422, "low-packs");
        await Set(low: 1, days: 366).MustBeProblem(422, "expiry-days");
    }

    private Task<JsonNode> Warnings() => market.Seller().Read("/api/stock/warnings");

    private async Task<IReadOnlyList<(Guid Pack, int Left)>> Low() =>
        [.. (await Warnings())["low"]!.AsArray().Select(row => (row!["packId"]!.GetValue<Guid>(), row["left"]!.GetValue<int>()))];

    private async Task<IReadOnlyList<Guid>> Listed() =>
        [.. (await market.Seller().Read("/api/stock/lots?expiring=true"))["items"]!.AsArray().Select(row => row!["lotId"]!.GetValue<Guid>())];

    private Task<HttpResponseMessage> Set(int low, int days) => market.Seller().Put("/api/stock/warnings", new { lowPacks = low, expiryDays = days });

    private async Task<Guid> Lot(PackOffer offer, DateOnly bestBefore, bool isExpected = false)
    {
        var lot = Guid.NewGuid();
        await market.Tell(new LotOpened
        {
            OccurredAt = market.Clock.GetUtcNow(),
            LotId = lot,
            ProductId = offer.ProductId,
            PackId = offer.PackId,
            SupplierId = offer.SupplierId,
            Quantity = 30,
            HarvestedOn = market.Clock.Today(),
            BestBefore = bestBefore,
            IsExpected = isExpected,
            ShipBy = isExpected ? bestBefore : null,
        });
        return lot;
    }
}
