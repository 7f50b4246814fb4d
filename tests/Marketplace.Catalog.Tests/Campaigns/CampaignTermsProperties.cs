using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Xunit;

namespace Marketplace.Catalog.Tests.Campaigns;

public sealed class CampaignTermsProperties
{
    private static readonly DateOnly Day = new(2026, 11, 11);

    private static readonly Gen<CampaignTerms> AnyTerms =
        from kind in Gen.Elements(CampaignDiscount.Percent, CampaignDiscount.Fixed)
        from value in kind == CampaignDiscount.Percent ? Gen.Choose(1, 9_000) : Gen.Choose(1, 100_000_000)
        from floor in Gen.Choose(1, 100_000_000)
        from start in Gen.Choose(-5, 5)
        from days in Gen.Choose(0, 10)
        select new CampaignTerms(Guid.NewGuid(), "活动", Day.AddDays(start), Day.AddDays(start + days), kind, value, floor, null, DifferencePayer.Supplier);

    [Fact]
    public void A_campaigns_price_is_never_above_the_usual_one_nor_below_what_the_supplier_agreed_to() => Prop.ForAll(
        AnyTerms.Zip(Gen.Choose(1, 100_000_000)).ToArbitrary(),
        pair =>
        {
            var (terms, usual) = pair;
            var price = terms.PriceFen(usual);
            Assert.InRange(price, Math.Min(usual, terms.FloorFen), usual);
            Assert.True(price >= 1);
            var exact = terms.Discount == CampaignDiscount.Percent ? usual * (10_000m - terms.Value) / 10_000m : usual - terms.Value;
            // What is taken off is rounded down: the buyer never gets more off than the rule says, and misses less than one fen.
            if (price > terms.FloorFen && price < usual) Assert.InRange(price - exact, 0m, 0.9999m);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_several_campaigns_the_cheapest_that_runs_wins_however_they_are_listed() => Prop.ForAll(
        AnyTerms.ListOf(4).Zip(Gen.Choose(1, 1_000_000)).ToArbitrary(),
        pair =>
        {
            var (terms, usual) = pair;
            PackOffer Of(IEnumerable<CampaignTerms> listed) => new(
                Guid.Empty, Guid.Empty, "橙", "箱", "fruit-citrus", Guid.Empty, null, RegionCode.Parse("500236"), 1000, [new PriceTier(1, usual)], 1, 1, true, [.. listed]);
            var (found, turned) = (Of(terms).PriceOn(1, Day), Of(terms.AsEnumerable().Reverse()).PriceOn(1, Day));
            Assert.Equal(found, turned);
            Assert.Equal(terms.Where(one => one.RunsOn(Day)).Select(one => one.PriceFen(usual)).Append(usual).Min(), found.UnitFen);
            Assert.Equal(found.UnitFen < found.UsualFen, found.Campaign is not null);
        }).QuickCheckThrowOnFailure();
}
