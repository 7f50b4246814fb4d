using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Item = Marketplace.Catalog.ListPriceNotices.ListPriceNotices.Item;

namespace Marketplace.Catalog.ReviewPriceNotice;

/// <summary>查看高价: the authority accepts the reason, asks for proof or another price, or passes it on to the city; the supplier answers.</summary>
internal static class ReviewPriceNotice
{
    /// <param name="Version">The version that was read; another act in between is not overwritten.</param>
    internal sealed record Request(uint Version, string? Opinion = null, Guid? FileId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Opinion).MaximumLength(1000);
    }

    internal sealed record Point(DateOnly On, long LowFen, long AverageFen, long HighFen);

    internal sealed record StepView(PriceNoticeState ToState, DateTimeOffset At, string? ActorName, string? Opinion, string? FileName, string? FileUrl);

    /// <param name="Curve">The reference over the half year before today, oldest first.</param>
    internal sealed record Detail(Item Notice, IReadOnlyList<Point> Curve, IReadOnlyList<StepView> Steps, IReadOnlyList<PriceNoticeAction> Acts);

    internal sealed record Response(Guid NoticeId, PriceNoticeState State);

    private static readonly Problem OpinionNeeded = Problem.Invalid(
        "reason-needed", "没有写意见。请写明，对方会看到。", "The opinion is missing. Write it; the other side will read it.", "opinion");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/price-notices/{noticeId:guid}", Show).WithName("ShowPriceNotice").WithTags("Catalog").Requires(CatalogPermissions.SeePriceNotices).Reads();
        Act(api, "acceptance", "AcceptPriceNotice", CatalogPermissions.DecidePriceNotice, PriceNoticeAction.Accept);
        Act(api, "proof-request", "AskProofOfPrice", CatalogPermissions.DecidePriceNotice, PriceNoticeAction.AskProof);
        Act(api, "correction-request", "AskCorrectionOfPrice", CatalogPermissions.DecidePriceNotice, PriceNoticeAction.AskCorrection);
        Act(api, "escalation", "EscalatePriceNotice", CatalogPermissions.DecidePriceNotice, PriceNoticeAction.Escalate);
        Act(api, "answer", "AnswerPriceNotice", CatalogPermissions.ListProduct, PriceNoticeAction.Answer);
    }

    private static void Act(IEndpointRouteBuilder api, string route, string name, Permission permission, PriceNoticeAction action) =>
        api.MapPost("/price-notices/{noticeId:guid}/" + route,
                (Guid noticeId, Request request, Actor actor, CatalogDb db, OwnProducts own, IFileStore files, TimeProvider clock, CancellationToken cancellation) =>
                    Handle(action, noticeId, request, actor, db, own, files, clock, cancellation))
            .WithName(name).WithTags("Catalog").Requires(permission).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        PriceNoticeAction action, Guid noticeId, Request request, Actor actor, CatalogDb db, OwnProducts own, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Reached(action, actor, db, own).SingleOrDefaultAsync(row => row.Id == noticeId, cancellation) is not { } notice) return Problems.NotFound;
        if (db.Entry(notice).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        var opinion = string.IsNullOrWhiteSpace(request.Opinion) ? null : request.Opinion.Trim();
        if (opinion is null && action != PriceNoticeAction.Accept) return OpinionNeeded;
        StoredFile? file = null;
        if (request.FileId is { } id && !((await files.Find([id], cancellation)).TryGetValue(id, out file) && file.UploadedBy == actor.PersonId)) return CatalogProblems.FileUnknown;
        var step = new PriceNoticeStep { At = clock.GetUtcNow(), ActorId = actor.PersonId, Opinion = opinion, FileId = file?.Id, FileName = file?.Name };
        if (!notice.Move(action, actor.Has(Role.CityOfficial), step)) return CatalogProblems.NotAllowed(notice.State, action);
        db.Audit("price-notice-" + action, notice.Id.ToString(), new { state = notice.State.ToString() });
        return TypedResults.Ok(new Response(notice.Id, notice.State));
    }

    /// <summary>The authority acts in its region, the supplier on its own products.</summary>
    private static IQueryable<PriceNotice> Reached(PriceNoticeAction action, Actor actor, CatalogDb db, OwnProducts own)
    {
        if (action != PriceNoticeAction.Answer) return db.Set<PriceNotice>().WithinRegions(row => row.OriginCode, actor.RegionsAs(Role.CountyOfficial, Role.CityOfficial));
        var products = own.Of(actor).Select(product => product.Id);
        return db.Set<PriceNotice>().Where(row => products.Contains(row.ProductId));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(
        Guid noticeId, Actor actor, CatalogDb db, OwnProducts own, IFileLinks links, IRegionDirectory regions, IPersonDirectory people, TimeProvider clock, CancellationToken cancellation)
    {
        var visible = ListPriceNotices.ListPriceNotices.Visible(actor, db, own).Where(row => row.Id == noticeId);
        if (await ListPriceNotices.ListPriceNotices.Items(visible, db).SingleOrDefaultAsync(cancellation) is not { } item) return Problems.NotFound;
        var steps = await db.Set<PriceNoticeStep>().AsNoTracking().Where(step => step.NoticeId == noticeId).OrderBy(step => step.At).ThenBy(step => step.Id).ToListAsync(cancellation);
        var names = await people.NamesOf([.. steps.Select(step => step.ActorId).Distinct()], cancellation);
        var acts = Enum.GetValues<PriceNoticeAction>().Where(act => act < PriceNoticeAction.Correct && MayDo(act, item, actor)).ToList();
        return TypedResults.Ok(new Detail(
            item with { OriginName = regions.FullNameOf(item.OriginCode) }, await CurveOf(noticeId, db, clock.Today(), cancellation),
            [.. steps.Select(step => new StepView(step.ToState, step.At, names.GetValueOrDefault(step.ActorId), step.Opinion, step.FileName, step.FileId is { } file ? links.UrlOf(file) : null))],
            acts));
    }

    private static bool MayDo(PriceNoticeAction action, Item item, Actor actor)
    {
        var isCity = actor.Has(Role.CityOfficial);
        var isAuthority = actor.ActsInRegion(RegionCode.Parse(item.OriginCode), Role.CountyOfficial, Role.CityOfficial);
        if (action == PriceNoticeAction.Answer) return actor.HasAny([Role.Supplier, Role.VillageAgent]) && PriceNotice.Next(item.State, action, isCity) is not null;
        return isAuthority && PriceNotice.Next(item.State, action, isCity) is not null;
    }

    private static async Task<IReadOnlyList<Point>> CurveOf(Guid noticeId, CatalogDb db, DateOnly today, CancellationToken cancellation) => await (
        from notice in db.Set<PriceNotice>()
        join reference in db.Set<PriceReference>() on notice.ReferenceId equals reference.Id
        from row in db.Set<PriceReference>()
        where notice.Id == noticeId && row.CategoryCode == reference.CategoryCode && row.Word == reference.Word && row.Market == reference.Market && row.Grade == reference.Grade
            && row.PricedOn > today.AddDays(-183)
        orderby row.PricedOn
        select new Point(row.PricedOn, row.LowFen, row.AverageFen, row.HighFen)).Take(200).ToListAsync(cancellation);
}
