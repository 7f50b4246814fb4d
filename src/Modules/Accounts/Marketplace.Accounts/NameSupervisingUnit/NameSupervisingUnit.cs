using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.NameSupervisingUnit;

/// <summary>主管预算单位: the operator says which unit supervises a buying unit; the supervising unit's people then see it.</summary>
internal static class NameSupervisingUnit
{
    /// <summary>Chains are short (unit, bureau, department); a longer one is a mistake.</summary>
    private const int LongestChain = 10;

    /// <param name="SupervisingUnitId">The unit above, or nothing.</param>
    internal sealed record Request(Guid? SupervisingUnitId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.SupervisingUnitId).NotEqual(Guid.Empty);
    }

    private static readonly Problem UnitUnknown = Problem.Invalid("supervising-unit-unknown", "没有这个主管单位。请从列表里选。", "There is no such supervising unit. Pick one from the list.", "supervisingUnitId");

    private static readonly Problem Circle = Problem.Invalid("supervision-circle", "这样会互相主管。请核对上下级。", "The units would supervise each other. Check which is above.", "supervisingUnitId");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/organisations/{organisationId:guid}/supervising-unit", Handle)
        .WithName("NameSupervisingUnit").WithTags("Accounts")
        .Requires(Permission.For("accounts.name-supervising-unit", Role.Operator, Role.Administrator)).Writes<AccountsDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Guid organisationId, Request request, AccountsDb db, CancellationToken cancellation)
    {
        // One at a time: two changes at once could close a circle that neither sees.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('accounts.supervision'))", cancellation);
        var unit = await db.Set<Organisation>().SingleOrDefaultAsync(row => row.Id == organisationId, cancellation);
        if (unit is null || !unit.Kind.Buys()) return Problems.NotFound;
        var above = request.SupervisingUnitId;
        for (var steps = 0; above is { } id; steps++)
        {
            if (id == organisationId || steps == LongestChain) return Circle;
            var found = await db.Set<Organisation>().AsNoTracking().Where(row => row.Id == id).Select(row => new { row.Kind, row.SupervisingUnitId }).SingleOrDefaultAsync(cancellation);
            if (found is null || (steps == 0 && found.Kind.Sells())) return UnitUnknown;
            above = found.SupervisingUnitId;
        }

        unit.SupervisingUnitId = request.SupervisingUnitId;
        return TypedResults.NoContent();
    }
}
