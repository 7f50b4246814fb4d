using FluentValidation;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SetStockWarnings;

/// <summary>设库存提醒: from how few packs, and how long before their end, a supplier is warned.</summary>
internal static class SetStockWarnings
{
    internal sealed record Request(int LowPacks, int ExpiryDays, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.LowPacks).InclusiveBetween(0, 100_000)
                .Because("low-packs", "件数要在0到100000之间。不想提醒就填0。", "The number must be between 0 and 100,000. Enter 0 for no warning.");
            RuleFor(request => request.ExpiryDays).InclusiveBetween(0, 365)
                .Because("expiry-days", "天数要在0到365之间。", "The days must be between 0 and 365.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/stock/warnings", Handle)
        .WithName("SetStockWarnings").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, [.. OrderingPermissions.Sellers]) is not { } supplier) return OrderProblems.NoOrganisation;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO stock_warning_rule (supplier_id, low_packs, expiry_days, changed_by, changed_at)
            VALUES ({supplier}, {request.LowPacks}, {request.ExpiryDays}, {actor.PersonId}, {clock.GetUtcNow()})
            ON CONFLICT (supplier_id) DO UPDATE SET low_packs = excluded.low_packs, expiry_days = excluded.expiry_days, changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """, cancellation);
        db.Audit("set-stock-warnings", supplier.ToString(), new { request.LowPacks, request.ExpiryDays });
        return TypedResults.NoContent();
    }
}
