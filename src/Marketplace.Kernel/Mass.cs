namespace Marketplace.Kernel;

/// <summary>A mass in whole grams. One 斤 is 500 g.</summary>
public readonly record struct Mass(long Grams) : IComparable<Mass>
{
    /// <summary>Grams in one 斤, the unit in which produce is priced in markets.</summary>
    public const long GramsPerJin = 500;

    public static Mass operator +(Mass left, Mass right) => new(checked(left.Grams + right.Grams));

    public static Mass operator *(Mass unit, long quantity) => new(checked(unit.Grams * quantity));

    public int CompareTo(Mass other) => Grams.CompareTo(other.Grams);

    /// <summary>The price of <paramref name="per"/> grams when this mass costs <paramref name="price"/>, rounded half up to the fen.</summary>
    public Money PricePer(long per, Money price) =>
        Grams <= 0 ? Money.Zero : new Money((long)((((Int128)price.Fen * per * 2) + Grams) / ((Int128)Grams * 2)));

    public override string ToString() => Grams % 1000 == 0 ? $"{Grams / 1000} kg" : $"{Grams} g";
}
