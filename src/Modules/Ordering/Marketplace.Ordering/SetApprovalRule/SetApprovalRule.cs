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

namespace Marketplace.Ordering.SetApprovalRule;

/// <summary>审批规则: from which amount on an organisation's orders need a second person.</summary>
internal static class SetApprovalRule
{
    internal sealed record Request(bool IsNeeded, long AboveFen, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.AboveFen).InclusiveBetween(0, Money.LargestOperationFen)
            .Because("amount", "金额不能是负数，也不能太大。请改金额。", "The amount cannot be negative or that large. Change it.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/purchasing-settings", Handle)
        .WithName("SetApprovalRule").WithTags("Ordering")
        .Requires(OrderingPermissions.SetBudgets)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, Role.BuyerFinance, Role.BuyerApprover) is not { } organisation) return OrderProblems.NoOrganisation;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO approval_rule (organisation_id, is_needed, above_fen, set_by, set_at)
            VALUES ({organisation}, {request.IsNeeded}, {request.AboveFen}, {actor.PersonId}, {clock.GetUtcNow()})
            ON CONFLICT (organisation_id) DO UPDATE SET is_needed = excluded.is_needed, above_fen = excluded.above_fen, set_by = excluded.set_by, set_at = excluded.set_at
            """, cancellation);
        db.Audit("set-approval-rule", organisation.ToString(), new { request.IsNeeded, request.AboveFen });
        return TypedResults.NoContent();
    }
}
