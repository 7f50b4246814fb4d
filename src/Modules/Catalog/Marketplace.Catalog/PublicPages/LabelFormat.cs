namespace Marketplace.Catalog.PublicPages;

/// <summary>标签纸: how a sheet of A4 is cut. Sizes in tenths of a millimetre, as the trade names them.</summary>
/// <param name="Gap">Between columns; rows touch.</param>
/// <param name="Code">Side of the QR code with its quiet zone: never below 22 mm, so that the code itself is at least 20 mm.</param>
internal sealed record LabelFormat(string Key, int Columns, int Rows, int Width, int Height, int Top, int Left, int Gap, int Code, string Text)
{
    internal int PerSheet => Columns * Rows;

    internal static readonly IReadOnlyList<LabelFormat> All =
    [
        new("24", 3, 8, 700, 370, 5, 0, 0, 290, "8.5pt"),
        new("40", 4, 10, 525, 297, 0, 0, 0, 255, "7pt"),
        new("21", 3, 7, 700, 424, 1, 0, 0, 300, "9pt"),
        new("14", 2, 7, 991, 381, 151, 46, 26, 310, "10pt"),
        new("12", 2, 6, 1050, 480, 45, 0, 0, 380, "11pt"),
    ];

    internal static LabelFormat Of(string? key) => All.FirstOrDefault(format => format.Key == key) ?? All[0];
}
