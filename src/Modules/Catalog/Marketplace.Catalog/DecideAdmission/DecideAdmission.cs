using FluentValidation;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.DecideAdmission;

/// <summary>准入审核: the county recommends, the operator approves; either may refuse or suspend, the operator removes for good.</summary>
internal static class DecideAdmission
{
    /// <summary>A decision on the record as it was read.</summary>
    /// <param name="Version">The version that was read; another official's decision in between is not overwritten.</param>
    internal sealed record Request(uint Version, string? Reason = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).MaximumLength(500);
    }

    internal sealed record Response(Guid SupplierId, SupplierState State, uint Version);

    private static readonly Problem ReasonNeeded = Problem.Invalid(
        "reason-needed", "没有写原因。请写明原因，对方会看到。", "The reason is missing. Write one; the supplier will read it.", "reason");

    private static readonly Problem PapersRunOut = Problem.Conflict(
        "papers-run-out", "必交的证照过期还没换新，不能恢复。请先核新的证照。", "A needed paper has run out and was not renewed. Check the new one first.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        Decision(api, "recommendation", "RecommendSupplier", CatalogPermissions.RecommendSupplier, SupplierAction.Recommend);
        Decision(api, "approval", "ApproveSupplier", CatalogPermissions.ApproveSupplier, SupplierAction.Approve);
        Decision(api, "refusal", "RefuseSupplier", CatalogPermissions.StopSupplier, SupplierAction.Refuse);
        Decision(api, "suspension", "SuspendSupplier", CatalogPermissions.StopSupplier, SupplierAction.Suspend);
        Decision(api, "reinstatement", "ReinstateSupplier", CatalogPermissions.ApproveSupplier, SupplierAction.Reinstate);
        Decision(api, "removal", "RemoveSupplier", CatalogPermissions.ApproveSupplier, SupplierAction.Remove);
    }

    private static void Decision(IEndpointRouteBuilder api, string route, string name, Permission permission, SupplierAction action) =>
        api.MapPost("/suppliers/{supplierId:guid}/" + route,
                (Guid supplierId, Request request, Actor actor, CatalogDb db, ProductIndex index, PaperIntake papers, TimeProvider clock, CancellationToken cancellation) =>
                    Handle(action, supplierId, request, actor, db, index, papers, clock, cancellation))
            .WithName(name).WithTags("Catalog").Requires(permission).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        SupplierAction action, Guid supplierId, Request request, Actor actor, CatalogDb db, ProductIndex index, PaperIntake papers, TimeProvider clock, CancellationToken cancellation)
    {
        if (await InScope(db, actor, action).Include(row => row.Papers).SingleOrDefaultAsync(row => row.Id == supplierId, cancellation) is not { } supplier) return Problems.NotFound;
        if (db.Entry(supplier).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
        if (reason is null && action is (SupplierAction.Refuse or SupplierAction.Suspend or SupplierAction.Remove)) return ReasonNeeded;
        // Once recommended, the file is the operator's; the county may still ask for suspension later.
        if (action == SupplierAction.Refuse && supplier.State == SupplierState.CountyRecommended && !actor.Has(Role.Operator))
            return CatalogProblems.NotAllowed(supplier.State, action);
        var now = clock.GetUtcNow();
        if (SupplierMoves.Next(supplier.State, action) is not null && await LooksAtPapers(action, supplier, actor, db, papers, clock, cancellation) is { } lacking) return lacking;
        if (!supplier.Move(action, actor.PersonId, now, reason)) return CatalogProblems.NotAllowed(supplier.State, action);
        if (action == SupplierAction.Approve) supplier.Move(SupplierAction.Activate, actor.PersonId, now.AddMicroseconds(1), null);
        Tell(supplier, action, reason, db, now);
        db.Audit("supplier-" + action.ToString().ToLowerInvariant(), supplier.Id.ToString(), new { state = supplier.State.ToString(), reason });
        await db.SaveChangesAsync(cancellation);
        await index.RefreshSupplier(supplier.Id, cancellation);
        return TypedResults.Ok(new Response(supplier.Id, supplier.State, db.Entry(supplier).Property<uint>("Version").CurrentValue));
    }

    /// <summary>Who recommends vouches for the papers that lie beside the application; nobody is let in, or back, whose needed papers do not hold.</summary>
    private static async Task<Problem?> LooksAtPapers(
        SupplierAction action, Supplier supplier, Actor actor, CatalogDb db, PaperIntake papers, TimeProvider clock, CancellationToken cancellation)
    {
        if (action is not (SupplierAction.Recommend or SupplierAction.Approve or SupplierAction.Reinstate)) return null;
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        if (action == SupplierAction.Recommend)
        {
            foreach (var paper in supplier.Papers.Where(paper => paper.HoldsOn(today)).OrderBy(paper => paper.HandedAt).ToList()) paper.Check(supplier.Papers, actor.PersonId, now);
        }

        var rules = await db.PaperRulesFor(supplier.Kind, supplier.RegionCode, today, cancellation);
        // A supplier of the time before a paper was asked for comes back without it, but not with one that has run out.
        return action != SupplierAction.Reinstate ? await papers.Complete(supplier, rules, countWaiting: false, cancellation)
            : PaperStandings.Over(supplier.Papers, rules, today).Any() ? PapersRunOut : null;
    }

    /// <summary>The operator reaches every supplier, a county official those registered in the county.</summary>
    private static IQueryable<Supplier> InScope(CatalogDb db, Actor actor, SupplierAction action) =>
        actor.Has(Role.Operator) && action != SupplierAction.Recommend
            ? db.Set<Supplier>()
            : db.Set<Supplier>().WithinRegions(row => row.RegionCode, actor.RegionsAs(Role.CountyOfficial));

    private static void Tell(Supplier supplier, SupplierAction action, string? reason, CatalogDb db, DateTimeOffset now)
    {
        if (supplier.State == SupplierState.Active) db.Publish(new SupplierActivated { OccurredAt = now, SupplierId = supplier.Id, County = supplier.County });
        else if (action is SupplierAction.Suspend or SupplierAction.Remove) db.Publish(new SupplierStopped { OccurredAt = now, SupplierId = supplier.Id, Reason = reason! });
    }
}
