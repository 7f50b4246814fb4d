using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Marketplace.Platform.Tables;

/// <summary>
/// Writes a workbook sheet by sheet, row by row, holding one row in memory. Text that a spreadsheet would take for a formula is written as
/// text that cannot run; numbers and dates are real ones.
/// </summary>
public sealed class SheetWriter : IDisposable
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const uint HeadStyle = 1;
    private const uint AmountStyle = 2;
    private const uint DateStyle = 3;
    private const uint PercentStyle = 4;
    private const uint TitleStyle = 5;
    private const uint TextStyle = 6;
    private const uint CountStyle = 7;
    private const uint TotalTextStyle = 8;
    private const uint TotalAmountStyle = 9;
    private const uint TotalPercentStyle = 10;
    private const uint TotalCountStyle = 11;
    private readonly SpreadsheetDocument document;
    private readonly WorkbookPart workbook;
    private readonly List<(string Name, string Id, int HeadRow)> sheets = [];
    private readonly List<(int Column, string Source)> choices = [];
    private OpenXmlWriter? writer;

    public SheetWriter(Stream stream, string name, IReadOnlyList<string> heads, IReadOnlyList<int> widths)
        : this(stream)
    {
        Begin(name, widths, frozenRows: 1);
        Heads(heads);
    }

    public SheetWriter(Stream stream)
    {
        document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        workbook = document.AddWorkbookPart();
        var styles = workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = Styles();
    }

    /// <summary>Starts the next sheet with its column widths and so many rows kept in view.</summary>
    public void Begin(string name, IReadOnlyList<int> widths, int frozenRows)
    {
        End();
        var part = workbook.AddNewPart<WorksheetPart>();
        sheets.Add((name, workbook.GetIdOfPart(part), frozenRows));
        writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        var view = new SheetView { WorkbookViewId = 0 };
        if (frozenRows > 0)
            view.Append(new Pane { VerticalSplit = frozenRows, TopLeftCell = $"A{frozenRows + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        writer.WriteElement(new SheetViews(view));
        writer.WriteElement(new Columns(widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
    }

    public void Heads(IReadOnlyList<string> heads) => Write(heads.Select(head => TextCell(head, HeadStyle)));

    /// <summary>Offers the words of a range (<c>'品类'!$A$2:$A$80</c>) in a column of the present sheet, counted from 0, below its heading.</summary>
    public void Choose(int column, string source) => choices.Add((column, source));

    public void Title(string text) => Write([TextCell(text, TitleStyle)]);

    public void Row(params IReadOnlyList<object?> values) => Write(values.Select(ToCell));

    /// <summary>合计: the last row, ruled above.</summary>
    public void Total(params IReadOnlyList<object?> values) => Write(values.Select(value =>
    {
        var cell = ToCell(value);
        cell.StyleIndex = (uint)(cell.StyleIndex?.Value ?? 0) switch { AmountStyle => TotalAmountStyle, PercentStyle => TotalPercentStyle, CountStyle => TotalCountStyle, _ => TotalTextStyle };
        return cell;
    }));

    public void Dispose()
    {
        End();
        workbook.Workbook = new Workbook(new Sheets(sheets.Select((sheet, i) => new Sheet { Name = sheet.Name, SheetId = (uint)i + 1, Id = sheet.Id })));
        // The heads are printed on every page.
        var heads = sheets.Select((sheet, i) => (sheet.Name, sheet.HeadRow, Index: (uint)i)).Where(sheet => sheet.HeadRow > 0).ToList();
        if (heads.Count > 0)
        {
            workbook.Workbook.Append(new DefinedNames(heads.Select(sheet => new DefinedName($"'{sheet.Name}'!${sheet.HeadRow}:${sheet.HeadRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = sheet.Index })));
        }

        workbook.Workbook.Save();
        document.Dispose();
    }

    private void End()
    {
        if (writer is null) return;
        writer.WriteEndElement();
        if (choices.Count > 0)
        {
            writer.WriteElement(new DataValidations(choices.Select(choice => new DataValidation(new Formula1(choice.Source))
            {
                Type = DataValidationValues.List,
                AllowBlank = true,
                SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{TableCell.LetterOf(choice.Column)}2:{TableCell.LetterOf(choice.Column)}100000" },
            })));
            choices.Clear();
        }

        writer.WriteElement(new PageMargins { Left = 0.6, Right = 0.6, Top = 0.8, Bottom = 0.8, Header = 0.3, Footer = 0.3 });
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteElement(new HeaderFooter(new OddFooter("&C— &P —")));
        writer.WriteEndElement();
        writer.Dispose();
        writer = null;
    }

    private void Write(IEnumerable<Cell> cells)
    {
        writer!.WriteStartElement(new Row());
        foreach (var cell in cells) writer.WriteElement(cell);
        writer.WriteEndElement();
    }

    private static Cell ToCell(object? value) => value switch
    {
        null => new Cell(),
        decimal number => Number(number, AmountStyle),
        Percent percent => Number(percent.Value / 100, PercentStyle),
        int or long => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture), CountStyle),
        DateOnly date => Number((decimal)date.ToDateTime(TimeOnly.MinValue).ToOADate(), DateStyle),
        _ => TextCell(value.ToString() ?? string.Empty, TextStyle),
    };

    private static Cell Number(decimal number, uint style) =>
        new() { CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)), DataType = CellValues.Number, StyleIndex = style };

    /// <summary>An inline string is never evaluated; the apostrophe keeps it so when a person saves the sheet as CSV.</summary>
    private static Cell TextCell(string text, uint style)
    {
        var safe = Formulas.Disarm(text);
        var clean = string.Concat(safe.Where(c => c is '\t' or '\n' || !char.IsControl(c)));
        return new Cell { DataType = CellValues.InlineString, StyleIndex = style, InlineString = new InlineString(new Text(clean) { Space = SpaceProcessingModeValues.Preserve }) };
    }

    private static Stylesheet Styles()
    {
        var fonts = new Fonts(Font(11, bold: false), Font(11, bold: true), Font(16, bold: true));
        var fills = new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE2F0EC" }) { PatternType = PatternValues.Solid }));
        var borders = new Borders(new Border(), new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder()),
            new Border(new LeftBorder(), new RightBorder(), new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder()));
        var formats = new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0.00" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy-mm-dd" }, new NumberingFormat { NumberFormatId = 166, FormatCode = "0.00%" });
        var cells = new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, FillId = 2, BorderId = 1, ApplyFont = true, ApplyFill = true, ApplyBorder = true, Alignment = new Alignment { WrapText = true, Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center }, ApplyAlignment = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 166, ApplyNumberFormat = true },
            new CellFormat { FontId = 2, ApplyFont = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true },
            new CellFormat { FontId = 1, BorderId = 2, ApplyFont = true, ApplyBorder = true },
            new CellFormat { NumberFormatId = 164, FontId = 1, BorderId = 2, ApplyNumberFormat = true, ApplyFont = true, ApplyBorder = true },
            new CellFormat { NumberFormatId = 166, FontId = 1, BorderId = 2, ApplyNumberFormat = true, ApplyFont = true, ApplyBorder = true },
            new CellFormat { NumberFormatId = 3, FontId = 1, BorderId = 2, ApplyNumberFormat = true, ApplyFont = true, ApplyBorder = true });
        return new Stylesheet(formats, fonts, fills, borders, new CellStyleFormats(new CellFormat()), cells);
    }

    private static Font Font(double size, bool bold)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new FontName { Val = "Microsoft YaHei" });
        return font;
    }
}

/// <summary>A share of a hundred, written as a percentage.</summary>
public readonly record struct Percent(decimal Value);
