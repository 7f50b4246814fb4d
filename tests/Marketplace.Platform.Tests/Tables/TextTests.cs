using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Platform.Tables;
using Xunit;

namespace Marketplace.Platform.Tests.Tables;

public sealed class TextTests
{
    private const string Table = "品名,价格\r\n奉节脐橙,58\r\n\r\n\"涪陵\"\"榨菜\"\"，\n辣味\",12.5\r\n";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", new UTF8Encoding(false).GetBytes(Table) },
        { "UTF-8 with its mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Table)] },
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table)] },
        { "UTF-16, big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Table)] },
        { "GBK", CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes(Table) },
        { "GB18030", CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Table) },
        { "tabs", Encoding.UTF8.GetBytes(Table.Replace(',', '\t')) },
        { "semicolons", Encoding.UTF8.GetBytes(Table.Replace(',', ';')) },
        { "a separator that is told", Encoding.UTF8.GetBytes("sep=;\r\n" + Table.Replace(',', ';')) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_is_read_however_it_is_written(string how, byte[] bytes)
    {
        var rows = Read(bytes);
        var shift = how.Contains("told", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal([1 + shift, 2 + shift, 4 + shift], rows.Select(row => row.Number));
        Assert.Equal(["奉节脐橙", "58"], rows[1].Cells.Select(cell => cell.Text));
        Assert.Equal("涪陵\"榨菜\"，\n辣味", rows[2][0].Text);
    }

    [Fact]
    public void Rare_characters_that_only_GB18030_holds_are_read()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        Assert.Equal("𠮷㐀村", Read(gb.GetBytes("村名,数\n𠮷㐀村,1\n"))[1][0].Text);
    }

    [Theory]
    [InlineData("a,b\n\"never closed,1\n2,3\n")]
    [InlineData("a,b\n\"x\"y,1\n")]
    public void Quotes_that_do_not_match_are_refused(string text) =>
        Assert.Equal("table-quotes-wrong", Assert.Throws<TableFault>(() => Read(Encoding.UTF8.GetBytes(text))).Problem.Code);

    [Fact]
    public void A_row_without_end_is_refused_before_it_fills_the_memory() =>
        Assert.Equal("table-quotes-wrong", Assert.Throws<TableFault>(() => Read(Encoding.UTF8.GetBytes("a,b\n" + new string('x', 5_000_000)))).Problem.Code);

    [Theory]
    [InlineData("58", 5800)]
    [InlineData("５８．５０", 5850)]
    [InlineData("58元", 5800)]
    [InlineData("¥1,280.50", 128050)]
    [InlineData("￥1,280元/箱", 128000)]
    [InlineData(" 0.01 ", 1)]
    [InlineData("58元/件", 5800)]
    [InlineData("58.005", null)]
    [InlineData("1,28", null)]
    [InlineData("五十八", null)]
    [InlineData("58-60", null)]
    [InlineData("1e3", null)]
    public void Amounts_are_read_as_people_write_them(string text, int? fen) => Same(CellText.Fen(text), fen);

    [Theory]
    [InlineData("5.8", 5800)]
    [InlineData("5.8 kg", 5800)]
    [InlineData("５公斤", 5000)]
    [InlineData("10斤", 5000)]
    [InlineData("3市斤", 1500)]
    [InlineData("500g", 500)]
    [InlineData("500克", 500)]
    [InlineData("0.5吨", 500_000)]
    [InlineData("1KG", 1000)]
    [InlineData("0.0001", null)]
    [InlineData("kg", null)]
    [InlineData("5磅", null)]
    public void Masses_are_read_as_people_write_them(string text, int? grams) => Same(CellText.Grams(text), grams);

    [Theory]
    [InlineData("2026-03-08")]
    [InlineData("2026/3/8")]
    [InlineData("2026年3月8日")]
    [InlineData("２０２６．３．８")]
    [InlineData("20260308")]
    public void Days_are_read_as_people_write_them(string text) => Assert.Equal(new DateOnly(2026, 3, 8), CellText.Day(text).Value);

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("8/3/2026")]
    [InlineData("46089")]
    [InlineData("三月")]
    public void Other_days_are_told_how_to_be_written(string text) => Assert.Contains("2026-03-08", CellText.Day(text).Fault!.Zh, StringComparison.Ordinal);

    [Fact]
    public void What_is_exported_never_runs_and_is_read_as_it_was()
    {
        foreach (var text in new[] { "=1+1", "+86", "-3", "@sum", "'=1", "''@x", "'引号", "=HYPERLINK(\"http://x\")", "\tx", "平常" })
        {
            Assert.Equal(text.Trim(), CellText.Plain(Formulas.Disarm(text)));
            Assert.DoesNotContain(Formulas.Disarm(text)[0], "=+-@\t\r");
        }
    }

    [Fact]
    public void Any_text_survives_export_and_import_in_both_forms() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), texts =>
    {
        var kept = texts.Where(text => text is not null).Select(CellText.Plain).Select(text => new string([.. text.Where(c => !char.IsSurrogate(c) && c < '\uFFFE')])).Select(CellText.Plain).Where(text => text.Length > 0).Take(20).ToList();
        if (kept.Count == 0) return;
        foreach (var asText in new[] { true, false })
        {
            using var file = new MemoryStream();
            if (asText) using (var csv = new CsvWriter(file, ["表头", "第二列"])) kept.ForEach(text => csv.Row(text, 1));
            else using (var sheet = new SheetWriter(file, "表", ["表头"], [10])) kept.ForEach(text => sheet.Row(text));
            using var table = new TableFile(new MemoryStream(file.ToArray()));
            Assert.Equal(kept, table.Rows().Skip(1).Select(row => CellText.Plain(row[0].Text)));
        }
    }).QuickCheckThrowOnFailure();

    private static void Same(Read<long> read, int? expected)
    {
        if (expected is null) Assert.NotNull(read.Fault);
        else Assert.Equal((long)expected, read.Value);
    }

    private static List<TableRow> Read(byte[] bytes)
    {
        using var table = new TableFile(new MemoryStream(bytes));
        return [.. table.Rows()];
    }
}
