using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.Platform.Http;

namespace Marketplace.Platform.Tables;

/// <summary>A value read from a cell, or the sentence that says what to write instead. Both absent: the cell is empty.</summary>
public readonly record struct Read<T>(T? Value, BothLanguages? Fault);

/// <summary>
/// Reads what people write into cells: full-width digits, thousands separators, units beside the number, dates in several hands.
/// </summary>
public static partial class CellText
{
    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    private static readonly (string Unit, decimal Grams)[] MassUnits =
        [("公斤", 1000), ("千克", 1000), ("kg", 1000), ("市斤", 500), ("斤", 500), ("吨", 1_000_000), ("t", 1_000_000), ("两", 50), ("克", 1), ("g", 1)];

    /// <summary>Text as it is kept: without blanks at its ends, without signs nobody sees, and as it was before it was exported.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        foreach (var rune in Formulas.Rearm(text).ReplaceLineEndings("\n").Replace('\t', ' ').EnumerateRunes())
        {
            if (rune.Value is '\n' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse) && rune != Rune.ReplacementChar)
                kept.Append(rune);
        }

        return kept.ToString().Trim();
    }

    /// <summary>Half-width, without any blanks: for codes, numbers and headings.</summary>
    public static string Folded(string text) => string.Concat(Plain(text).Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    /// <summary>元, in fen: 58, 58.00, ￥1,280.5元.</summary>
    public static Read<long> Fen(string text)
    {
        var bare = Folded(text);
        if (bare.Length == 0) return default;
        bare = bare.TrimStart('¥', '$').Replace("RMB", string.Empty, StringComparison.OrdinalIgnoreCase);
        bare = PerUnit().Replace(bare, string.Empty);
        return Number(bare) is { } yuan && decimal.Round(yuan, 2) == yuan && Math.Abs(yuan) <= 1_000_000_000_000m
            ? new((long)(yuan * 100), null)
            : new(0, new("金额不对。请只写数，最多两位小数，例如58.00。", "This is no amount. Write a number with two decimals at most, such as 58.00."));
    }

    /// <summary>In grams: 5.8 kg, 5公斤, 10斤, 500g; a bare number counts in <paramref name="gramsOfBareNumber"/>.</summary>
    public static Read<long> Grams(string text, long gramsOfBareNumber = 1000)
    {
        var bare = Folded(text);
        if (bare.Length == 0) return default;
        var unit = Array.Find(MassUnits, unit => bare.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        var grams = Number(unit.Unit is null ? bare : bare[..^unit.Unit.Length]) * (unit.Unit is null ? gramsOfBareNumber : unit.Grams);
        return grams is { } mass && decimal.Truncate(mass) == mass && Math.Abs(mass) <= 1_000_000_000_000m
            ? new((long)mass, null)
            : new(0, new("重量不对。请写公斤数，例如5.8，也可以写5.8kg、10斤、500克。", "This is no mass. Write kilograms such as 5.8, or 5.8kg, 500g."));
    }

    /// <summary>A whole number, also with a word for the unit after it: 20, 1,000, 20件, 30天.</summary>
    public static Read<int> Whole(string text)
    {
        var bare = UnitWord().Replace(Folded(text), string.Empty);
        if (bare.Length == 0 && string.IsNullOrWhiteSpace(text)) return default;
        return Number(bare) is { } number && decimal.Truncate(number) == number && Math.Abs(number) <= int.MaxValue
            ? new((int)number, null)
            : new(0, new("数不对。请写整数，例如20。", "This is no whole number. Write one such as 20."));
    }

    /// <summary>2026-03-08, 2026/3/8, 2026年3月8日, 20260308.</summary>
    public static Read<DateOnly> Day(string text)
    {
        var bare = Folded(text);
        if (bare.Length == 0) return default;
        return DateOnly.TryParseExact(bare, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(day, null)
            : new(default, new("日期不对。请写成2026-03-08这样。", "This is no date. Write one like 2026-03-08."));
    }

    /// <summary>A word from a list; a number from 1 or the word's beginning is not guessed.</summary>
    public static Read<T> OneOf<T>(string text, IReadOnlyDictionary<string, T> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var bare = Folded(text);
        if (bare.Length == 0) return default;
        foreach (var (word, value) in words)
        {
            if (Folded(word).Equals(bare, StringComparison.OrdinalIgnoreCase)) return new(value, null);
        }

        var some = string.Join("、", words.Keys.Take(8)) + (words.Count > 8 ? "……" : string.Empty);
        return new(default, new($"没有这个选项。请从这些里选：{some}。", $"There is no such choice. Choose one of: {some}."));
    }

    /// <summary>Thousands separators only where they belong: 1,280 is a number, 1,28 is a mistake.</summary>
    private static decimal? Number(string bare)
    {
        if (bare.Contains(',', StringComparison.Ordinal))
        {
            if (!Thousands().IsMatch(bare)) return null;
            bare = bare.Replace(",", string.Empty, StringComparison.Ordinal);
        }

        return decimal.TryParse(bare, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex(@"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex("(元|块)?(/|每)?(件|箱|盒|袋|瓶|份|只|个|包|罐|桶)?$")]
    private static partial Regex PerUnit();

    [GeneratedRegex(@"(?<=[0-9])(件|箱|盒|袋|瓶|份|只|个|包|罐|桶|枚|天|日|月|年)$")]
    private static partial Regex UnitWord();
}
