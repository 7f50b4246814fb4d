using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SetReservedShare;

/// <summary>填报预留份额: a unit says what it will spend on food in a year and which part of that it reserves.</summary>
internal static class SetReservedShare
{
    internal sealed record Request(int Year, long BaseFen, int RateBasisPoints, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Year).InclusiveBetween(2000, 2100).Because("year", "年份不对。请改年份。", "The year is not right. Change it.");
            RuleFor(request => request.BaseFen).InclusiveBetween(0, Money.LargestOperationFen)
                .Because("amount", "金额不能是负数，也不能太大。请改金额。", "The amount cannot be negative or that large. Change it.");
            RuleFor(request => request.RateBasisPoints).InclusiveBetween(0, 10_000)
                .Because("rate", "比例要在0%到100%之间。请改比例。", "The rate must be between 0% and 100%. Change it.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/reserved-share", Handle)
        .WithName("SetReservedShare").WithTags("Ordering")
        .Requires(OrderingPermissions.SetBudgets)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, Role.BuyerFinance, Role.BuyerApprover) is not { } unit) return OrderProblems.NoOrganisation;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO reserved_share (unit_id, year, base_fen, rate_basis_points, set_by, set_at)
            VALUES ({unit}, {request.Year}, {request.BaseFen}, {request.RateBasisPoints}, {actor.PersonId}, {clock.GetUtcNow()})
            ON CONFLICT (unit_id, year) DO UPDATE SET base_fen = excluded.base_fen, rate_basis_points = excluded.rate_basis_points, set_by = excluded.set_by, set_at = excluded.set_at
            """, cancellation);
        db.Audit("set-reserved-share", unit.ToString(), new { request.Year, request.BaseFen, request.RateBasisPoints });
        return TypedResults.NoContent();
    }
}
