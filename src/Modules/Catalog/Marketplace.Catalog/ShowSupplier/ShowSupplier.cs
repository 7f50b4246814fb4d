using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowSupplier;

/// <summary>The file of one supplier: papers and history, for those who decide about it and for itself.</summary>
internal static class ShowSupplier
{
    internal sealed record Step(SupplierState? FromState, SupplierState ToState, DateTimeOffset At, string ActorName, string? Reason);

    internal sealed record PageView(string Name, string Url);

    internal sealed record PaperView(
        Guid PaperId, string? Number, string? Issuer, DateOnly? ValidFrom, DateOnly? ValidTo, PaperState State, DateTimeOffset HandedAt, DateTimeOffset? DecidedAt,
        string? DeciderName, string? Reason, IReadOnlyList<PageView> Pages);

    /// <summary>One kind of paper with all that was ever handed in of it, the latest first.</summary>
    /// <param name="DueOn">By when something has to be done: the last day, or the last day of grace.</param>
    internal sealed record PaperGroup(
        string Kind, string Name, string NameEn, PaperNeed Need, bool NeedsNumber, bool NeedsEnd, PaperStanding Standing, DateOnly? DueOn, IReadOnlyList<PaperView> Papers);

    internal sealed record Response(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string RegionCode, string RegionName, string? Introduction, string? IntroductionEn,
        SupplierState State, DateTimeOffset AppliedAt, uint Version, bool IsDemonstration, bool IsSuspendedForPapers, IReadOnlyList<PaperGroup> Papers,
        IReadOnlyList<Step> Steps);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/suppliers/{supplierId:guid}", Handle)
        .WithName("ShowSupplier").WithTags("Catalog").Requires(CatalogPermissions.SeeSuppliers).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid supplierId, Actor actor, CatalogDb db, IRegionDirectory regions, IPersonDirectory people, IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        var found = await ListSuppliers.ListSuppliers.Visible(db, actor).Where(row => row.Id == supplierId)
            .Include(row => row.Steps).Include(row => row.Papers).ThenInclude(paper => paper.Files).AsSplitQuery().AsNoTracking()
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).SingleOrDefaultAsync(cancellation);
        if (found is null) return Problems.NotFound;
        var supplier = found.Row;
        var names = await people.NamesOf([.. supplier.Steps.Select(step => step.ActorId).Concat(supplier.Papers.Select(paper => paper.DecidedBy).OfType<Guid>()).Distinct()], cancellation);
        var rules = await db.PaperRulesFor(supplier.Kind, supplier.RegionCode, clock.Today(), cancellation);
        var kinds = await db.PaperKinds(cancellation);
        return TypedResults.Ok(new Response(
            supplier.Id, supplier.Name, supplier.NameEn, supplier.Kind, supplier.RegionCode, regions.FullNameOf(supplier.RegionCode),
            supplier.Introduction, supplier.IntroductionEn, supplier.State, supplier.AppliedAt, found.Version, supplier.IsDemonstration,
            supplier.IsSuspendedForPapers, [.. GroupsOf(supplier, kinds, rules, clock.Today(), paper => ViewOf(paper, names, links))],
            [.. supplier.Steps.OrderBy(step => step.At).ThenBy(step => step.Id).Select(step =>
                new Step(step.FromState, step.ToState, step.At, names.GetValueOrDefault(step.ActorId, string.Empty), step.Reason))]));
    }

    /// <summary>What is asked for and what was handed in, also when it is asked for no longer.</summary>
    private static IEnumerable<PaperGroup> GroupsOf(
        Supplier supplier, IReadOnlyList<PaperKind> kinds, IReadOnlyDictionary<string, PaperRule> rules, DateOnly today, Func<SupplierPaper, PaperView> view)
    {
        foreach (var kind in kinds)
        {
            var rule = rules.GetValueOrDefault(kind.Code);
            var papers = supplier.Papers.Where(paper => paper.Kind == kind.Code).OrderByDescending(paper => paper.HandedAt).ThenByDescending(paper => paper.Id).ToList();
            if (papers.Count == 0 && rule is null or { Need: PaperNeed.NotAsked }) continue;
            var standing = PaperStandings.On(papers, kind.Code, rule, today);
            var end = PaperStandings.Of(papers, kind.Code).Current?.ValidTo;
            var due = standing is PaperStanding.InGrace or PaperStanding.Expired ? end?.AddDays(rule?.GraceDays ?? 0) : end;
            yield return new PaperGroup(
                kind.Code, kind.Name, kind.NameEn, rule?.Need ?? PaperNeed.NotAsked, rule?.NeedsNumber ?? false, rule?.NeedsEnd ?? false, standing, due, [.. papers.Select(view)]);
        }
    }

    private static PaperView ViewOf(SupplierPaper paper, IReadOnlyDictionary<Guid, string> names, IFileLinks links) => new(
        paper.Id, paper.Number, paper.Issuer, paper.ValidFrom, paper.ValidTo, paper.State, paper.HandedAt, paper.DecidedAt,
        paper.DecidedBy is { } decider ? names.GetValueOrDefault(decider) : null, paper.Reason,
        [.. paper.Files.OrderBy(file => file.Position).Select(file => new PageView(file.Name, links.UrlOf(file.FileId)))]);
}
