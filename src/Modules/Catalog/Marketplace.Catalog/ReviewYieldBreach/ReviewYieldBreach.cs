using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Yields;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Item = Marketplace.Catalog.ListYieldBreaches.ListYieldBreaches.Item;

namespace Marketplace.Catalog.ReviewYieldBreach;

/// <summary>处理超产量: the supplier explains; the authority accepts with a reason, takes the lot off sale and puts it back, or opens a check.</summary>
internal static class ReviewYieldBreach
{
    /// <param name="Version">The version that was read; another act in between is not overwritten.</param>
    internal sealed record Request(uint Version, string? Opinion = null, Guid? FileId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Opinion).MaximumLength(1000);
    }

    /// <param name="Amount">In mu, animals or kilograms of raw goods.</param>
    internal sealed record PlotLine(string Name, string Amount, string Basis, string KilogramsPerUnit, string Kilograms, string Source);

    internal sealed record StepView(YieldBreachState ToState, DateTimeOffset At, string? ActorName, string? Opinion, string? FileName, string? FileUrl);

    internal sealed record Detail(Item Breach, IReadOnlyList<PlotLine> Plots, IReadOnlyList<StepView> Steps, IReadOnlyList<YieldBreachAction> Acts);

    internal sealed record Response(Guid BreachId, YieldBreachState State);

    private static readonly Problem OpinionNeeded = Problem.Invalid(
        "reason-needed", "没有写原因。请写明，对方会看到，也会留底。", "The reason is missing. Write it; the other side will read it and it is kept.", "opinion");

    private static readonly Problem Recalled = Problem.Conflict("lot-recalled", "这批已经召回，不能再上架。", "This lot is recalled and cannot go on sale again.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/yield-breaches/{breachId:guid}", Show).WithName("ShowYieldBreach").WithTags("Catalog").Requires(CatalogPermissions.SeeYieldBreaches).Reads();
        Act(api, "explanation", "ExplainYieldBreach", CatalogPermissions.ListProduct, YieldBreachAction.Explain);
        Act(api, "acceptance", "AcceptYieldBreach", CatalogPermissions.DecideYieldBreach, YieldBreachAction.Accept);
        Act(api, "block", "BlockLotOfYieldBreach", CatalogPermissions.DecideYieldBreach, YieldBreachAction.Block);
        Act(api, "check", "OpenCheckOfYieldBreach", CatalogPermissions.DecideYieldBreach, YieldBreachAction.OpenCheck);
    }

    private static void Act(IEndpointRouteBuilder api, string route, string name, Permission permission, YieldBreachAction action) =>
        api.MapPost("/yield-breaches/{breachId:guid}/" + route,
                (Guid breachId, Request request, Actor actor, CatalogDb db, OwnProducts own, IFileStore files, TimeProvider clock, CancellationToken cancellation) =>
                    Handle(action, breachId, request, actor, db, own, files, clock, cancellation))
            .WithName(name).WithTags("Catalog").Requires(permission).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        YieldBreachAction action, Guid breachId, Request request, Actor actor, CatalogDb db, OwnProducts own, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Reached(action, actor, db, own).SingleOrDefaultAsync(row => row.Id == breachId, cancellation) is not { } breach) return Problems.NotFound;
        if (db.Entry(breach).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        if (string.IsNullOrWhiteSpace(request.Opinion)) return OpinionNeeded;
        StoredFile? file = null;
        if (request.FileId is { } id && !((await files.Find([id], cancellation)).TryGetValue(id, out file) && file.UploadedBy == actor.PersonId)) return CatalogProblems.FileUnknown;
        if (action == YieldBreachAction.Accept && await db.Set<LotRecall>().AnyAsync(row => row.LotId == breach.LotId, cancellation)) return Recalled;
        var now = clock.GetUtcNow();
        var opinion = request.Opinion.Trim();
        if (breach.Move(action, actor.PersonId, now, opinion, file is null ? null : (file.Id, file.Name)) is null) return CatalogProblems.NotAllowed(breach.State, action);
        if (action is YieldBreachAction.Accept or YieldBreachAction.Block) await MoveLot(action, breach, opinion, db, now, cancellation);
        db.Audit("yield-breach-" + action, breach.Id.ToString(), new { state = breach.State.ToString(), breach.LotId });
        return TypedResults.Ok(new Response(breach.Id, breach.State));
    }

    /// <summary>The authority acts in its region, the supplier on its own lots.</summary>
    private static IQueryable<YieldBreach> Reached(YieldBreachAction action, Actor actor, CatalogDb db, OwnProducts own)
    {
        if (action != YieldBreachAction.Explain) return db.Set<YieldBreach>().WithinRegions(row => row.OriginCode, actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial));
        var products = own.Of(actor).Select(product => product.Id);
        return db.Set<YieldBreach>().Where(row => products.Contains(row.ProductId));
    }

    /// <summary>
    /// Stock follows by facts: a lot that never went on sale opens, one that did leaves sale and comes back. The fact says how it stands and not
    /// by how many packs it changes, so that it does not matter what was sold or counted in between, nor which fact arrives first.
    /// </summary>
    private static async Task MoveLot(YieldBreachAction action, YieldBreach breach, string reason, CatalogDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        var lot = await db.Set<Lot>().SingleAsync(row => row.Id == breach.LotId, cancellation);
        var stands = await db.Set<LotYield>().SingleAsync(row => row.LotId == lot.Id, cancellation);
        var (wasBlocked, isBlocked) = (stands.Standing == LotStanding.Blocked, action == YieldBreachAction.Block);
        stands.Standing = isBlocked ? LotStanding.Blocked : LotStanding.Accepted;
        if (!stands.WasOpened && !isBlocked)
        {
            stands.WasOpened = true;
            db.Publish(OpenLot.OpenLot.Fact(lot, breach.SupplierId, now));
        }
        else if (stands.WasOpened && wasBlocked != isBlocked)
        {
            var version = await db.Set<YieldBreachStep>().LongCountAsync(step => step.BreachId == breach.Id, cancellation) + 1;
            db.Publish(new LotSaleChanged { OccurredAt = now, LotId = lot.Id, IsStopped = isBlocked, Reason = reason, Version = version });
        }
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(
        Guid breachId, Actor actor, CatalogDb db, OwnProducts own, IFileLinks links, IRegionDirectory regions, IPersonDirectory people, CancellationToken cancellation)
    {
        var visible = ListYieldBreaches.ListYieldBreaches.Visible(actor, db, own).Where(row => row.Id == breachId);
        if (await ListYieldBreaches.ListYieldBreaches.Items(visible, db).SingleOrDefaultAsync(cancellation) is not { } item) return Problems.NotFound;
        var numbers = await visible.Select(row => row.Numbers).SingleAsync(cancellation);
        var steps = await db.Set<YieldBreachStep>().AsNoTracking().Where(step => step.BreachId == breachId).OrderBy(step => step.At).ThenBy(step => step.Id).ToListAsync(cancellation);
        var names = await people.NamesOf([.. steps.Select(step => step.ActorId).Distinct()], cancellation);
        var isAuthority = actor.HasAny([Role.CountyOfficial, Role.CityOfficial]);
        return TypedResults.Ok(new Detail(
            item with { OriginName = regions.FullNameOf(item.OriginCode) },
            [.. numbers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(cells => cells.Length == 6)
                .Select(cells => new PlotLine(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]))],
            [.. steps.Select(step => new StepView(step.ToState, step.At, names.GetValueOrDefault(step.ActorId), step.Opinion, step.FileName, step.FileId is { } file ? links.UrlOf(file) : null))],
            [.. Enum.GetValues<YieldBreachAction>().Where(act => YieldBreach.Next(item.State, act) is not null && isAuthority != (act == YieldBreachAction.Explain))]));
    }
}
