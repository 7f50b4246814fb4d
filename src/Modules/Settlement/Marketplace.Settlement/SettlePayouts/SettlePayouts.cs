using System.Globalization;
using System.Text;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Payouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.SettlePayouts;

/// <summary>付款执行: the bank's file is taken once, and the bank's answers settle each item. What failed is owed again.</summary>
internal static class SettlePayouts
{
    internal sealed record FileRequest(string Reason);

    internal sealed class FileValidator : AbstractValidator<FileRequest>
    {
        public FileValidator() => RuleFor(request => request.Reason).Length(2, 200);
    }

    internal sealed record Answer(Guid ItemId, bool Paid, string? BankSerial, string? Failure);

    internal sealed record Request(IReadOnlyList<Answer> Answers);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Answers).NotEmpty().Must(answers => answers.Count <= 500);
            RuleForEach(request => request.Answers).ChildRules(answer =>
            {
                answer.RuleFor(row => row.BankSerial).NotEmpty().When(row => row.Paid).MaximumLength(64);
                answer.RuleFor(row => row.Failure).NotEmpty().When(row => !row.Paid).MaximumLength(200);
            });
        }
    }

    internal sealed record GatewayRequest(string BankSerial, long AmountFen);

    internal sealed class GatewayValidator : AbstractValidator<GatewayRequest>
    {
        public GatewayValidator()
        {
            RuleFor(request => request.BankSerial).NotEmpty().MaximumLength(64);
            RuleFor(request => request.AmountFen).InclusiveBetween(1, Kernel.Money.LargestOperationFen);
        }
    }

    private static readonly Problem NotApproved = Problem.Conflict("not-approved", "这一批还没有复核通过。", "This batch has not been approved.");

    private static readonly Problem FileTaken = Problem.Conflict("file-taken", "付款文件已有人取走，只给一次。", "The payout file was taken already; it is given out once.");

    private static readonly Problem PayeeChanged = Problem.Conflict("payee-changed",
        "提案后有收款账户变更或停用。请退回有关款项后重新提案。", "A payee's account changed or was withdrawn after the proposal. Return those items and propose anew.");

    private static readonly Problem CustodyShort = Problem.Conflict("custody-short",
        "监管账户余额不够。请先登记支付机构的结算到账。", "The custody account does not hold enough. Record the gateway's settlement first.");

    private static readonly Problem GatewayShort = Problem.Conflict("gateway-short", "支付机构账上没有这么多钱。请核对金额。", "The gateway does not hold this much. Check the amount.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/payout-batches/{batchId:guid}/file", TakeFile).WithName("TakePayoutFile").WithTags("Settlement")
            .Requires(SettlementPermissions.ProposePayouts with { NeedsSecondFactor = true })
            .WritesByItself("The file holds unmasked accounts: it is never kept as a remembered answer.");
        api.MapPost("/payout-batches/{batchId:guid}/settlement", Settle).WithName("SettlePayouts").WithTags("Settlement")
            .Requires(SettlementPermissions.ProposePayouts).Writes<SettlementDb>(needsKey: true);
        api.MapPost("/ledger/gateway-settlements", RecordGateway).WithName("RecordGatewaySettlement").WithTags("Settlement")
            .Requires(SettlementPermissions.RecordTransfers).Writes<SettlementDb>(needsKey: true);
    }

    private static async Task<Results<FileContentHttpResult, Problem>> TakeFile(
        Guid batchId, FileRequest request, Actor actor, SettlementDb db, IPayeeDirectory payees, TimeProvider clock, CancellationToken cancellation)
    {
        var batch = await db.Set<PayoutBatch>().Include(row => row.Items).AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellation);
        if (batch is null) return Problems.NotFound;
        if (batch.State != PayoutState.Approved) return NotApproved;
        var now = clock.GetUtcNow();
        var usable = await payees.FindMany([.. batch.Items.Select(item => item.PartyId)], cancellation);
        if (batch.Items.Any(item => usable.GetValueOrDefault(item.PartyId) is not { } payee || payee.UsableFrom > now)) return PayeeChanged;
        var taken = await db.Set<PayoutBatch>().Where(row => row.Id == batchId && row.FileTakenAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(b => b.FileTakenAt, now).SetProperty(b => b.FileTakenBy, actor.PersonId), cancellation);
        if (taken == 0) return FileTaken;
        var accounts = (await payees.Reveal([.. batch.Items.Select(item => item.PartyId)], actor.PersonId, $"{batch.Number}: {request.Reason}", cancellation))
            .ToDictionary(account => account.PartyId);
        var text = new StringBuilder("item,holder,bank,account,amount_yuan\r\n");
        foreach (var item in batch.Items)
        {
            var account = accounts[item.PartyId];
            var amount = ((decimal)item.AmountFen / 100).ToString("0.00", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{item.Id},{Cell(account.Holder)},{Cell(account.BankName)},\"\t{account.AccountNumber}\",{amount}\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray(), "text/csv; charset=utf-8", batch.Number + ".csv");
    }

    private static async Task<Results<NoContent, Problem>> Settle(
        Guid batchId, Request request, Actor actor, SettlementDb db, Journal journal, TimeProvider clock, CancellationToken cancellation)
    {
        var batch = await PayoutBatch.Lock(db, batchId, cancellation);
        if (batch is null) return Problems.NotFound;
        if (batch.State is not (PayoutState.Approved or PayoutState.Settled)) return NotApproved;
        var items = batch.Items.ToDictionary(item => item.Id);
        if (request.Answers.Any(answer => !items.ContainsKey(answer.ItemId))) return Problems.NotFound;
        var paid = request.Answers.Where(answer => answer.Paid && items[answer.ItemId].State == PayoutItemState.Waiting).Sum(answer => items[answer.ItemId].AmountFen);
        await journal.Hold(cancellation);
        if (-await journal.CreditOf(AccountId.Custody, cancellation) < paid) return CustodyShort;
        foreach (var answer in request.Answers)
        {
            // A repeated answer for a settled item changes nothing.
            if (items[answer.ItemId] is { State: PayoutItemState.Waiting } item) await SettleItem(item, answer, batch, actor, db, journal, clock, cancellation);
        }

        if (batch.Items.All(item => item.State != PayoutItemState.Waiting)) batch.State = PayoutState.Settled;
        return TypedResults.NoContent();
    }

    private static async Task SettleItem(
        PayoutItem item, Answer answer, PayoutBatch batch, Actor actor, SettlementDb db, Journal journal, TimeProvider clock, CancellationToken cancellation)
    {
        if (answer.Paid) item.Paid(answer.BankSerial, clock.GetUtcNow());
        else item.Fail(answer.Failure, clock.GetUtcNow());
        var entry = answer.Paid ? PayoutEntries.Paid(item, batch.Number, actor.PersonId) : PayoutEntries.Returned(item, batch.Number, actor.PersonId);
        await journal.Append(entry, cancellation);
        if (answer.Paid) db.Publish(new PayoutSettled { OccurredAt = clock.GetUtcNow(), BatchId = batch.Id, PartyId = item.PartyId, AmountFen = item.AmountFen });
    }

    /// <summary>结算到账: the gateway moved money to the custody account.</summary>
    private static async Task<Results<NoContent, Problem>> RecordGateway(GatewayRequest request, Actor actor, Journal journal, CancellationToken cancellation)
    {
        await journal.Hold(cancellation);
        if (-await journal.CreditOf(AccountId.Gateway, cancellation) < request.AmountFen) return GatewayShort;
        await journal.Append(new JournalEntry(EntryKind.GatewaySettled, request.BankSerial.Trim(), null, "支付机构结算到账", actor.PersonId,
            [new Posting(AccountId.Custody, request.AmountFen), new Posting(AccountId.Gateway, -request.AmountFen)]), cancellation);
        return TypedResults.NoContent();
    }

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
