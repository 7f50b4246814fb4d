using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Lots;
using Xunit;

namespace Marketplace.Catalog.Tests.Lots;

public sealed class TraceCodeProperties
{
    [Fact]
    public void A_code_is_read_as_people_write_it_and_one_wrong_letter_is_noticed() => Prop.ForAll(
        Gen.Choose(0, TraceCode.Length - 1).Zip(Gen.Choose(1, TraceCode.Letters.Length - 1)).ToArbitrary(),
        slip =>
        {
            var code = TraceCode.New();
            Assert.Equal(code, TraceCode.Read(code));
            Assert.Equal(code, TraceCode.Read(TraceCode.Grouped(code).ToLowerInvariant()));
            Assert.Equal(code, TraceCode.Read(" " + code.Replace('0', 'o').Replace('1', 'l')));
            var (at, by) = slip;
            var other = TraceCode.Letters[(TraceCode.Letters.IndexOf(code[at], StringComparison.Ordinal) + by) % TraceCode.Letters.Length];
            Assert.Null(TraceCode.Read(code[..at] + other + code[(at + 1)..]));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("UUUUUUUUUUUUU")]
    [InlineData("000000000000")]
    [InlineData("00000000000000")]
    [InlineData("\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800")]
    [InlineData("٠٠٠٠٠٠٠٠٠٠٠٠٠")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(TraceCode.Read(typed));

    [Fact]
    public void Codes_are_not_drawn_twice_and_use_every_letter()
    {
        var codes = Enumerable.Range(0, 2000).Select(_ => TraceCode.New()).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal(TraceCode.Letters.Length, codes.SelectMany(code => code[..^1]).Distinct().Count());
    }
}
