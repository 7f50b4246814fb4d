using System.Text;

namespace Marketplace.Settlement.Statements;

/// <summary>Which column of a bank's statement says what. Banks name them differently; the names here are those of the statements we know.</summary>
internal sealed class StatementColumns
{
    private static readonly string[] DateNames = ["交易日期", "记账日期", "入账日期", "日期", "交易时间", "date"];
    private static readonly string[] TimeNames = ["交易时间", "记账时间", "时间", "time"];
    private static readonly string[] SignedNames = ["交易金额", "金额", "发生额", "amount"];
    private static readonly string[] IncomingNames = ["收入金额", "贷方金额", "贷方发生额", "转入金额", "收入", "记账金额（收入）"];
    private static readonly string[] OutgoingNames = ["支出金额", "借方金额", "借方发生额", "转出金额", "支出", "记账金额（支出）"];
    private static readonly string[] DirectionNames = ["借贷", "借贷标志", "收/支", "收支"];
    private static readonly string[] BalanceNames = ["余额", "本次余额", "联机余额", "账户余额", "balance"];
    private static readonly string[] PayerNames = ["对方户名", "对方账户名", "对方名称", "付款人名称", "付款人", "对方信息", "对手信息"];
    private static readonly string[] AccountNames = ["对方账号", "对方账户", "对方卡号/账号", "付款人账号"];
    private static readonly string[] SerialNames = ["银行流水号", "交易流水号", "流水号"];
    private static readonly string[] DaySerialNames = ["日志号", "凭证号"];
    private static readonly string[] NoteNames = ["附言", "交易附言", "用途", "客户摘要", "摘要", "交易摘要", "备注", "note"];
    private readonly Dictionary<string, int> places = [];
    private readonly Dictionary<string, string> written = [];

    private StatementColumns(IReadOnlyList<string> header)
    {
        for (var at = 0; at < header.Count; at++)
            if (places.TryAdd(Fold(header[at]), at)) written[Fold(header[at])] = header[at];
    }

    /// <returns>The columns, when this is the row that names them.</returns>
    internal static StatementColumns? In(CsvTable.Line line)
    {
        var columns = new StatementColumns(line.Fields);
        return columns.Has(DateNames) && (columns.Has(SignedNames) || columns.Has(IncomingNames)) ? columns : null;
    }

    internal bool HasSigned => Has(SignedNames);

    internal string DateOf(CsvTable.Line line) => Of(line, DateNames);

    internal string TimeOf(CsvTable.Line line) => Of(line, TimeNames);

    internal string SignedOf(CsvTable.Line line) => Of(line, SignedNames);

    internal string IncomingOf(CsvTable.Line line) => Of(line, IncomingNames);

    internal string DirectionOf(CsvTable.Line line) => Of(line, DirectionNames);

    internal string BalanceOf(CsvTable.Line line) => Of(line, BalanceNames);

    internal string PayerOf(CsvTable.Line line) => Of(line, PayerNames);

    internal string AccountOf(CsvTable.Line line) => Of(line, AccountNames);

    internal string SerialOf(CsvTable.Line line) => Of(line, SerialNames);

    internal string DaySerialOf(CsvTable.Line line) => Of(line, DaySerialNames);

    internal string NoteOf(CsvTable.Line line) => string.Join(' ', NoteNames.Select(name => At(line, name)).Where(text => text.Length > 0).Distinct());

    /// <summary>How the file itself calls its column for the date, the amount or the balance.</summary>
    internal string NameOf(string what) => (what switch
    {
        "date" => DateNames,
        "balance" => BalanceNames,
        "amount" when HasSigned => SignedNames,
        _ => IncomingNames,
    }).Select(name => written.GetValueOrDefault(Fold(name))).FirstOrDefault(name => name is not null) ?? what;

    private bool Has(string[] names) => names.Any(name => places.ContainsKey(Fold(name)));

    private string Of(CsvTable.Line line, string[] names) => names.Select(name => At(line, name)).FirstOrDefault(text => text.Length > 0) ?? string.Empty;

    /// <summary>Banks fill empty cells with hyphens.</summary>
    private string At(CsvTable.Line line, string name) =>
        places.TryGetValue(Fold(name), out var at) && at < line.Fields.Count && line.Fields[at].Trim('-').Length > 0 ? line.Fields[at] : string.Empty;

    private static string Fold(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
}
