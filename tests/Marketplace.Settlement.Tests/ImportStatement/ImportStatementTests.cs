using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Settlement.Statements;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Settlement.Tests.ImportStatement;

public sealed class ImportStatementTests(SettlementHost host) : IClassFixture<SettlementHost>
{
    private readonly HttpClient finance = host.As(Role.Finance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task A_statement_is_entered_once_matched_where_certain_and_its_balance_compared(string encoding)
    {
        var contract = SettlementHost.Contract(45_600, PaymentMode.Postpay);
        await host.Apply(contract);
        await host.Apply(SettlementHost.Acceptance(contract, 45_600));
        var (serial, day) = (Guid.NewGuid().ToString("N")[..16], encoding == "utf-8" ? "2026-11-20" : "2026-11-21");
        var custody = await host.Balance("Custody");
        var bank = custody + 45_600 + 1_234_500;
        var text = $"""
            某银行交易明细,,,,,
            交易日期,交易流水号,借贷标志,交易金额,余额,对方户名,对方账号,附言
            {day},{serial}1,贷,456.00,"1,000.00",重庆市渝北区某中学,6222000000001234,"货款 {contract.Number}，十一月"
            {day},{serial}2,借,-20.00,980.00,某某公司,6222000000009999,手续费
            {day},{serial}3,贷,"12,345.00",{bank / 100}.{bank % 100:00},某某单位,6222000000005555,捐赠
            """;
        var dry = await Import(text, encoding, "?dryRun=true");
        Assert.Equal(2, dry["recorded"]!.GetValue<int>());
        Assert.Equal(custody, await host.Balance("Custody"));

        var done = await Import(text, encoding);
        Assert.Equal((2, 1, 0, 1), (done["recorded"]!.GetValue<int>(), done["matched"]!.GetValue<int>(), done["known"]!.GetValue<int>(), done["outgoing"]!.GetValue<int>()));
        Assert.Equal(contract.OrderId, done["rows"]![0]!["matchedOrderId"]!.GetValue<Guid>());
        Assert.Equal("unmatched", done["rows"]![1]!["state"]!.GetValue<string>());
        Assert.Equal(bank, await host.Balance("Custody"));
        Assert.Equal(1, await host.Entries("EscrowReleased", contract.OrderId));
        Assert.Equal("****1234", await host.Database.Scalar<string>("SELECT payer_account FROM settlement.transfer WHERE bank_serial = $1", serial + "1"));

        var again = await Import(text, encoding);
        Assert.Equal((0, 2), (again["recorded"]!.GetValue<int>(), again["known"]!.GetValue<int>()));
        Assert.Equal(bank, await host.Balance("Custody"));
        var compared = (await finance.Read("/api/ledger/custody-comparison"))["items"]!.AsArray().Single(row => row!["day"]!.GetValue<string>() == day)!;
        Assert.Equal(bank, compared["bankFen"]!.GetValue<long>());
        // The entries are of today, the bank's day is past: the difference says what the ledger did not know then.
        Assert.Equal(bank - compared["ledgerFen"]!.GetValue<long>(), compared["differenceFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task One_wrong_row_keeps_all_out_and_says_row_column_and_what_to_write()
    {
        var before = await host.Database.Scalar<long>("SELECT count(*) FROM settlement.transfer");
        var problem = await Send("""
            交易日期,交易金额,余额,对方户名,附言
            2026-11-01,100.00,100.00,甲,好的
            2026-13-01,100.00,200.00,乙,日期不对
            2026-11-02,1.005,300.00,丙,三位小数
            2026-11-02,=1+1,300.00,丁,公式
            2999-01-01,1.00,300.00,戊,将来
            2026-11-03,1.00,三百,己,余额
            """, "utf-8").MustBeProblem(422, "statement-rows-wrong");
        Assert.Equal(["3:交易日期", "4:交易金额", "5:交易金额", "6:交易日期", "7:余额"], problem["errors"]!.AsArray().Select(error => error!["field"]!.GetValue<string>()));
        Assert.Contains("1234.56", problem["errors"]![1]!["zh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Row 4", problem["errors"]![1]!["en"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before, await host.Database.Scalar<long>("SELECT count(*) FROM settlement.transfer"));
        await Send("a,b,c\n1,2,3", "utf-8").MustBeProblem(422, "statement-header-missing");
        await finance.PostBytes([0x50, 0x4B, 3, 4, 0, 0, 0xFF, 0xFE]).MustBeProblem(422, "statement-not-text");
        await finance.PostBytes([]).MustBeProblem(422, "statement-header-missing");
        await host.As(Role.FinanceChecker).PostBytes(Encoding.UTF8.GetBytes("交易日期,交易金额")).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task Equal_rows_without_serial_numbers_stay_apart_and_five_imports_at_once_enter_each_once()
    {
        var name = Guid.NewGuid().ToString("N");
        var text = $"记账日期,交易金额,对手信息\n2026-11-05,7.00,{name}\n2026-11-05,7.00,{name}\n";
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Send(text, "utf-8")));
        Assert.Contains(answers, answer => answer.IsSuccessStatusCode);
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode || (int)answer.StatusCode == 409, answer.StatusCode.ToString()));
        Assert.Equal(2, await host.Database.Scalar<long>("SELECT count(*) FROM settlement.transfer WHERE payer_name = $1", name));
    }

    [Theory]
    [InlineData("abc_debit.csv", 2)]
    [InlineData("boc_debit.csv", 1)]
    [InlineData("bocom_debit.csv", 3)]
    [InlineData("cmb_debit.csv", 1)]
    [InlineData("icbc_debit_v2.csv", 1)]
    public void Statements_of_known_banks_are_read(string file, int least)
    {
        var path = Path.Combine(PostgresServer.RepositoryRoot(), "..", "shared", "data", "bank", "cn_statements", file);
        if (!File.Exists(path)) Assert.Skip("The banks' sample statements are not beside this checkout.");
        var statement = BankStatement.Read(CsvTable.Decode(File.ReadAllBytes(path))!, new DateOnly(2026, 11, 23));
        Assert.NotNull(statement);
        Assert.True(statement.Incoming.Count >= least, $"{statement.Incoming.Count} incoming, {statement.Outgoing} outgoing; {string.Join("; ", statement.Faults.Select(fault => fault.En))}");
        Assert.True(statement.Outgoing > 0);
        Assert.Equal(statement.Incoming.Count, statement.Incoming.Select(row => row.Serial).Distinct().Count());
        Assert.All(statement.Incoming, row => Assert.True(row.AmountFen > 0));
    }

    private Task<HttpResponseMessage> Send(string text, string encoding, string query = "") =>
        finance.PostBytes(CodePagesEncodingProvider.Instance.GetEncoding(encoding) is { } other ? other.GetBytes(text) : Encoding.UTF8.GetBytes(text), query);

    private async Task<JsonNode> Import(string text, string encoding, string query = "") => await Send(text, encoding, query).Body();
}

internal static class RawBodies
{
    internal static async Task<HttpResponseMessage> PostBytes(this HttpClient client, byte[] content, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/transfers/import" + query) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
