using FluentValidation;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.OpenLot;

/// <summary>开批次: so many packs of one harvest go on sale; Ordering puts them in stock.</summary>
internal static class OpenLot
{
    /// <param name="HarvestedOn">In a pre-sale the day on which the harvest is expected.</param>
    internal sealed record Request(Guid PackId, int Quantity, DateOnly HarvestedOn, DateOnly? BestBefore = null, LotDetails? Details = null, PresaleBody? Presale = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Quantity).InclusiveBetween(1, 1_000_000)
                .Because("quantity-out-of-range", "数量要在1到1,000,000之间。请改正。", "The quantity must be between 1 and 1,000,000. Correct it.");
            RuleFor(request => request.HarvestedOn).GreaterThan(new DateOnly(2000, 1, 1)).LessThan(new DateOnly(2200, 1, 1));
            RuleFor(request => request.BestBefore).GreaterThanOrEqualTo(request => request.HarvestedOn).When(request => request.BestBefore is not null)
                .Because("best-before-too-early", "保质期早于采收日。请改正。", "The best-before date is before the harvest. Correct it.");
            RuleFor(request => request.Presale!).SetValidator(new PresaleBodyValidator()).When(request => request.Presale is not null);
            RuleFor(request => request.Details!).SetValidator(new LotDetailsValidator()).When(request => request.Details is not null);
        }
    }

    /// <param name="Standing">How it stands against what plots and season can yield; absent when no ceiling speaks of the product.</param>
    internal sealed record Response(Guid LotId, LotStanding? Standing = null);

    private static readonly Problem PackUnknown = Problem.Invalid(
        "pack-unknown", "这个规格不属于本商品，或已停用。请刷新。", "This pack is not one of this product, or withdrawn. Reload.", "packId");

    private static readonly Problem Spoiled = Problem.Invalid(
        "lot-past-best-before", "这批已过保质期。不能再卖。", "This lot is past its best-before date and cannot be sold.", "bestBefore");

    private static readonly Problem TestFailed = Problem.Invalid(
        "lot-failed-its-test", "检测不合格的批次不能上市。请换一批。", "A lot that failed its test cannot be sold. Use another.", "details.tests");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/products/{productId:guid}/lots", Handle)
        .WithName("OpenLot").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid productId, Request request, Actor actor, CatalogDb db, OwnProducts own, LotWriter writer, YieldBook yields, TimeProvider clock, CancellationToken cancellation)
    {
        if (await own.Find(productId, actor, cancellation) is not { } product) return Problems.NotFound;
        if (!product.Packs.Exists(pack => pack.Id == request.PackId && !pack.IsWithdrawn)) return PackUnknown;
        if (!await db.Set<Supplier>().AnyAsync(row => row.Id == product.SupplierId && row.State == SupplierState.Active, cancellation)) return CatalogProblems.SupplierNotActive;
        var today = clock.Today();
        if (request.Presale.CheckHarvest(request.HarvestedOn, today) is { } wrong) return wrong;
        var bestBefore = request.BestBefore ?? (product.ShelfLifeDays is { } days ? request.HarvestedOn.AddDays(days) : null);
        if (bestBefore < today) return Spoiled;
        if (request.Presale.CheckKeeping(bestBefore) is { } spoils) return spoils;
        if (request.Details?.Tests?.Any(test => !test.IsPassed) == true) return TestFailed;
        var lot = new Lot
        {
            ProductId = product.Id,
            PackId = request.PackId,
            Quantity = request.Quantity,
            HarvestedOn = request.HarvestedOn,
            BestBefore = bestBefore,
            OpenedAt = clock.GetUtcNow(),
            OpenedBy = actor.PersonId,
            IsExpected = request.Presale is not null,
            ShipBy = request.Presale?.ShipBy,
            ExpectedOn = request.Presale is null ? null : request.HarvestedOn,
            ExpectedQuantity = request.Presale is null ? null : request.Quantity,
            AdoptionTerms = request.Presale?.Terms,
        };
        if (await writer.Put(request.Details ?? new LotDetails(), lot, product, actor, cancellation) is { } problem) return problem;
        db.Add(lot);
        var standing = await yields.Open(lot, product, actor.PersonId, cancellation);
        // A lot that waits for the authority goes on sale when it is accepted.
        if (standing != LotStanding.Held) db.Publish(Fact(lot, product.SupplierId, lot.OpenedAt));
        return TypedResults.Ok(new Response(lot.Id, standing));
    }

    internal static LotOpened Fact(Lot lot, Guid supplierId, DateTimeOffset now) => new()
    {
        OccurredAt = now,
        LotId = lot.Id,
        ProductId = lot.ProductId,
        PackId = lot.PackId,
        SupplierId = supplierId,
        Quantity = lot.Quantity,
        HarvestedOn = lot.HarvestedOn,
        BestBefore = lot.BestBefore,
        IsExpected = lot.IsExpected,
        ShipBy = lot.ShipBy,
    };
}
