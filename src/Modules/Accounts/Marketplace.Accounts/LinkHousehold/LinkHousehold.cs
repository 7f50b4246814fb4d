using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.LinkHousehold;

/// <summary>联农带农: fixes a household's part of a supplier's goods proceeds. The parts of one supplier never exceed the whole.</summary>
internal static class LinkHousehold
{
    internal sealed record Request(Guid SupplierId, Guid HouseholdId, LinkageKind Kind, int ShareBasisPoints, DateOnly ValidFrom, DateOnly? ValidTo = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Kind).IsInEnum();
            RuleFor(request => request.ShareBasisPoints).InclusiveBetween(1, 10_000);
            RuleFor(request => request.ValidTo).GreaterThanOrEqualTo(request => request.ValidFrom).When(request => request.ValidTo is not null);
        }
    }

    internal sealed record Response(Guid LinkageId);

    private static readonly Problem TooMuch = Problem.Invalid("shares-exceed-whole",
        "各户分成加起来超过100%。请调低。", "The households' shares add up to more than 100 %. Lower this one.", "shareBasisPoints");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/linkages", Link).WithName("LinkHousehold").WithTags("Accounts")
        .Requires(Permission.For("accounts.link-household", Role.TownOfficial, Role.CountyOfficial)).Writes<AccountsDb>();

    private static async Task<Results<Ok<Response>, Problem>> Link(Request request, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await HouseholdScope.Reachable(db, actor).AnyAsync(row => row.Id == request.HouseholdId, cancellation)) return Problems.NotFound;
        // The supplier's row is the lock under which its shares are added up.
        var supplier = await db.Set<Organisation>().FromSql($"SELECT * FROM accounts.organisation WHERE id = {request.SupplierId} FOR UPDATE").SingleOrDefaultAsync(cancellation);
        if (supplier is null || !actor.ActsInRegion(RegionCode.Parse(supplier.RegionCode), HouseholdScope.Regional)) return Problems.NotFound;
        var to = request.ValidTo ?? DateOnly.MaxValue;
        var overlapping = await db.Set<BenefitLinkage>().AsNoTracking()
            .Where(link => link.SupplierId == request.SupplierId && link.ValidFrom <= to && (link.ValidTo == null || link.ValidTo >= request.ValidFrom))
            .ToListAsync(cancellation);
        if (LargestSumWithin(overlapping, request.ValidFrom) + request.ShareBasisPoints > 10_000) return TooMuch;
        var linkage = new BenefitLinkage
        {
            SupplierId = request.SupplierId,
            HouseholdId = request.HouseholdId,
            Kind = request.Kind,
            ShareBasisPoints = request.ShareBasisPoints,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            RecordedBy = actor.PersonId,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Add(linkage);
        return TypedResults.Ok(new Response(linkage.Id));
    }

    /// <summary>Shares add up day by day; the sum can only grow on a day when one begins.</summary>
    private static int LargestSumWithin(IReadOnlyList<BenefitLinkage> overlapping, DateOnly from) =>
        overlapping.Select(link => link.ValidFrom < from ? from : link.ValidFrom)
            .Select(day => overlapping.Where(link => link.ValidFrom <= day && (link.ValidTo is null || link.ValidTo >= day)).Sum(link => link.ShareBasisPoints))
            .DefaultIfEmpty().Max();
}
