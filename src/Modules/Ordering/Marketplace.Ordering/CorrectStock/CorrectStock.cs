using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.CorrectStock;

/// <summary>
/// 盘点、报损: the supplier says what is really there, and why. Packs that orders hold stay theirs; what is lacking is noted.
/// A lot never grows beyond what it was opened with: more would be produce of unknown origin.
/// </summary>
internal static class CorrectStock
{
    private const int Most = 10_000_000;

    /// <param name="Counted">盘点: packs that were counted, those for orders included.</param>
    /// <param name="Change">Any other reason: packs more or fewer.</param>
    internal sealed record Request(StockReason Reason, int? Counted = null, int? Change = null, string? Note = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).IsInEnum();
            RuleFor(request => request.Counted).Must((request, counted) => request.Reason != StockReason.Stocktake || counted is >= 0 and <= Most)
                .Because("count-missing", "请填盘点到的件数。", "Say how many packs were counted.");
            RuleFor(request => request.Change).Must((request, change) => request.Reason == StockReason.Stocktake || (change is >= -Most and <= Most && IsPossible(request.Reason, change.Value)))
                .Because("change-sign", "损耗、破损、赠样要填减少的件数，退货入库要填增加的件数，都不能是0。", "Wastage, breakage and gifts take packs away, returns add some; never 0.");
            RuleFor(request => request.Note).MaximumLength(200);
            RuleFor(request => request.Note).Must((request, note) => request.Reason != StockReason.Other || note?.Trim().Length >= 2)
                .Because("reason-missing", "选“其他”要写明原因，至少2个字。", "For another reason write which, in at least 2 characters.");
        }

        private static bool IsPossible(StockReason reason, int change) => reason switch
        {
            StockReason.Wastage or StockReason.Breakage or StockReason.Gift => change < 0,
            StockReason.ReturnIn => change > 0,
            _ => change != 0,
        };
    }

    internal sealed record Response(Guid LotId, int OnHand, int Available, int Reserved, int Missing);

    private static readonly Problem Recalled = Problem.Conflict("lot-recalled", "这批已经召回，不能再改库存。", "This lot is recalled; its stock is not changed any more.");

    private static readonly Problem Expired = Problem.Conflict("lot-expired", "这批已过保质期，不能再入库。", "This lot is past its date; nothing can be added to it.");

    private static readonly Problem BelowZero = Problem.Conflict("less-than-none", "减少的件数比实有的多。请核对后再填。", "More packs would go than there are. Check the number.");

    private static readonly Problem MoreThanHarvested = Problem.Conflict(
        "more-than-harvested", "比这批开售时的数量还多。多出来的请另开一批。", "That is more than the lot was opened with. Open another lot for the rest.");

    private static readonly Problem MoreThanShipped = Problem.Conflict("more-than-shipped", "退回的件数比这批发出的多。请核对后再填。", "More packs would come back than were shipped. Check the number.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/stock/lots/{lotId:guid}/corrections", Handle)
        .WithName("CorrectStock").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid lotId, Request request, Actor actor, OrderingDb db, OwnLots own, StockBook stock, TimeProvider clock, CancellationToken cancellation)
    {
        // Orders of the pack wait until this is done: what was read stays true.
        if (await own.Lock(lotId, actor, cancellation) is not { } lot) return Problems.NotFound;
        var change = request.Reason == StockReason.Stocktake ? request.Counted!.Value - (lot.OnHand - lot.Missing) : request.Change!.Value;
        if (await Refusal(db, lot, request.Reason, change, clock.Today(), cancellation) is { } problem) return problem;
        var cause = new StockCause("corrected", request.Note?.Trim() ?? string.Empty, request.Reason.Code(), actor.PersonId);
        await stock.Adjust(lotId, change, cause, cancellation);
        db.Audit("correct-stock", lotId.ToString(), new { Reason = cause.Code, Change = change, cause.Words });
        var after = await db.Set<StockLot>().AsNoTracking().SingleAsync(row => row.LotId == lotId, cancellation);
        return TypedResults.Ok(new Response(lotId, after.OnHand, after.Available, after.Reserved, after.Missing));
    }

    private static async Task<Problem?> Refusal(OrderingDb db, StockLot lot, StockReason reason, int change, DateOnly today, CancellationToken cancellation)
    {
        if (await db.Set<RecalledLot>().AnyAsync(row => row.LotId == lot.LotId, cancellation)) return Recalled;
        var there = lot.OnHand - lot.Missing;
        if (there + change < 0) return BelowZero;
        if (change <= 0) return null;
        if (lot.BestBefore < today) return Expired;
        var sums = await db.Set<StockMovement>().Where(row => row.LotId == lot.LotId).GroupBy(row => new { row.Kind, row.Cause })
            .Select(group => new { group.Key.Kind, group.Key.Cause, Packs = group.Sum(row => row.Asked ?? row.OnHandChange) }).ToListAsync(cancellation);
        var returned = sums.Where(sum => sum.Cause == StockReason.ReturnIn.Code()).Sum(sum => sum.Packs);
        var away = -sums.Where(sum => sum.Kind == "shipped").Sum(sum => sum.Packs) - returned;
        if (reason == StockReason.ReturnIn) return change > away ? MoreThanShipped : null;
        return there + change > sums.Where(sum => sum.Kind == "opened").Sum(sum => sum.Packs) - away ? MoreThanHarvested : null;
    }
}
