using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Accounts.Protection;
using Xunit;

namespace Marketplace.Accounts.Tests.Protection;

public sealed class MaskTests
{
    [Theory]
    [InlineData("王小芳", "王*芳")]
    [InlineData("张三", "张*")]
    [InlineData("欧阳明月", "欧**月")]
    [InlineData("李", "*")]
    [InlineData("", "*")]
    [InlineData("𠮷田一", "𠮷*一")]
    public void Names_keep_the_first_and_of_long_ones_the_last_character(string name, string masked) => Assert.Equal(masked, Mask.Name(name));

    [Fact]
    public void A_masked_name_tells_at_most_two_characters() => Prop.ForAll(
        Gen.Elements("王李张刘陈杨赵黄周吴一二三四五".ToCharArray()).NonEmptyListOf().Select(letters => new string([.. letters])).ToArbitrary(),
        name => new StringInfo(Mask.Name(name).Replace("*", string.Empty, StringComparison.Ordinal)).LengthInTextElements <= Math.Min(2, Math.Max(0, name.Length - 1))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_masked_number_tells_its_last_four_digits_at_most_and_not_its_length() => Prop.ForAll(
        Gen.Elements("0123456789X".ToCharArray()).NonEmptyListOf().Select(digits => new string([.. digits])).ToArbitrary(),
        number => Mask.Number(number).Count(c => c != '*') <= 4 && (number.Length <= 4 ? Mask.Number(number) == "****" : Mask.Number(number) == "****" + number[^4..])).QuickCheckThrowOnFailure();
}
