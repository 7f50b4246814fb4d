using System.Globalization;

namespace Marketplace.Platform.Tables;

/// <summary>What a cell holds; the kinds from <see cref="Merged"/> on cannot be used and say why.</summary>
public enum CellKind
{
    Text,
    Number,
    Date,

    /// <summary>Covered by the cell to its left.</summary>
    Merged,

    /// <summary>A formula that nobody has computed.</summary>
    Uncomputed,

    /// <summary>#REF!, #N/A and their like.</summary>
    Broken,

    /// <summary>29 February 1900, which spreadsheets know and calendars do not, or a day before all calendars.</summary>
    ImpossibleDate,

    /// <summary>More text than a cell may hold.</summary>
    TooLong,
}

/// <summary>A cell as plain text: numbers with a point, dates as <c>2026-03-08</c>.</summary>
public readonly record struct TableCell(CellKind Kind, string Text)
{
    /// <summary>What a spreadsheet's own cells hold at most.</summary>
    public const int LongestText = 32_767;

    public static readonly TableCell Empty = new(CellKind.Text, string.Empty);

    public bool IsEmpty => Kind == CellKind.Text && string.IsNullOrWhiteSpace(Text);

    /// <returns>Why the cell cannot be used, or nothing when it can.</returns>
    public Http.BothLanguages? Fault => Kind switch
    {
        CellKind.Merged => new("这一格和左边的格合并了。请取消合并，每格各填各的。", "This cell is merged with the one to its left. Unmerge them and fill in each."),
        CellKind.Uncomputed => new("这一格是没有算出结果的公式。请用Excel或WPS打开、保存一次，或直接填数。", "This cell is a formula without a result. Open and save the file once in a spreadsheet, or type the value."),
        CellKind.Broken => new($"这一格是公式错误{Text}。请改正公式，或直接填数。", $"This cell is a formula error, {Text}. Correct the formula, or type the value."),
        CellKind.ImpossibleDate => new("没有这一天。请写成2026-03-08这样的日期。", "There is no such day. Write a date like 2026-03-08."),
        CellKind.TooLong => new("这一格的字太多。请写短些。", "This cell has too much text. Shorten it."),
        _ => null,
    };

    /// <summary>A, B … Z, AA: how people find a column (counted from 0).</summary>
    public static string LetterOf(int column)
    {
        var letters = string.Empty;
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1) letters = (char)('A' + (rest % 26)) + letters;
        return letters;
    }

    /// <summary>Fifteen digits are what a spreadsheet keeps: 5.8 may come out of one as 5.7999999999999998.</summary>
    internal static TableCell OfNumber(decimal value)
    {
        var whole = decimal.Truncate(Math.Abs(value));
        var digits = whole == 0 ? 0 : whole.ToString(CultureInfo.InvariantCulture).Length;
        return new(CellKind.Number, Math.Round(value, Math.Clamp(15 - digits, 0, 15)).ToString("0.###############", CultureInfo.InvariantCulture));
    }

    /// <summary>Days since 1900 as spreadsheets count them, with their 29 February 1900 (the 60th), or since 1904.</summary>
    internal static TableCell OfSerial(decimal serial, bool from1904)
    {
        var days = decimal.Floor(serial);
        if (days < (from1904 ? 0 : 1) || days > 2_958_465 || (!from1904 && days == 60)) return new(CellKind.ImpossibleDate, string.Empty);
        var origin = from1904 ? new DateOnly(1904, 1, 1) : days < 60 ? new DateOnly(1899, 12, 31) : new DateOnly(1899, 12, 30);
        if (origin.DayNumber + days > DateOnly.MaxValue.DayNumber) return new(CellKind.ImpossibleDate, string.Empty);
        return new(CellKind.Date, origin.AddDays((int)days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}

/// <summary>A row that holds something, with the number a person sees beside it.</summary>
public sealed record TableRow(string Sheet, int Number, IReadOnlyList<TableCell> Cells)
{
    public TableCell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : TableCell.Empty;
}
