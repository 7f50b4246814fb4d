using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

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

    private static readonly Problem Known = Problem.Conflict("transfer-known", "这笔来账已登记过（银行流水号相同）。", "This transfer is recorded already (same bank serial number).");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/transfers", Handle)
        .WithName("RecordTransfer").WithTags("Settlement").Requires(SettlementPermissions.RecordTransfers).Writes<SettlementDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(Request request, Actor actor, TransferBook book, TimeProvider clock, CancellationToken cancellation)
    {
        var serial = request.BankSerial.Trim();
        if ((await book.Known([serial], cancellation)).Count > 0) return Known;
        var transfer = new Transfer
        {
            BankSerial = serial,
            ReceivedOn = request.ReceivedOn,
            PayerName = request.PayerName.Trim(),
            PayerAccount = TransferBook.Masked(request.PayerAccount.Trim()),
            AmountFen = request.AmountFen,
            Note = request.Note.Trim(),
            RecordedBy = actor.PersonId,
            RecordedAt = clock.GetUtcNow(),
        };
        var entered = (await book.Enter([transfer], actor.PersonId, cancellation))[0];
        return TypedResults.Ok(new Response(transfer.Id, transfer.State.ToString().ToLowerInvariant(), transfer.MatchedOrderId, entered.Candidates));
    }
}
