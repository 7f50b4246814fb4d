using FsCheck;
using FsCheck.Fluent;
using Marketplace.Kernel;
using Marketplace.Ordering.Freight;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Ordering.Tests;

/// <summary>A supplier's own freight, from the quote to the order.</summary>
public sealed class FreightTests(Market market) : IClassFixture<Market>
{
    [Fact]
    public async Task A_supplier_s_own_freight_is_quoted_and_ordered_alike_from_its_first_day_on()
    {
        var offer = await market.Offer(5000);
        var seller = market.Seller();
        var platform = await Quote(10_000, 10_000);
        Assert.False(platform.Own);
        await Set(seller, 3, new { zone = 3, firstGrams = 5000, firstFen = 900, extraGrams = 1000, extraFen = 150, freeFromFen = 500_000L });
        Assert.Equal(platform, await Quote(10_000, 10_000));
        market.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((1650, true), await Quote(10_000, 10_000));
        Assert.Equal((900, true), await Quote(5_000, 10_000));
        Assert.Equal((1050, true), await Quote(5_001, 10_000));
        Assert.Equal((0, true), await Quote(10_000, 500_000));
        Assert.Equal((15_150, true), await Quote(100_000, 499_999));
        var placed = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 2)).Body();
        Assert.Equal(3150, placed["orders"]![0]!["freightFen"]!.GetValue<long>());
        placed = await market.Buyer().Post("/api/orders", Market.OrderOf(offer.PackId, 60)).Body();
        Assert.Equal(0, placed["orders"]![0]!["freightFen"]!.GetValue<long>());
        // A zone left out, another supplier, nobody's table: the platform's tariff.
        var near = await market.Stranger().Read($"/api/freight?origin=500236&destination=510104&massGrams=10000&supplierId={Market.Supplier}");
        Assert.False(near["isSuppliersOwn"]!.GetValue<bool>());
        Assert.Equal((2, 3), (near["daysFrom"]!.GetValue<int>(), near["daysTo"]!.GetValue<int>()));
        Assert.False((await market.Stranger().Read($"/api/freight?origin=500236&destination=370102&massGrams=10000&supplierId={Market.OtherSupplier}"))["isSuppliersOwn"]!.GetValue<bool>());
        await Set(seller, 0);
        Assert.Equal(platform, await Quote(10_000, 10_000));
    }

    [Fact]
    public async Task Freight_is_set_by_its_supplier_for_days_to_come()
    {
        var seller = market.As(Role.Supplier, Market.OtherSupplier);
        var zone = new { zone = 1, firstGrams = 1000, firstFen = 500, extraGrams = 1000, extraFen = 100 };
        await Put(market.Buyer(), 0, zone).MustBeProblem(403, "not-allowed");
        await Put(seller, -1, zone).MustBeProblem(422, "freight-in-past");
        await Put(seller, 400, zone).MustBeProblem(422, "freight-too-far");
        await Put(seller, 0, zone, zone).MustBeProblem(422, "zone-twice");
        await Put(seller, 0, zone with { zone = 5 }).MustBeProblem(422, "zone");
        await Put(seller, 0, zone with { extraGrams = 0 }).MustBeProblem(422, "mass");
        await Put(seller, 0, zone with { firstFen = -1 }).MustBeProblem(422, "price");
        await seller.Put("/api/freight/own", new { validFrom = Day(0), zones = new[] { zone }, organisationId = Market.Supplier }).MustBeProblem(422, "organisation-not-yours");
        await Set(seller, 0, zone);
        await Set(seller, 0, zone with { firstFen = 600 });
        await Set(seller, 7, zone with { firstFen = 700 });
        var shown = await seller.Read("/api/freight/own");
        Assert.Equal([(true, 600), (false, 700)], shown["tables"]!.AsArray().Take(2).Select(table => (table!["isInForce"]!.GetValue<bool>(), table["zones"]![0]!["firstFen"]!.GetValue<int>())));
        Assert.Equal(4, shown["platform"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_two_tables_for_one_day_set_at_once_one_remains_whole()
    {
        var seller = market.As(Role.Supplier, Market.OtherSupplier);
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(async at =>
        {
            using var answer = await Put(seller, 30, new { zone = 1, firstGrams = 1000, firstFen = at, extraGrams = 1000, extraFen = at }, new { zone = 2, firstGrams = 1000, firstFen = at, extraGrams = 1000, extraFen = at });
            return (int)answer.StatusCode;
        }));
        Assert.Contains(204, answers);
        Assert.All(answers, status => Assert.Contains(status, new[] { 204, 409 }));
        var kept = (await seller.Read("/api/freight/own"))["tables"]!.AsArray().Single(table => table!["validFrom"]!.GetValue<string>() == Day(30))!["zones"]!.AsArray();
        Assert.Equal(2, kept.Count);
        Assert.Single(kept.Select(zone => zone!["firstFen"]!.GetValue<int>()).Distinct());
    }

    [Fact]
    public void More_mass_never_costs_less_unless_it_travels_free()
    {
        var zones = from first in Gen.Choose(1, 50_000)
                    from firstFen in Gen.Choose(0, 10_000)
                    from extra in Gen.Choose(100, 20_000)
                    from extraFen in Gen.Choose(0, 5_000)
                    from free in Gen.Choose(0, 2)
                    select new SupplierFreightZone
                    {
                        FirstGrams = first,
                        FirstFen = firstFen,
                        ExtraGrams = extra,
                        ExtraFen = extraFen,
                        FreeFromFen = free == 1 ? 10_000 : null,
                        FreeFromGrams = free == 2 ? 200_000 : null,
                    };
        var cases = from zone in zones from grams in Gen.Choose(1, 1_000_000) from more in Gen.Choose(0, 100_000) from goods in Gen.Choose(0, 20_000) select (zone, grams, more, goods);
        Check.QuickThrowOnFailure(Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var (zone, grams, more, goods) = one;
            var (less, later) = (zone.FreightFenOf(grams, goods), zone.FreightFenOf(grams + more, goods));
            var isFree = goods >= zone.FreeFromFen || grams + more >= zone.FreeFromGrams;
            return less >= 0 && (isFree ? later == 0 : later >= less) && (goods >= zone.FreeFromFen || grams >= zone.FreeFromGrams || grams > zone.FirstGrams || less == zone.FirstFen);
        }));
    }

    private string Day(int away) => market.Clock.Today().AddDays(away).ToString("O");

    private Task<HttpResponseMessage> Put(HttpClient seller, int away, params object[] zones) => seller.Put("/api/freight/own", new { validFrom = Day(away), zones });

    private async Task Set(HttpClient seller, int away, params object[] zones) => await Put(seller, away, zones).Body();

    private async Task<(int Fen, bool Own)> Quote(long grams, long goodsFen)
    {
        var quote = await market.Stranger().Read($"/api/freight?origin=500236117&destination=370102&massGrams={grams}&supplierId={Market.Supplier}&goodsFen={goodsFen}");
        return (quote["freightFen"]!.GetValue<int>(), quote["isSuppliersOwn"]!.GetValue<bool>());
    }
}
