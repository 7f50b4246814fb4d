using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Custody;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Statements;
using Marketplace.Settlement.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Settlement.ImportStatement;

/// <summary>导入银行流水: all of a statement's incoming transfers or, when one row cannot be read, none. The same file twice changes nothing.</summary>
internal static class ImportStatement
{
    /// <param name="DryRun">Only tells what would happen.</param>
    internal sealed record Query(bool? DryRun);

    internal sealed class QueryValidator : AbstractValidator<Query>;

    internal sealed record Row(int Line, string BankSerial, DateOnly ReceivedOn, string PayerName, long AmountFen, string Note, string State, Guid? TransferId, Guid? MatchedOrderId, int Candidates);

    /// <param name="Known">Rows whose serial number is in the books already.</param>
    /// <param name="Outgoing">Rows of money that left; they are not entered here.</param>
    internal sealed record Response(int Recorded, int Matched, int Known, int Outgoing, IReadOnlyList<Row> Rows);

    private const int LargestBytes = 5 * 1024 * 1024;
    private const int MostRows = 1000;
    private const int MostFaultsTold = 100;

    private static readonly Problem NotText = Problem.Invalid("statement-not-text", "文件不是CSV文本。请在网银或Excel里另存为CSV再导入。", "The file is no CSV text. Save it as CSV in the bank's page or in Excel, then import it.");

    private static readonly Problem NoHeader = Problem.Invalid("statement-header-missing", "没有找到表头。请保留写着“交易日期”“交易金额”的那一行。", "The header row is missing. Keep the row that names the date (交易日期) and the amount (交易金额).");

    private static readonly Problem TooLong = Problem.Invalid("statement-too-long", "收入超过1000笔。请按日期分成几份导入。", "There are more than 1,000 incoming transfers. Import the statement in parts.");

    private static readonly Problem WrongRows = Problem.Invalid("statement-rows-wrong", "有几行读不懂，整份未导入。请按提示改好再导入。", "Some rows cannot be read; nothing was imported. Correct them as told and import again.");

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestBytes;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/transfers/import", Handle)
        .WithName("ImportStatement").WithTags("Settlement").WithMetadata(new BodyLimit()).Requires(SettlementPermissions.RecordTransfers).Writes<SettlementDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        [AsParameters] Query query, HttpRequest request, Actor actor, SettlementDb db, TransferBook book, CustodyComparison custody, TimeProvider clock, CancellationToken cancellation)
    {
        var (statement, problem) = await Read(request, clock.Today(), cancellation);
        if (statement is null) return problem!;
        var known = await book.Known([.. statement.Incoming.Select(row => row.Serial)], cancellation);
        var fresh = statement.Incoming.Where(row => !known.Contains(row.Serial)).DistinctBy(row => row.Serial).ToList();
        if (query.DryRun == true)
            return TypedResults.Ok(new Response(fresh.Count, 0, statement.Incoming.Count - fresh.Count, statement.Outgoing, [.. fresh.Select(row => ToRow(row, "new", null, 0))]));
        var transfers = fresh.ConvertAll(row => new Transfer
        {
            BankSerial = row.Serial,
            ReceivedOn = row.ReceivedOn,
            PayerName = row.PayerName,
            PayerAccount = TransferBook.Masked(row.PayerAccount),
            AmountFen = row.AmountFen,
            Note = row.Note,
            RecordedBy = actor.PersonId,
            RecordedAt = clock.GetUtcNow(),
        });
        var entered = await book.Enter(transfers, actor.PersonId, cancellation);
        foreach (var (day, balance) in statement.ClosingBalances()) await custody.Record(day, balance, actor.PersonId, cancellation);
        db.Audit("statement-imported", "custody", new { recorded = transfers.Count, statement.Outgoing });
        var rows = fresh.Zip(entered, (row, done) => ToRow(row, done.Transfer.State.ToString().ToLowerInvariant(), done.Transfer, done.Candidates.Count)).ToList();
        return TypedResults.Ok(new Response(rows.Count, entered.Count(row => row.Transfer.State == TransferState.Matched), statement.Incoming.Count - rows.Count, statement.Outgoing, rows));
    }

    private static async Task<(BankStatement? Statement, Problem? Problem)> Read(HttpRequest request, DateOnly today, CancellationToken cancellation)
    {
        if (request.Body.CanSeek) request.Body.Position = 0;
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        if (CsvTable.Decode(content.ToArray()) is not { } text || text.StartsWith("PK\u0003", StringComparison.Ordinal)) return (null, NotText);
        if (BankStatement.Read(text, today) is not { } statement) return (null, NoHeader);
        if (statement.Faults.Count > 0) return (null, WrongRows with { Errors = [.. statement.Faults.Take(MostFaultsTold)] });
        return statement.Incoming.Count > MostRows ? (null, TooLong) : (statement, null);
    }

    private static Row ToRow(StatementTransfer row, string state, Transfer? transfer, int candidates) =>
        new(row.Line, row.Serial, row.ReceivedOn, row.PayerName, row.AmountFen, row.Note, state, transfer?.Id, transfer?.MatchedOrderId, candidates);
}
