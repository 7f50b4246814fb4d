using System.IO.Compression;
using System.Text;
using Marketplace.Platform.Tables;
using Xunit;

namespace Marketplace.Platform.Tests.Tables;

public sealed class TableFileTests
{
    [Fact]
    public void Merged_cells_count_for_their_rows_and_say_so_sideways()
    {
        var rows = Read(new Workbook().Sheet("表", Row(1, "品类", "名称", "价格") + Row(2, "柑橘", "脐橙", "1") + Row(3, "", "柚子", "2") + Row(4, "茶", "", ""),
            "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"A4:C4\"/><mergeCell ref=\"nonsense\"/><mergeCell ref=\"C9:A1\"/></mergeCells>"));
        Assert.Equal(["柑橘", "柚子", "2"], rows[2].Cells.Select(cell => cell.Text));
        Assert.Equal([CellKind.Text, CellKind.Merged, CellKind.Merged], rows[3].Cells.Select(cell => cell.Kind));
        Assert.Contains("合并", rows[3][1].Fault!.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_formula_the_kept_result_counts_and_one_without_result_says_so()
    {
        var row = Read(new Workbook().Sheet("表", """<row r="1"><c r="A1"><f>2+3</f><v>5</v></c><c r="B1"><f>B2</f></c><c r="C1" t="str"><f>"a"</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"""))[0];
        Assert.Equal([CellKind.Number, CellKind.Uncomputed, CellKind.Text, CellKind.Broken], row.Cells.Select(cell => cell.Kind));
        Assert.Equal("5", row[0].Text);
        Assert.Contains("#DIV/0!", row[3].Fault!.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "1", "1900-01-01")]
    [InlineData(false, "59", "1900-02-28")]
    [InlineData(false, "60", null)]
    [InlineData(false, "61", "1900-03-01")]
    [InlineData(false, "0", null)]
    [InlineData(false, "-1", null)]
    [InlineData(false, "46089.75", "2026-03-08")]
    [InlineData(false, "99999999", null)]
    [InlineData(true, "0", "1904-01-01")]
    [InlineData(true, "60", "1904-03-01")]
    [InlineData(true, "44627", "2026-03-08")]
    public void Days_are_counted_from_1900_with_its_false_leap_day_or_from_1904(bool from1904, string serial, string? day)
    {
        foreach (var style in new[] { 1, 2 })
        {
            var cell = Read(new Workbook { From1904 = from1904 }.Styles().Sheet("表", $"""<row r="1"><c r="A1" s="{style}"><v>{serial}</v></c></row>"""))[0][0];
            Assert.Equal(day is null ? CellKind.ImpossibleDate : CellKind.Date, cell.Kind);
            Assert.Equal(day ?? string.Empty, cell.Text);
        }
    }

    [Theory]
    [InlineData("5.7999999999999998", "5.8")]
    [InlineData("1.2E+3", "1200")]
    [InlineData("0.1", "0.1")]
    [InlineData("500236117201", "500236117201")]
    [InlineData("1E-3", "0.001")]
    [InlineData("1E+300", "1E+300")]
    public void Numbers_come_out_as_they_were_typed(string kept, string text) =>
        Assert.Equal(text, Read(new Workbook().Styles().Sheet("表", $"""<row r="1"><c r="A1" s="3"><v>{kept}</v></c></row>"""))[0][0].Text);

    [Fact]
    public void Shared_and_rich_texts_are_read_without_their_phonetics()
    {
        var row = Read(new Workbook().Shared("<t>脐橙</t>", "<r><t>红</t></r>\n<r><rPr/><t xml:space=\"preserve\"> 心</t></r><rPh sb=\"0\" eb=\"1\"><t>xin</t></rPh>", "<t>a_x000D_b</t>")
            .Sheet("表", """<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="inlineStr"><is><t>直接</t></is></c><c t="b"><v>1</v></c><c t="s"><v>2</v></c></row>"""))[0];
        Assert.Equal(["红 心", "脐橙", "直接", "是", "a\rb"], row.Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Half_a_million_shared_texts_do_not_lie_in_memory()
    {
        using var texts = new SharedTexts();
        for (var i = 0; i < 500_000; i++) texts.Add($"第{i}个商品的很长很长很长很长很长很长的名字");
        Assert.InRange(texts.HeldCharacters, 1, SharedTexts.MostCharactersHeld);
        foreach (var i in new[] { 499_999, 0, 250_000, 30_000, 499_999 }) Assert.StartsWith($"第{i}个", texts[i], StringComparison.Ordinal);
        Assert.Null(texts[500_000]);
    }

    [Fact]
    public void Rows_keep_the_numbers_people_see_and_hidden_sheets_are_left_out()
    {
        var file = new Workbook().Sheet("藏", Row(1, "秘"), state: "hidden").Sheet("甲", Row(3, "一") + Row(7, "二")).Sheet("乙", Row(2, "三")).Sheet("深藏", Row(1, "密"), state: "veryHidden").Save();
        using var table = new TableFile(file);
        Assert.Equal([("甲", 3), ("甲", 7), ("乙", 2)], table.Rows().Select(row => (row.Sheet, row.Number)));
        Assert.Equal(["藏", "深藏"], table.HiddenSheets);
    }

    [Fact]
    public void Macros_are_refused_whatever_the_file_is_called()
    {
        Refused("table-with-macros", new Workbook().Sheet("表", Row(1, "a")).Part("xl/vbaProject.bin", "x").Save());
        Refused("table-with-macros", new Workbook().Sheet("表", Row(1, "a")).Part("[Content_Types].xml",
            "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>").Save());
    }

    [Theory]
    [InlineData("table-old-or-locked", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0 })]
    [InlineData("table-kind-unknown", new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 })]
    [InlineData("table-kind-unknown", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData("table-empty", new byte[0])]
    [InlineData("table-damaged", new byte[] { 0x50, 0x4B, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData("table-encoding-unknown", new byte[] { 1, 2, 3, 4, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Files_of_other_kinds_are_refused_in_words(string code, byte[] content) => Refused(code, new MemoryStream(content));

    [Fact]
    public void An_archive_of_another_kind_is_refused_in_words()
    {
        Refused("table-other-workbook", new Workbook().Sheet("表", Row(1, "a")).Part("mimetype", "application/vnd.oasis.opendocument.spreadsheet").Save());
        var other = new MemoryStream();
        using (var zip = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("word/document.xml").Open().Dispose();
        other.Position = 0;
        Refused("table-kind-unknown", other);
    }

    [Fact]
    public void A_file_that_ends_in_the_middle_is_refused_wherever_it_ends()
    {
        var whole = new Workbook().Sheet("表", string.Concat(Enumerable.Range(1, 200).Select(i => Row(i, "值" + i, Guid.NewGuid().ToString())))).Save().ToArray();
        foreach (var length in new[] { whole.Length - 1, whole.Length - 30, whole.Length / 2, 100 }) Refused("table-damaged", new MemoryStream(whole[..length]));
        Refused("table-damaged", new Workbook().Sheet("表", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row").Save());
        Refused("table-damaged", new Workbook().Sheet("表", """<row r="1"><c t="s"><v>7</v></c></row>""").Save());
    }

    [Fact]
    public void Entities_of_a_document_type_are_refused() =>
        Refused("table-with-dtd", new Workbook().Part("xl/workbook.xml", "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook>&b;</workbook>").Sheet("表", Row(1, "a")).Save());

    [Fact]
    public void A_bomb_is_refused_before_it_goes_off()
    {
        Refused("table-unpacks-too-large", new Workbook().Sheet("表", string.Concat(Enumerable.Repeat("<row/>", 4_000_000))).Save());
        Refused("table-unpacks-too-large", new Workbook().Sheet("表", $"<row><c t=\"inlineStr\"><is><t>{new string('x', 3_000_000)}</t></is></c></row>").Save());
        Refused("table-unpacks-too-large", new Workbook().Sheet("表", $"<row spans=\"{new string('9', 3_000_000)}\"><c><v>1</v></c></row>").Save());
        var many = new MemoryStream();
        using (var zip = new ZipArchive(many, ZipArchiveMode.Create, leaveOpen: true)) for (var i = 0; i < 3000; i++) zip.CreateEntry("xl/" + i).Open().Dispose();
        many.Position = 0;
        Refused("table-unpacks-too-large", many);
    }

    internal static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">" + string.Concat(cells.Select((cell, i) => cell.Length == 0 ? "" : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")) + "</row>";

    private static List<TableRow> Read(Workbook workbook)
    {
        using var table = new TableFile(workbook.Save());
        return [.. table.Rows()];
    }

    private static void Refused(string code, Stream content)
    {
        var fault = Assert.Throws<TableFault>(() =>
        {
            using var table = new TableFile(content);
            foreach (var _ in table.Rows())
            {
            }
        });
        Assert.Equal(code, fault.Problem.Code);
    }
}
