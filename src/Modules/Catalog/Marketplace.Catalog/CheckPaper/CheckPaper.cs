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

namespace Marketplace.Catalog.CheckPaper;

/// <summary>核证照: an official finds a paper right or returns it. The last one that was lacking puts a supplier back on sale that was suspended for it.</summary>
internal static class CheckPaper
{
    internal sealed record Request(string? Reason = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).MaximumLength(500);
    }

    internal sealed record Response(Guid PaperId, PaperState PaperState, SupplierState State);

    private static readonly Problem ReasonNeeded = Problem.Invalid(
        "reason-needed", "没有写原因。请写明哪里不对，供应商照着补。", "The reason is missing. Say what is wrong, so that it can be mended.", "reason");

    private static readonly Problem RunOut = Problem.Conflict(
        "paper-run-out", "这份证照已经过期，不能核准。请退回，让供应商交新的。", "This paper has run out and cannot be accepted. Return it and ask for the renewed one.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        Act(api, "check", "CheckPaper", isRight: true);
        Act(api, "return", "ReturnPaper", isRight: false);
    }

    private static void Act(IEndpointRouteBuilder api, string route, string name, bool isRight) =>
        api.MapPost("/suppliers/{supplierId:guid}/papers/{paperId:guid}/" + route,
                (Guid supplierId, Guid paperId, Request request, Actor actor, CatalogDb db, ProductIndex index, TimeProvider clock, CancellationToken cancellation) =>
                    Handle(isRight, supplierId, paperId, request, actor, db, index, clock, cancellation))
            .WithName(name).WithTags("Catalog").Requires(CatalogPermissions.StopSupplier).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        bool isRight, Guid supplierId, Guid paperId, Request request, Actor actor, CatalogDb db, ProductIndex index, TimeProvider clock, CancellationToken cancellation)
    {
        if (await InScope(supplierId, actor, db, cancellation) is not { } supplier || supplier.Papers.Find(row => row.Id == paperId) is not { } paper) return Problems.NotFound;
        var (now, today, reason) = (clock.GetUtcNow(), clock.Today(), request.Reason?.Trim());
        if (!isRight && string.IsNullOrEmpty(reason)) return ReasonNeeded;
        if (isRight && !paper.HoldsOn(today)) return RunOut;
        if (!(isRight ? paper.Check(supplier.Papers, actor.PersonId, now) : paper.Return(reason!, actor.PersonId, now))) return Problems.Stale;
        db.Audit(isRight ? "paper-checked" : "paper-returned", supplier.Id.ToString(), new { kind = paper.Kind, reason });
        if (isRight && supplier.IsSuspendedForPapers) await BringBack(supplier, paper, actor, db, clock, cancellation);
        await db.SaveChangesAsync(cancellation);
        await index.RefreshSupplier(supplier.Id, cancellation);
        return TypedResults.Ok(new Response(paper.Id, paper.State, supplier.State));
    }

    private static async Task BringBack(Supplier supplier, SupplierPaper paper, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var rules = await db.PaperRulesFor(supplier.Kind, supplier.RegionCode, clock.Today(), cancellation);
        if (PaperStandings.Over(supplier.Papers, rules, clock.Today()).Any()) return;
        var name = (await db.PaperKinds(cancellation)).Find(kind => kind.Code == paper.Kind)?.Name ?? paper.Kind;
        supplier.Move(SupplierAction.Reinstate, actor.PersonId, clock.GetUtcNow(), $"新的{name}已核，自动恢复。");
        db.Publish(new SupplierActivated { OccurredAt = clock.GetUtcNow(), SupplierId = supplier.Id, County = supplier.County });
        db.Audit("supplier-reinstate", supplier.Id.ToString(), new { state = supplier.State.ToString(), paper = paper.Kind });
    }

    /// <summary>The supplier's row is held, so that the job that suspends and the desk that brings back take turns.</summary>
    private static async Task<Supplier?> InScope(Guid supplierId, Actor actor, CatalogDb db, CancellationToken cancellation)
    {
        var reached = actor.Has(Role.Operator) ? db.Set<Supplier>() : db.Set<Supplier>().WithinRegions(row => row.RegionCode, actor.RegionsAs(Role.CountyOfficial));
        if (!await reached.AnyAsync(row => row.Id == supplierId, cancellation)) return null;
        var supplier = await db.Set<Supplier>().FromSql($"SELECT s.*, s.xmin FROM supplier s WHERE s.id = {supplierId} FOR UPDATE").SingleAsync(cancellation);
        await db.Set<SupplierPaper>().Where(row => row.SupplierId == supplierId).LoadAsync(cancellation);
        return supplier;
    }
}
