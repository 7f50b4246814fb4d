using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SetBudget;

/// <summary>设预算: the year's limit of the organisation's own budget or of a unit it supervises; nothing lifts it. What is set aside already stays so.</summary>
internal static class SetBudget
{
    /// <param name="UnitId">A unit the organisation supervises; without it, its own.</param>
    internal sealed record Request(int Year, long? LimitFen, Guid? OrganisationId = null, Guid? UnitId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Year).InclusiveBetween(2000, 2100).Because("year", "年份不对。请改年份。", "The year is not right. Change it.");
            RuleFor(request => request.LimitFen).InclusiveBetween(0, Money.LargestOperationFen)
                .Because("limit", "预算不能是负数，也不能太大。请改金额。", "A budget cannot be negative or that large. Change the amount.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/budgets", Handle)
        .WithName("SetBudget").WithTags("Ordering")
        .Requires(OrderingPermissions.SetBudgets)
        .Writes<OrderingDb>();

    private static readonly Problem ForeignUnit = Problem.Invalid(
        "budget-unit-not-yours", "不能给这个单位设预算。请选本单位或下属单位。", "You do not set this unit's budget. Choose your own or a unit you supervise.", "unitId");

    private static async Task<Results<NoContent, Problem>> Handle(
        Request request, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, Role.BuyerFinance, Role.BuyerApprover) is not { } own) return OrderProblems.NoOrganisation;
        var unit = request.UnitId ?? own;
        if (unit != own && (await organisations.Find(unit, cancellation))?.SupervisingUnitId != own) return ForeignUnit;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO budget (unit_id, year, limit_fen) VALUES ({unit}, {request.Year}, {request.LimitFen})
            ON CONFLICT (unit_id, year) DO UPDATE SET limit_fen = excluded.limit_fen
            """, cancellation);
        db.Add(new BudgetEntry { UnitId = unit, Year = request.Year, Kind = "limit", LimitFen = request.LimitFen, PersonId = actor.PersonId, At = clock.GetUtcNow() });
        db.Audit("set-budget", unit.ToString(), new { request.Year, request.LimitFen });
        return TypedResults.NoContent();
    }
}
