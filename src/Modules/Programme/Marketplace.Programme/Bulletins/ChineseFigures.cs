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
        "nearly" => "近" + Round(fen),
        "at_least" => "不低于" + Round(fen),
        "more_than" => "超过" + Round(fen),
        _ => Amount(fen),
    };

    /// <summary>Full-width punctuation, as official prose has it; commas inside figures stay.</summary>
    internal static string Prose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var prose = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isInFigure = i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            prose.Append(text[i] switch
            {
                ',' when !isInFigure => '\uFF0C',
                ':' when !isInFigure => '\uFF1A',
                ';' => '\uFF1B',
                '(' => '\uFF08',
                ')' => '\uFF09',
                var other => other,
            });
        }

        return prose.ToString();
    }

    /// <summary>A figure whose source rounds shows no decimals that nobody published.</summary>
    private static string Round(long fen) => Amount(fen) is var text && text.Contains('.', StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(text, @"\.?0+(?=[^\d.])", string.Empty)
        : Amount(fen);

    internal static string Percent(decimal? percent) => percent is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) + "%" : "—";

    internal static decimal TenThousandYuan(long fen) => Math.Round((decimal)fen / 1_000_000, 2);
}
