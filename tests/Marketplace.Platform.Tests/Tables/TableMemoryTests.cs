using System.IO.Compression;
using System.Text;
using Marketplace.Platform.Tables;
using Xunit;

namespace Marketplace.Platform.Tests.Tables;

/// <summary>Alone, for it measures what the whole process holds.</summary>
[CollectionDefinition(nameof(TableMemoryTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(TableMemoryTests))]
public sealed class TableMemoryTests
{
    [Fact]
    public void Ten_times_the_rows_take_no_more_memory_in_either_form()
    {
        foreach (var write in new Action<Stream, int>[] { Workbook, Csv })
        {
            Held(write, 1_000);
            var (small, large) = (Held(write, 10_000), Held(write, 100_000));
            TestContext.Current.TestOutputHelper?.WriteLine($"{write.Method.Name}: {small / 1024} KiB at 10,000 rows, {large / 1024} KiB at 100,000");
            Assert.True(large < small + (6 * 1024 * 1024), $"{write.Method.Name}: {small} bytes at 10,000 rows, {large} at 100,000");
        }
    }

    /// <summary>The most that is held while the rows go by, above what was held before.</summary>
    private static long Held(Action<Stream, int> write, int rows)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        write(file, rows);
        file.Position = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var table = new TableFile(file);
        var (most, seen) = (0L, 0);
        foreach (var row in table.Rows())
        {
            Assert.Equal(6, row.Cells.Count);
            if (++seen % (rows / 8) == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(rows, seen);
        return most;
    }

    private static void Csv(Stream file, int rows)
    {
        using var writer = new StreamWriter(file, leaveOpen: true);
        for (var i = 0; i < rows; i++) writer.WriteLine($"编码{i},{Text(i)},{i},58.00,2026-03-08,备注{i % 7}");
    }

    /// <summary>Every name a shared text of its own, as spreadsheets write them.</summary>
    private static void Workbook(Stream file, int rows)
    {
        using var empty = new Workbook().Sheet("表", string.Empty).Save();
        empty.CopyTo(file);
        using var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true);
        zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
        using (var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8))
        {
            sheet.Write("<worksheet><sheetData>");
            for (var i = 0; i < rows; i++) sheet.Write($"<row r=\"{i + 1}\"><c r=\"A{i + 1}\" t=\"s\"><v>{i}</v></c><c t=\"s\"><v>{rows - 1 - i}</v></c><c><v>{i}</v></c><c><v>58.5</v></c><c><v>46089</v></c><c t=\"inlineStr\"><is><t>备注{i % 7}</t></is></c></row>");
            sheet.Write("</sheetData></worksheet>");
        }

        using var texts = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8);
        texts.Write("<sst>");
        for (var i = 0; i < rows; i++) texts.Write($"<si><t>{Text(i)}</t></si>");
        texts.Write("</sst>");
    }

    private static string Text(int i) => $"第{i}个商品，名字长一些，好叫它占地方：奉节脐橙、涪陵榨菜、巫山脆李{i * 7919}";
}
