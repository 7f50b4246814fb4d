using System.Text.Json;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;

namespace Marketplace.Platform.Imports;

/// <summary>The workbooks an import hands out: the template, and the rows that are wrong with what to write instead.</summary>
internal static class ImportSheets
{
    private const int ChoiceRows = 3000;

    internal static FileStream Scratch() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);

    /// <summary>模板: the columns with an example, how each is filled in, and lists to choose from.</summary>
    internal static FileStream Template<TDb, TRow>(IImport<TDb, TRow> import, IReadOnlyList<TemplateList> lists)
        where TDb : ModuleDb
        where TRow : class, new()
    {
        var file = Scratch();
        var columns = import.Columns.All;
        using (var sheet = new SheetWriter(file, import.SheetName, import.Columns.Heads, import.Columns.Widths))
        {
            var example = columns.Select(column => column.Example).ToList();
            example[0] = $"{ImportReading<TDb, TRow>.ExampleMark}导入时跳过）";
            sheet.Row(example);
            foreach (var (list, column) in lists.Select(list => (list, columns.ToList().FindIndex(column => column.Key == list.ForColumn))).Where(pair => pair.Item2 >= 0))
                sheet.Choose(column, $"'{list.Name}'!$A$2:$A${Math.Min(list.Rows.Count, ChoiceRows) + 1}");
            foreach (var (column, at) in columns.Select((column, at) => (column, at)).Where(pair => pair.column.Choices.Count > 0))
                sheet.Choose(at, $"\"{string.Join(',', column.Choices)}\"");
            sheet.Begin("填写说明", [20, 10, 70, 24], frozenRows: 1);
            sheet.Heads(["表头", "必填", "怎么填", "例子"]);
            foreach (var column in columns) sheet.Row(column.Heading, column.IsNeeded ? "必填" : null, column.Hint, column.Example);
            sheet.Row("说明", null, "表头的顺序可以变，不用的列可以删掉（删掉的列不会改动已有的内容）。第一格只写“示例”或以“示例（”开头的行不导入。隐藏的工作表不读。同一份文件导入两次，第二次什么也不变。", null);
            foreach (var list in lists)
            {
                sheet.Begin(list.Name, list.Widths, frozenRows: 1);
                sheet.Heads(list.Heads);
                foreach (var row in list.Rows) sheet.Row(row);
            }
        }

        file.Position = 0;
        return file;
    }

    /// <summary>The wrong rows under the template's headings, with what to write instead beside them: corrected, they can be imported as they are.</summary>
    internal static async Task<FileStream> Faults<TDb, TRow>(
        IImport<TDb, TRow> import, Guid id, IAsyncEnumerable<ImportBook<TDb>.FoundRow> rows, CancellationToken cancellation)
        where TDb : ModuleDb
        where TRow : class, new()
    {
        var file = Scratch();
        using (var sheet = new SheetWriter(file, import.SheetName, ["要改的地方", "原来的行", .. import.Columns.Heads], [60, 16, .. import.Columns.Widths]))
        {
            await foreach (var row in rows.WithCancellation(cancellation))
            {
                var faults = JsonSerializer.Deserialize<List<ImportFault>>(row.Faults, ImportStore.Json)!;
                var cells = JsonSerializer.Deserialize<string?[]>(import.Open(id, row.Cells), ImportStore.Json)!;
                object? told = string.Join("\n", faults.Select(fault => fault.Column is null ? fault.Zh : $"{fault.Column}列“{fault.Heading}”：{fault.Zh}"));
                object? place = row.Sheet.Length == 0 ? $"第{row.Number}行" : $"{row.Sheet} 第{row.Number}行";
                sheet.Row([told, place, .. cells.Select((cell, at) => cell is null ? null : import.Shown(import.Columns.All[at].Key, cell))]);
            }
        }

        file.Position = 0;
        return file;
    }
}
