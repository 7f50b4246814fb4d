using FsCheck;
using FsCheck.Fluent;
using Marketplace.Accounts.Organisations;
using Xunit;

namespace Marketplace.Accounts.Tests.Organisations;

public sealed class CreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static Arbitrary<string> Codes() => Gen.Elements(Alphabet.ToCharArray()).ArrayOf(17)
        .Select(letters => new string(letters)).Select(body => body + CreditCode.CheckOf(body)).ToArbitrary();

    [Fact]
    public void A_code_with_its_check_character_is_right() => Prop.ForAll(Codes(), CreditCode.IsValid).QuickCheckThrowOnFailure();

    [Fact]
    public void One_mistyped_character_is_noticed() => Prop.ForAll(Codes(), Gen.Choose(0, 17).ToArbitrary(), Gen.Elements(Alphabet.ToCharArray()).ToArbitrary(),
        (code, at, letter) => code[at] == letter || !CreditCode.IsValid(code[..at] + letter + code[(at + 1)..])).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_neighbours_swapped_are_noticed() => Prop.ForAll(Codes(), Gen.Choose(0, 16).ToArbitrary(),
        (code, at) => code[at] == code[at + 1] || !CreditCode.IsValid(code[..at] + code[at + 1] + code[at] + code[(at + 2)..])).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("91500000")]
    [InlineData("9150000000000000IO")]
    [InlineData("９１５０００００００００００００００")]
    public void Anything_else_is_wrong(string code) => Assert.False(CreditCode.IsValid(code));
}
