using FluentValidation;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.RecordHarvest;

/// <summary>登记采收: what a lot that was sold before its harvest really brought. From then on it is a lot like any other, and its orders are sent.</summary>
internal static class RecordHarvest
{
    /// <param name="Quantity">Packs that came of it; none when the crop failed. More than was promised goes into a lot of its own.</param>
    internal sealed record Request(int Quantity, DateOnly HarvestedOn, DateOnly? BestBefore = null, LotDetails? Details = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Quantity).InclusiveBetween(0, 1_000_000)
                .Because("quantity-out-of-range", "数量要在0到1,000,000之间。没收成就填0。", "The quantity must be between 0 and 1,000,000. Enter 0 when the crop failed.");
            RuleFor(request => request.BestBefore).GreaterThanOrEqualTo(request => request.HarvestedOn).When(request => request.BestBefore is not null)
                .Because("best-before-too-early", "保质期早于采收日。请改正。", "The best-before date is before the harvest. Correct it.");
            RuleFor(request => request.Details!).SetValidator(new LotDetailsValidator()).When(request => request.Details is not null);
        }
    }

    /// <param name="MissingPacks">Packs fewer than promised.</param>
    internal sealed record Response(Guid LotId, int Quantity, int MissingPacks);

    private static readonly Problem NotExpected = Problem.Conflict(
        "harvest-recorded", "这批不是待采收的预售批次，或已登记采收。请刷新。", "This lot is not one awaiting its harvest, or the harvest is recorded. Reload.");

    private static readonly Problem WrongDay = Problem.Invalid(
        "harvest-day-wrong", "采收日要在开始预售之后、今天或以前。请填实际采收日。", "The harvest lies between the start of the pre-sale and today. Enter the real day.", "harvestedOn");

    private static readonly Problem Recalled = Problem.Conflict("lot-recalled", "这批已经召回，不能再登记采收。", "This lot is recalled; no harvest is recorded any more.");

    private static readonly Problem TestFailed = Problem.Invalid(
        "lot-failed-its-test", "检测不合格的批次不能上市。没有合格的货，就把数量填0。", "A lot that failed its test cannot be sold. Enter 0 packs when none passed.", "details.tests");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/products/{productId:guid}/lots/{lotId:guid}/harvest", Handle)
        .WithName("RecordHarvest").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid productId, Guid lotId, Request request, Actor actor, CatalogDb db, OwnProducts own, LotWriter writer, TimeProvider clock, CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is not { } product) return Problems.NotFound;
        // Whoever records the same harvest in this moment waits, and then sees that it is recorded.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM lot WHERE id = {lotId} FOR UPDATE", cancellation);
        if (await db.Set<Lot>().SingleOrDefaultAsync(row => row.Id == lotId && row.ProductId == productId, cancellation) is not { } lot) return Problems.NotFound;
        if (lot is not { IsExpected: true, ExpectedQuantity: { } promised, ExpectedOn: { } expectedOn }) return NotExpected;
        if (request.HarvestedOn > clock.Today() || request.HarvestedOn < ChinaTime.DateIn(lot.OpenedAt)) return WrongDay;
        if (request.Quantity > promised) return TooMuch(promised);
        if (request.Quantity > 0 && request.Details?.Tests?.Any(test => !test.IsPassed) == true) return TestFailed;
        if (await db.Set<LotRecall>().AnyAsync(row => row.LotId == lotId, cancellation)) return Recalled;
        if (request.Details is { } details && await writer.Put(details, lot, product, actor, cancellation) is { } problem) return problem;
        (lot.IsExpected, lot.Quantity, lot.HarvestedOn) = (false, request.Quantity, request.HarvestedOn);
        // Said as a number of days of the product, or kept as far from the harvest as it was promised.
        var shelfLife = product.ShelfLifeDays ?? lot.BestBefore?.DayNumber - expectedOn.DayNumber;
        lot.BestBefore = request.BestBefore ?? (shelfLife is { } days ? request.HarvestedOn.AddDays(days) : null);
        if (await Measure(lot, product, db, cancellation))
        {
            db.Publish(new LotHarvested { OccurredAt = clock.GetUtcNow(), LotId = lot.Id, Quantity = lot.Quantity, HarvestedOn = lot.HarvestedOn, BestBefore = lot.BestBefore });
        }

        db.Audit("harvest-recorded", lotId.ToString(), new { lot.Quantity, promised, lot.HarvestedOn });
        return TypedResults.Ok(new Response(lot.Id, lot.Quantity, promised - lot.Quantity));
    }

    /// <summary>What did not grow is free again in the season's balance.</summary>
    /// <returns>Whether Ordering knows the lot: one that waits for the authority goes on sale as it stands when it is accepted.</returns>
    private static async Task<bool> Measure(Lot lot, Product product, CatalogDb db, CancellationToken cancellation)
    {
        if (await db.Set<LotYield>().FromSql($"SELECT * FROM lot_yield WHERE lot_id = {lot.Id} FOR UPDATE").SingleOrDefaultAsync(cancellation) is not { } measured) return true;
        measured.MassGrams = checked(lot.Quantity * product.Packs.Single(pack => pack.Id == lot.PackId).MassGrams);
        return measured.WasOpened;
    }

    private static Problem TooMuch(int promised) => Problem.Invalid(
        "harvest-above-promise", $"这批预售了{promised}件，最多登记{promised}件。多收的请另开一批。",
        $"This lot was promised as {promised} packs; record at most {promised}. Open another lot for the rest.", "quantity");
}
