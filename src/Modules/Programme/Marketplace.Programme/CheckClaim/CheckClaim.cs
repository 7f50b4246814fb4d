using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Programme.Claims;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.CheckClaim;

/// <summary>审核申报: village, town and county look at a claim in turn, each another person than the one who entered it. Approved, it counts at once.</summary>
internal static class CheckClaim
{
    /// <param name="Evidence">Further papers, when a claim is evidenced anew.</param>
    internal sealed record Request(ClaimAct Act, string? Reason, IReadOnlyList<RecordClaim.RecordClaim.Paper>? Evidence = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Act).IsInEnum();
            RuleFor(request => request.Reason).MaximumLength(500);
            RuleFor(request => request.Evidence).Must((request, papers) => papers is null || (papers.Count <= 20 && request.Act == ClaimAct.Evidence && papers.All(paper => paper is not null)))
                .Because("evidence-wrong", "补佐证时才能附文件，最多20份。", "Attach files only when adding evidence, at most 20.");
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Act is ClaimAct.Return or ClaimAct.Adjust)
                .Because("reason-needed", "请写明原因。", "Say why.");
        }
    }

    /// <param name="State">As it stands in answers: <c>town-checked</c>.</param>
    /// <param name="Region">A part of the own region.</param>
    /// <param name="Double">Only those that look like another and are not decided yet.</param>
    internal sealed record Query(string? State, string? Region, bool? Double, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator()
        {
            RuleFor(query => query.State).Must(state => string.IsNullOrEmpty(state) || Read(state) is not null)
                .Because("unknown-choice", "没有这个状态。请从列表里选。", "There is no such state. Pick one from the list.");
            RuleFor(query => query.Region).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请从列表里选。", "There is no division with this code. Pick one from the list.");
        }
    }

    internal sealed record Row(
        Guid Id, string Number, ClaimState State, string OriginRegion, string OriginName, string ProductName, string SupplierName, string BuyerName, string Channel, string Mode, DateOnly SoldOn,
        long AmountFen, long MassGrams, bool IsPossiblyDouble);

    internal sealed record StepRow(ClaimAct Act, ClaimState ToState, string Person, DateTimeOffset At, string? Reason);

    internal sealed record PaperRow(Guid FileId, EvidenceKind Kind, string Name, string ContentType, string Url);

    internal sealed record Detail(Row Claim, SaleSeries Series, string BuyerRegion, OrganisationKind? BuyerKind, string? InvoiceNumber, string? WaybillNumber, Row? DuplicateOf, IReadOnlyList<ClaimAct> MyActs, IReadOnlyList<StepRow> History, IReadOnlyList<PaperRow> Evidence);

    internal static readonly Problem NotAllowedNow = Problem.Conflict("transition-not-allowed", "这条申报现在不能这样办。请刷新后看当前状态。", "This cannot be done to the claim now. Reload to see its state.");

    /// <summary>Where a person still decides whether it counts.</summary>
    internal static readonly ClaimState[] Open = [ClaimState.Recorded, ClaimState.Evidenced, ClaimState.VillageChecked, ClaimState.TownChecked, ClaimState.CountyApproved];

    private static readonly Problem SamePerson = Problem.Forbidden("same-person", "一条申报的录入和每一级审核要由不同的人办。请换一位同事。", "Entry and each check of a claim need different people. Ask a colleague.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/claims", List).WithName("ListClaims").WithTags("Programme").Requires(ProgrammePermissions.ReadClaims).Reads();
        api.MapGet("/claims/{claimId:guid}", Show).WithName("ShowClaim").WithTags("Programme").Requires(ProgrammePermissions.ReadClaims).Reads();
        api.MapPost("/claims/{claimId:guid}/acts", Act).WithName("CheckClaim").WithTags("Programme").Requires(ProgrammePermissions.CheckClaims).Writes<ProgrammeDb>(needsKey: true);
    }

    private static ClaimState? Read(string? state) =>
        Enum.TryParse<ClaimState>(state?.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Visible(db, actor).AsNoTracking();
        if (Read(query.State) is { } state) rows = rows.Where(claim => claim.State == state);
        if (RegionCode.TryParse(query.Region, out var part)) rows = rows.WithinRegions(claim => claim.OriginRegion, [part]);
        if (query.Double == true) rows = rows.Where(claim => claim.DuplicateOf != null && Open.Contains(claim.State));
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(claim => claim.Id < last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderByDescending(claim => claim.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. found.Take(size).Select(claim => ToRow(claim, regions))], found.Count > size ? Paging.Cursor(found[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(
        Guid claimId, Actor actor, ProgrammeDb db, IRegionDirectory regions, IPersonDirectory people, IFileStore files, IFileLinks links, CancellationToken cancellation)
    {
        var claim = await Visible(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.Id == claimId, cancellation);
        if (claim is null) return Problems.NotFound;
        var steps = await db.Set<ClaimStep>().AsNoTracking().Where(step => step.ClaimId == claimId).OrderBy(step => step.At).Take(100).ToListAsync(cancellation);
        var names = await people.NamesOf([.. steps.Select(step => step.PersonId).Distinct()], cancellation);
        var papers = await db.Set<ClaimEvidence>().AsNoTracking().Where(paper => paper.ClaimId == claimId).OrderBy(paper => paper.AddedAt).Take(100).ToListAsync(cancellation);
        var stored = await files.Find([.. papers.Select(paper => paper.FileId)], cancellation);
        var other = claim.DuplicateOf is { } id ? await Visible(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation) : null;
        return TypedResults.Ok(new Detail(ToRow(claim, regions), claim.Series, claim.BuyerRegion, claim.BuyerKind, claim.InvoiceNumber, claim.WaybillNumber, other is null ? null : ToRow(other, regions), ActsOf(claim, actor),
            [.. steps.Select(step => new StepRow(step.Act, step.ToState, names.GetValueOrDefault(step.PersonId, string.Empty), step.At, step.Reason))],
            [.. papers.Where(paper => stored.ContainsKey(paper.FileId)).Select(paper => new PaperRow(paper.FileId, paper.Kind, stored[paper.FileId].Name, stored[paper.FileId].ContentType, links.UrlOf(paper.FileId)))]));
    }

    private static async Task<Results<Ok<Row>, Problem>> Act(
        Guid claimId, Request request, Actor actor, ProgrammeDb db, IRegionDirectory regions, IFileStore files, [FromServices] IRecognitionRegister register, TimeProvider clock, CancellationToken cancellation)
    {
        var claim = await Visible(db, actor).SingleOrDefaultAsync(row => row.Id == claimId, cancellation);
        if (claim is null) return Problems.NotFound;
        if (!MayByRole(claim, request.Act, actor)) return Problems.Forbidden;
        if (IsCheck(request.Act) && claim.EnteredBy == actor.PersonId) return SamePerson;
        if (IsCheck(request.Act) && request.Act != ClaimAct.Return && await HasChecked(claim, actor, db, cancellation)) return SamePerson;
        var now = clock.GetUtcNow();
        if (claim.Do(request.Act, actor.PersonId, now, request.Reason?.Trim()) is not { } step) return NotAllowedNow;
        db.Add(step);
        if (await AddPapers(claim, request, actor, db, files, now, cancellation) is { } wrongFile) return wrongFile;
        if (request.Act == ClaimAct.ApproveInCounty)
        {
            // A microsecond later, so that the history reads in order.
            db.Add(claim.Do(ClaimAct.Count, Actor.System.PersonId, now.AddMicroseconds(1), null)!);
            await ClaimFacts.Count(claim, db, register, now, cancellation);
        }
        else if (request.Act == ClaimAct.Adjust)
        {
            await ClaimFacts.Reverse(claim, db, now, cancellation);
        }

        return TypedResults.Ok(ToRow(claim, regions));
    }

    private static async Task<Problem?> AddPapers(Claim claim, Request request, Actor actor, ProgrammeDb db, IFileStore files, DateTimeOffset now, CancellationToken cancellation)
    {
        if (request.Evidence is not { Count: > 0 } papers) return null;
        var known = await files.Find([.. papers.Select(paper => paper.FileId)], cancellation);
        if (papers.Any(paper => !known.TryGetValue(paper.FileId, out var file) || file.UploadedBy != actor.PersonId)) return RecordClaim.RecordClaim.FileUnknown;
        var attached = await db.Set<ClaimEvidence>().Where(paper => paper.ClaimId == claim.Id).Select(paper => paper.FileId).ToListAsync(cancellation);
        db.AddRange(papers.DistinctBy(paper => paper.FileId).Where(paper => !attached.Contains(paper.FileId))
            .Select(paper => new ClaimEvidence { ClaimId = claim.Id, FileId = paper.FileId, Kind = paper.Kind, AddedBy = actor.PersonId, AddedAt = now }));
        return null;
    }

    /// <summary>Whether this person already checked for another level since the claim was last evidenced: two posts of one person are one person.</summary>
    private static async Task<bool> HasChecked(Claim claim, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        var evidenced = await db.Set<ClaimStep>().Where(step => step.ClaimId == claim.Id && step.Act == ClaimAct.Evidence).MaxAsync(step => (DateTimeOffset?)step.At, cancellation);
        return await db.Set<ClaimStep>().AnyAsync(step => step.ClaimId == claim.Id && step.PersonId == actor.PersonId && step.At >= evidenced
            && (step.Act == ClaimAct.CheckInVillage || step.Act == ClaimAct.CheckInTown), cancellation);
    }

    private static bool IsCheck(ClaimAct act) => act is ClaimAct.CheckInVillage or ClaimAct.CheckInTown or ClaimAct.ApproveInCounty or ClaimAct.Return;

    private static bool MayByRole(Claim claim, ClaimAct act, Actor actor)
    {
        var origin = RegionCode.Parse(claim.OriginRegion);
        return act switch
        {
            ClaimAct.CheckInVillage => actor.ActsInRegion(origin, Role.VillageOfficial),
            ClaimAct.CheckInTown => actor.ActsInRegion(origin, Role.TownOfficial),
            ClaimAct.ApproveInCounty or ClaimAct.Adjust => actor.ActsInRegion(origin, Role.CountyOfficial),
            ClaimAct.Return => actor.ActsInRegion(origin, Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial),
            ClaimAct.Withdraw or ClaimAct.Evidence => claim.EnteredBy == actor.PersonId,
            _ => false,
        };
    }

    private static IReadOnlyList<ClaimAct> ActsOf(Claim claim, Actor actor) =>
        [.. Enum.GetValues<ClaimAct>().Where(act => ClaimTransitions.Allowed.ContainsKey((claim.State, act)) && MayByRole(claim, act, actor)
            && !(IsCheck(act) && claim.EnteredBy == actor.PersonId) && !(act == ClaimAct.CheckInTown && claim.State == ClaimState.Evidenced && claim.NeedsVillageCheck))];

    private static IQueryable<Claim> Visible(ProgrammeDb db, Actor actor) =>
        db.Set<Claim>().WithinRegions(claim => claim.OriginRegion, actor.RegionsAs(ProgrammePermissions.Officials));

    private static Row ToRow(Claim claim, IRegionDirectory regions) => new(claim.Id, claim.Number, claim.State, claim.OriginRegion,
        regions.Find(RegionCode.Parse(claim.OriginRegion))?.FullName ?? claim.OriginRegion, claim.ProductName, claim.SupplierName, claim.BuyerName, claim.Channel, claim.Mode, claim.SoldOn,
        claim.AmountFen, claim.MassGrams, claim.DuplicateOf is not null);
}
