using FsCheck;
using FsCheck.Fluent;
using Marketplace.Kernel;
using Xunit;

namespace Marketplace.Platform.Tests.Kernel;

public sealed class MoneyAndRegionProperties
{
    [Fact]
    public void A_split_adds_up_to_the_fen_and_no_part_is_more_than_its_share()
    {
        var cases = from fen in Gen.Choose(0, int.MaxValue)
                    from scale in Gen.Choose(1, 1_000)
                    from first in Gen.Choose(0, 10_000)
                    from second in Gen.Choose(0, 10_000 - first)
                    select (Fen: (long)fen * scale, Shares: new[] { first, second });
        Prop.ForAll(cases.ToArbitrary(), input =>
        {
            var (parts, remainder) = new Money(input.Fen).SplitByBasisPoints(input.Shares);
            return parts.Count == 2 && remainder.Fen >= 0 && parts.Sum(part => part.Fen) + remainder.Fen == input.Fen
                && parts.Zip(input.Shares).All(pair => (Int128)pair.First.Fen * 10_000 <= (Int128)input.Fen * pair.Second
                    && (Int128)(pair.First.Fen + 1) * 10_000 > (Int128)input.Fen * pair.Second);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void More_than_the_whole_cannot_be_shared_out() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(100).SplitByBasisPoints([9_999, 2]));

    [Fact]
    public void A_region_lies_in_each_of_its_ancestors_and_contains_none_of_them()
    {
        var codes = from digits in Gen.Choose(1, 9).ArrayOf(12)
                    from length in Gen.Elements(6, 9, 12)
                    select RegionCode.Parse(string.Concat(digits)[..length]);
        Prop.ForAll(codes.ToArbitrary(), code =>
        {
            for (var above = code.Parent; above is { } parent; above = parent.Parent)
            {
                if (!parent.Contains(code) || code.Contains(parent) || parent.Level >= code.Level) return false;
            }

            return code.Contains(code) && code.Province.Contains(code);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("50023")]
    [InlineData("050236")]
    [InlineData("50023a")]
    [InlineData("５００２３６")]
    [InlineData("5002360010")]
    public void What_is_no_region_code_is_not_read_as_one(string text) => Assert.False(RegionCode.TryParse(text, out _));
}
