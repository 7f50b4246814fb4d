using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ApplyAsSupplier;

/// <summary>申请准入: an organisation asks to sell and hands in the papers its kind needs.</summary>
internal static class ApplyAsSupplier
{
    /// <summary>An application.</summary>
    /// <param name="Papers">Those that were handed in before and still hold need not come again.</param>
    /// <param name="OrganisationId">Which of the person's organisations; needed when there are several.</param>
    internal sealed record Request(IReadOnlyList<PaperBody>? Papers = null, string? Introduction = null, string? IntroductionEn = null, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Introduction).MaximumLength(1000);
            RuleFor(request => request.IntroductionEn).MaximumLength(2000);
            RuleFor(request => request.Papers).Must(papers => papers is null || papers.Count <= 20)
                .Because("too-many", "文件太多。最多20个。", "Too many documents. Send at most 20.");
            RuleForEach(request => request.Papers).SetValidator(new PaperBodyValidator()).When(request => request.Papers is not null);
        }
    }

    internal sealed record Response(Guid SupplierId, SupplierState State);

    /// <summary>One paper that a kind of supplier is asked for.</summary>
    internal sealed record AskedPaper(string Kind, string Name, string NameEn, string Hint, string HintEn, PaperNeed Need, bool NeedsNumber, bool NeedsEnd, int RemindDays, int GraceDays);

    internal static readonly Problem OrganisationNeeded = Problem.Invalid(
        "organisation-needed", "您不能代表这个单位，或没有选单位。请选一个您任职的单位。", "You do not act for this organisation, or none was chosen. Choose one of yours.", "organisationId");

    private static readonly Problem WrongKind = Problem.Conflict(
        "kind-cannot-sell", "这类单位不能作供应商。请用生产经营单位的账号。", "This kind of organisation cannot sell. Use a producer's account.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/suppliers/applications", Handle).WithName("ApplyAsSupplier").WithTags("Catalog").Requires(CatalogPermissions.ApplyAsSupplier).Writes<CatalogDb>();
        api.MapGet("/suppliers/asked-papers", Asked).WithName("ListAskedPapers").WithTags("Catalog").Requires(CatalogPermissions.ApplyAsSupplier).Reads();
    }

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IOrganisationDirectory organisations, PaperIntake intake, TimeProvider clock, CancellationToken cancellation)
    {
        var (card, problem) = await Own(request.OrganisationId, actor, organisations, cancellation);
        if (card is null) return problem!;
        var now = clock.GetUtcNow();
        var supplier = await db.Set<Supplier>().Include(row => row.Papers).SingleOrDefaultAsync(row => row.Id == card.Id, cancellation);
        if (supplier is null) db.Add(supplier = Supplier.Apply(card, actor.PersonId, now));
        else if (!supplier.ApplyAgain(card, actor.PersonId, now)) return CatalogProblems.NotAllowed(supplier.State, SupplierAction.Apply);
        supplier.Introduction = request.Introduction ?? supplier.Introduction;
        supplier.IntroductionEn = request.IntroductionEn ?? supplier.IntroductionEn;
        var rules = await db.PaperRulesFor(card.Kind, card.Region.Value, clock.Today(), cancellation);
        foreach (var paper in request.Papers ?? [])
        {
            if (await intake.Take(paper, supplier, rules, actor, cancellation) is { } refused) return refused;
        }

        return await intake.Complete(supplier, rules, countWaiting: true, cancellation) is { } lacking ? lacking : TypedResults.Ok(new Response(supplier.Id, supplier.State));
    }

    /// <summary>The papers that the rules of today ask of the person's own organisation, before and after it applied.</summary>
    private static async Task<Results<Ok<Page<AskedPaper>>, Problem>> Asked(
        Guid? organisationId, Actor actor, CatalogDb db, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var (card, problem) = await Own(organisationId, actor, organisations, cancellation);
        if (card is null) return problem!;
        var rules = await db.PaperRulesFor(card.Kind, card.Region.Value, clock.Today(), cancellation);
        var kinds = await db.PaperKinds(cancellation);
        return TypedResults.Ok(new Page<AskedPaper>([.. kinds.Where(kind => rules.TryGetValue(kind.Code, out var rule) && rule.Need != PaperNeed.NotAsked).Select(kind => AskedOf(kind, rules[kind.Code]))]));
    }

    private static AskedPaper AskedOf(PaperKind kind, PaperRule rule) => new(
        kind.Code, kind.Name, kind.NameEn, kind.Hint, kind.HintEn, rule.Need, rule.NeedsNumber, rule.NeedsEnd, rule.RemindDays, rule.GraceDays);

    private static async Task<(OrganisationCard? Card, Problem? Problem)> Own(Guid? wished, Actor actor, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var mine = actor.OrganisationsAs(Role.Supplier);
        var id = wished ?? (mine.Count == 1 ? mine[0] : Guid.Empty);
        if (!mine.Contains(id) || await organisations.Find(id, cancellation) is not { } card) return (null, OrganisationNeeded);
        return card.Kind > OrganisationKind.ServiceStation || card.Region.County is null ? (null, WrongKind) : (card, null);
    }
}
