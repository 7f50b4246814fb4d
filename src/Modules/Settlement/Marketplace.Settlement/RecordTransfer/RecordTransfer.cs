using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.RecordTransfer;

/// <summary>来账登记: a transfer enters the books when the bank tells it, matched at once when there is no doubt, else kept apart.</summary>
internal static class RecordTransfer
{
    internal sealed record Request(string BankSerial, DateOnly ReceivedOn, string PayerName, string PayerAccount, long AmountFen, string Note);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.BankSerial).NotEmpty().MaximumLength(64);
            RuleFor(request => request.PayerName).NotEmpty().MaximumLength(200);
            RuleFor(request => request.PayerAccount).MaximumLength(64);
            RuleFor(request => request.AmountFen).InclusiveBetween(1, Money.LargestOperationFen)
                .Because("amount-out-of-range", "金额不对。请填0.01元以上、100亿元以下。", "The amount is out of range. Enter ¥0.01 or more, below ¥10 billion.");
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    internal sealed record Response(Guid TransferId, string State, Guid? MatchedOrderId, IReadOnlyList<TransferCandidate> Candidates);

    private static readonly Problem Known = Problem.Conflict("transfer-known", "这笔来账已登记过(银行流水号相同)。", "This transfer is recorded already (same bank serial number).");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/transfers", Handle)
        .WithName("RecordTransfer").WithTags("Settlement").Requires(SettlementPermissions.RecordTransfers).Writes<SettlementDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, SettlementDb db, Journal journal, TransferCandidates candidates, TransferMatching matching, TimeProvider clock, CancellationToken cancellation)
    {
        var serial = request.BankSerial.Trim();
        if (await db.Set<Transfer>().AnyAsync(row => row.BankSerial == serial, cancellation)) return Known;
        var account = request.PayerAccount.Trim();
        var transfer = new Transfer
        {
            BankSerial = serial,
            ReceivedOn = request.ReceivedOn,
            PayerName = request.PayerName.Trim(),
            PayerAccount = account.Length <= 4 ? account : "****" + account[^4..],
            AmountFen = request.AmountFen,
            Note = request.Note.Trim(),
            RecordedBy = actor.PersonId,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Add(transfer);
        await db.SaveChangesAsync(cancellation);
        var found = await candidates.For(transfer, cancellation);
        var certain = TransferCandidates.Certain(found);
        // The order before the journal's head, as everywhere: the other way round two writers could wait for each other.
        if (certain is not null) await SettleObligation.Lock(db, certain.OrderId, cancellation);
        await journal.Append(new JournalEntry(EntryKind.TransferReceived, transfer.Id.ToString(), null, $"来账 {serial}", actor.PersonId,
            [new Posting(AccountId.Custody, transfer.AmountFen), new Posting(AccountId.Unmatched, -transfer.AmountFen)]), cancellation);
        if (certain is not null) await matching.Match(transfer, certain.OrderId, actor.PersonId, cancellation);
        return TypedResults.Ok(new Response(transfer.Id, transfer.State.ToString().ToLowerInvariant(), transfer.MatchedOrderId, found));
    }
}
