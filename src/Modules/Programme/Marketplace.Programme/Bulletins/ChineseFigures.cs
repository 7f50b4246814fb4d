using System.Globalization;

namespace Marketplace.Programme.Bulletins;

/// <summary>How official Chinese prose writes amounts and their precision.</summary>
internal static class ChineseFigures
{
    /// <summary>35.10亿元, 2,998.45万元, 860.00元: two decimals in the unit that reads best.</summary>
    internal static string Amount(long fen)
    {
        var yuan = (decimal)fen / 100;
        return Math.Abs(yuan) switch
        {
            >= 100_000_000 => (yuan / 100_000_000).ToString("#,##0.00", CultureInfo.InvariantCulture) + "亿元",
            >= 10_000 => (yuan / 10_000).ToString("#,##0.00", CultureInfo.InvariantCulture) + "万元",
            _ => yuan.ToString("#,##0.00", CultureInfo.InvariantCulture) + "元",
        };
    }

    /// <summary>The source's own precision before a figure: 近80亿元, 不低于8.2亿元.</summary>
    internal static string Qualified(long fen, string? qualifier) => qualifier switch
    {
        "nearly" => "近" + Amount(fen),
        "at_least" => "不低于" + Amount(fen),
        "more_than" => "超过" + Amount(fen),
        _ => Amount(fen),
    };

    internal static string Percent(decimal? percent) => percent is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) + "%" : "—";

    internal static decimal TenThousandYuan(long fen) => Math.Round((decimal)fen / 1_000_000, 2);
}
