using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Kernel;
using Marketplace.Platform.Http;

namespace Marketplace.Settlement.Statements;

/// <summary>One incoming transfer of a statement.</summary>
/// <param name="Serial">The bank's number, or one made from the row's content: the same row has the same number in every copy of the file.</param>
internal sealed record StatementTransfer(int Line, string Serial, DateOnly ReceivedOn, string PayerName, string PayerAccount, long AmountFen, string Note);

/// <summary>What a bank's statement (CSV) says: the incoming transfers, the balance at the end of each day, and what cannot be read.</summary>
internal sealed class BankStatement
{
    private const int HeaderWithin = 40;
    private readonly Dictionary<string, int> repeated = [];
    private readonly List<StatementTransfer> incoming = [];
    private readonly List<FieldProblem> faults = [];
    private readonly List<(DateOnly Day, long BalanceFen)> balances = [];

    internal IReadOnlyList<StatementTransfer> Incoming => incoming;

    internal IReadOnlyList<FieldProblem> Faults => faults;

    /// <summary>Rows of money that left.</summary>
    internal int Outgoing { get; private set; }

    /// <returns>Nothing when no row names the columns.</returns>
    internal static BankStatement? Read(string text, DateOnly today)
    {
        var statement = new BankStatement();
        StatementColumns? columns = null;
        var read = 0;
        foreach (var line in CsvTable.Split(text))
        {
            if (columns is null)
            {
                if (++read > HeaderWithin) return null;
                columns = StatementColumns.In(line);
            }
            else if (line.Fields.Any(field => field.Length > 0))
            {
                statement.Add(line, columns, today);
            }
        }

        return columns is null ? null : statement;
    }

    /// <summary>The balance after each day's last row; statements run forwards or backwards.</summary>
    internal IReadOnlyList<(DateOnly Day, long BalanceFen)> ClosingBalances()
    {
        var backwards = balances.Count > 0 && balances[0].Day > balances[^1].Day;
        return [.. balances.GroupBy(row => row.Day).Select(day => backwards ? day.First() : day.Last())];
    }

    private void Add(CsvTable.Line line, StatementColumns columns, DateOnly today)
    {
        if (ReadDate(columns.DateOf(line)) is not { } day || day > today || day.Year < 2000)
        {
            Fault(line, columns.NameOf("date"), "statement-date-wrong", "日期不对。请写成 2026-11-23，不晚于今天。", "the date is wrong. Write it as 2026-11-23, not later than today.");
            return;
        }

        var amount = columns.HasSigned ? Signed(columns, line) : ReadFen(columns.IncomingOf(line).Length == 0 ? "0" : columns.IncomingOf(line));
        if (amount is null || Math.Abs(amount.Value) > Money.LargestOperationFen)
        {
            Fault(line, columns.NameOf("amount"), "statement-amount-wrong", "金额不对。请写成 1234.56，最多两位小数。", "the amount is wrong. Write it as 1234.56, with two decimals at most.");
            return;
        }

        var balance = columns.BalanceOf(line);
        if (balance.Length > 0 && ReadFen(balance) is not { })
            Fault(line, columns.NameOf("balance"), "statement-balance-wrong", "余额不对。请写成 1234.56。", "the balance is wrong. Write it as 1234.56.");
        else if (balance.Length > 0) balances.Add((day, ReadFen(balance)!.Value));
        if (amount <= 0)
        {
            Outgoing++;
            return;
        }

        var payer = columns.PayerOf(line);
        incoming.Add(new StatementTransfer(line.Number, SerialOf(columns, line, day), day, Cut(payer.Length == 0 ? "未写明" : payer, 200), columns.AccountOf(line), amount.Value, Cut(columns.NoteOf(line), 500)));
    }

    private static long? Signed(StatementColumns columns, CsvTable.Line line)
    {
        if (ReadFen(columns.SignedOf(line)) is not { } amount) return null;
        var direction = columns.DirectionOf(line);
        if (direction.Length == 0) return amount;
        return direction.Contains('贷', StringComparison.Ordinal) || direction.StartsWith('收') || direction.Contains("Cr", StringComparison.OrdinalIgnoreCase) ? amount : -Math.Abs(amount);
    }

    /// <summary>A number that the bank counts anew each day gets its day; a row without any is known by its content.</summary>
    private string SerialOf(StatementColumns columns, CsvTable.Line line, DateOnly day)
    {
        if (columns.SerialOf(line) is { Length: > 0 and <= 64 } serial && serial.Any(c => c != '0')) return serial;
        if (columns.DaySerialOf(line) is { Length: > 0 and <= 40 } daily && daily.Any(c => c != '0')) return string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{daily}");
        var content = string.Join('\u001f', day.ToString("O", CultureInfo.InvariantCulture), columns.TimeOf(line), columns.SignedOf(line), columns.IncomingOf(line), columns.BalanceOf(line),
            columns.PayerOf(line), columns.AccountOf(line), columns.NoteOf(line));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..24];
        var nth = repeated[digest] = repeated.GetValueOrDefault(digest) + 1;
        return $"csv-{digest}-{nth}";
    }

    private void Fault(CsvTable.Line line, string column, string code, string zh, string en) =>
        faults.Add(new FieldProblem($"{line.Number}:{column}", code, $"第{line.Number}行“{column}”:{zh}", $"Row {line.Number}, \"{column}\": {en}"));

    private static DateOnly? ReadDate(string text)
    {
        var first = text.Split(' ', 'T')[0];
        return DateOnly.TryParseExact(first, ["yyyyMMdd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static long? ReadFen(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).Replace(",", string.Empty, StringComparison.Ordinal).Trim('¥', '¥', ' ', '元');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            && decimal.Round(yuan, 2) == yuan && Math.Abs(yuan) < 1_000_000_000_000m ? (long)(yuan * 100) : null;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
