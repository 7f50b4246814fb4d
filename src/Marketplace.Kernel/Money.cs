using System.Globalization;

namespace Marketplace.Kernel;

/// <summary>
/// An amount of renminbi in whole fen (分). Arithmetic is checked: an overflow is a fault, never a wrong amount.
/// </summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    public static readonly Money Zero = new(0);

    /// <summary>The largest amount one operation may move: 10 billion yuan. Larger input is a mistake or an attack.</summary>
    public const long LargestOperationFen = 1_000_000_000_000L;

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    public static Money operator -(Money value) => new(checked(-value.Fen));

    public static Money operator *(Money unit, long quantity) => new(checked(unit.Fen * quantity));

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>
    /// Splits the amount by shares in basis points (1/10,000) so that the parts add up to the fen:
    /// every part is rounded down and the remainder goes to the last part, the owner of what is left.
    /// </summary>
    /// <returns>One part per share, then the remainder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is negative, the shares exceed 10,000, or the amount is negative.</exception>
    public (IReadOnlyList<Money> Parts, Money Remainder) SplitByBasisPoints(IReadOnlyList<int> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfNegative(Fen);
        var fen = Fen;
        var parts = shares.Select(share =>
        {
            ArgumentOutOfRangeException.ThrowIfNegative(share);
            return new Money((long)((Int128)fen * share / 10_000));
        }).ToList();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares.Sum(share => (long)share), 10_000L, nameof(shares));
        return (parts, new Money(Fen - parts.Sum(part => part.Fen)));
    }

    /// <summary>The amount in yuan with two decimals and a sign, for messages: <c>¥1,060.00</c>.</summary>
    public override string ToString()
    {
        var yuan = (decimal)Fen / 100;
        return (Fen < 0 ? "-¥" : "¥") + Math.Abs(yuan).ToString("#,##0.00", CultureInfo.InvariantCulture);
    }
}
