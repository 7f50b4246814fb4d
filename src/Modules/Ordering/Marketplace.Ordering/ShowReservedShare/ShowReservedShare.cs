using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.ReservedShares;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ShowReservedShare;

/// <summary>预留份额进度: what a unit reserved for a year, and what its orders through that channel have done of it.</summary>
internal static class ShowReservedShare
{
    public const string Channel = "reserved-share";

    internal sealed record Query(int? Year = null, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Year).InclusiveBetween(2000, 2100).Because("year", "年份不对。请改年份。", "The year is not right. Change it.");
    }

    /// <param name="DoneFen">Accepted and paid: only that counts.</param>
    /// <param name="OnTheWayFen">Ordered and neither ended nor counted yet, goods without freight.</param>
    /// <param name="DaysPassed">序时进度: days of the year up to today, of <paramref name="DaysInYear"/>.</param>
    internal sealed record Response(
        Guid UnitId, int Year, bool IsSet, long BaseFen, int RateBasisPoints, long TargetFen, long DoneFen, long OnTheWayFen, int DaysPassed, int DaysInYear);

    private static readonly IReadOnlyList<OrderState> Ended =
        [OrderState.Draft, OrderState.Cancelled, OrderState.Expired, OrderState.Rejected, OrderState.Returned, OrderState.Replaced, OrderState.Refunded, OrderState.Closed];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reserved-share", Handle)
        .WithName("ShowReservedShare").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeBudgets)
        .Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(query.OrganisationId, OrderingPermissions.Purchasers) is not { } unit) return OrderProblems.NoOrganisation;
        var today = clock.Today();
        var year = query.Year ?? today.Year;
        var share = await db.Set<ReservedShare>().AsNoTracking().SingleOrDefaultAsync(row => row.UnitId == unit && row.Year == year, cancellation);
        var orders = db.Set<Order>().AsNoTracking().Where(order => order.BudgetUnitId == unit && order.BudgetYear == year && order.ChannelCode == Channel);
        var done = await orders.Where(order => order.ReleasedOn != null).SelectMany(order => order.Lines).SumAsync(line => line.UnitPriceFen * line.Accepted, cancellation);
        var coming = await orders.Where(order => order.ReleasedOn == null && !Ended.Contains(order.State)).SumAsync(order => order.GoodsFen, cancellation);
        var days = new DateOnly(year, 12, 31).DayOfYear;
        var passed = today.Year > year ? days : today.Year < year ? 0 : today.DayOfYear;
        return TypedResults.Ok(new Response(
            unit, year, share is not null, share?.BaseFen ?? 0, share?.RateBasisPoints ?? 0, share?.TargetFen ?? 0, done, coming, passed, days));
    }
}
