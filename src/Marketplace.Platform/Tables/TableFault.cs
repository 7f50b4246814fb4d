using Marketplace.Platform.Http;

namespace Marketplace.Platform.Tables;

/// <summary>A file that cannot be read as a table, with the sentence for whoever handed it in.</summary>
public sealed class TableFault(Problem problem) : Exception(problem?.En)
{
    internal static readonly Problem OldWorkbook = Problem.Invalid("table-old-or-locked",
        "这是旧版的.xls文件，或设了打开密码。请打开后去掉密码，另存为.xlsx再导入。", "This is an old .xls file, or one with a password. Open it, remove the password and save it as .xlsx.", "file");

    internal static readonly Problem Macros = Problem.Invalid("table-with-macros",
        "文件里有宏，不能导入。请另存为不带宏的.xlsx再导入。", "The file holds macros and is refused. Save it as .xlsx without macros.", "file");

    internal static readonly Problem OtherKind = Problem.Invalid("table-kind-unknown",
        "这个文件不是表格。请用.xlsx或.csv文件。", "This file is no table. Use an .xlsx or .csv file.", "file");

    internal static readonly Problem OtherWorkbook = Problem.Invalid("table-other-workbook",
        "这种表格格式读不了。请在软件里另存为.xlsx再导入。", "This kind of workbook cannot be read. Save it as .xlsx and import that.", "file");

    internal static readonly Problem Truncated = Problem.Invalid("table-damaged",
        "文件不完整或已损坏。请重新保存或重新下载后再导入。", "The file is incomplete or damaged. Save or download it again, then import it.", "file");

    internal static readonly Problem Bomb = Problem.Invalid("table-unpacks-too-large",
        "文件解开后大得不正常，不能导入。请把数据复制到新的表格里再导入。", "The file unpacks to an unreasonable size and is refused. Copy the data into a new workbook.", "file");

    internal static readonly Problem Dtd = Problem.Invalid("table-with-dtd",
        "文件里有不允许的内容（DTD）。请把数据复制到新的表格里再导入。", "The file holds what tables never hold (a DTD). Copy the data into a new workbook.", "file");

    internal static readonly Problem NotText = Problem.Invalid("table-encoding-unknown",
        "文件里的字读不出来。请另存为UTF-8的CSV，或用.xlsx。", "The text of the file cannot be read. Save it as CSV in UTF-8, or as .xlsx.", "file");

    internal static readonly Problem Quotes = Problem.Invalid("table-quotes-wrong",
        "CSV里的引号没有配对，后面的列分不开。请另存为.xlsx再导入。", "Quotation marks in the CSV do not match, so columns cannot be told apart. Save it as .xlsx.", "file");

    internal static readonly Problem Empty = Problem.Invalid("table-empty", "文件是空的。请填好后再导入。", "The file is empty. Fill it in and import it again.", "file");

    public Problem Problem { get; } = problem;
}
