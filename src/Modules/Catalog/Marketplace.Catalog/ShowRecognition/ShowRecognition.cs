using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
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

namespace Marketplace.Catalog.ShowRecognition;

/// <summary>认定材料: the whole file of one recognition, for those who decide about it and those who applied.</summary>
internal static class ShowRecognition
{
    internal sealed record Step(RecognitionState? FromState, RecognitionState ToState, RecognitionAction Action, DateTimeOffset At, string ActorName, string? Opinion);

    internal sealed record EvidenceView(RecognitionState Step, string Name, string Url, string AddedBy, DateTimeOffset AddedAt);

    internal sealed record ObjectionView(Guid ObjectionId, DateTimeOffset RaisedAt, string Text, bool? IsUpheld, string? Decision, DateTimeOffset? DecidedAt);

    /// <param name="MayBeDecided">Whether the supplier was heard, or let its time pass.</param>
    internal sealed record HearingView(
        RevocationCause Cause, string Explanation, DateOnly EffectiveFrom, DateTimeOffset OpenedAt, DateOnly StatementDue, string? Statement, DateTimeOffset? StatedAt,
        bool MayBeDecided, DateTimeOffset? DecidedAt, bool? IsRevoked, string? Decision);

    /// <summary>What a renewal carries on, with its papers at hand.</summary>
    internal sealed record RenewedView(Guid RecognitionId, string? Number, DateOnly? ValidFrom, DateOnly? ValidTo, IReadOnlyList<EvidenceView> Evidence);

    internal sealed record Response(
        Guid RecognitionId, uint Version, Guid ProductId, string ProductName, string? ProductNameEn, string Description, Guid SupplierId, string SupplierName,
        string SupplierRegionName, string OriginCode, string OriginName, string? Sector, bool NeedsSector, RecognitionState State, bool IsReturned, DateTimeOffset AppliedAt,
        DateOnly? DueOn, DateOnly? NoticeFrom, DateOnly? NoticeTo, DateOnly? ValidFrom, DateOnly? ValidTo, DateOnly? RevokedFrom, string? RevokedCause,
        IReadOnlyList<Step> Steps, IReadOnlyList<EvidenceView> Evidence, IReadOnlyList<ObjectionView> Objections, IReadOnlyList<PictureView> Pictures,
        string? Number, bool IsShort, RenewedView? Renews, IReadOnlyList<HearingView> Hearings, DateOnly? RenewalOpens,
        RecognitionGrade Grade, IReadOnlyList<RecognitionChecks.Result> Checks, string? HouseholdName);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/recognitions/{recognitionId:guid}", Handle)
        .WithName("ShowRecognition").WithTags("Catalog").Requires(CatalogPermissions.SeeRecognitions).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid recognitionId, Actor actor, CatalogDb db, RecognitionScope scope, IRegionDirectory regions, IPersonDirectory people, IFileLinks links, RecognitionChecks checks, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (!await scope.Visible(actor).AnyAsync(row => row.Id == recognitionId, cancellation)) return Problems.NotFound;
        var found = await db.Set<Recognition>().Where(row => row.Id == recognitionId)
            .Include(row => row.Steps).Include(row => row.Evidence).Include(row => row.Objections).Include(row => row.Hearings).AsSplitQuery().AsNoTracking()
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).SingleAsync(cancellation);
        var row = found.Row;
        var product = await db.Set<Product>().Include(item => item.Pictures).Include(item => item.Packs).ThenInclude(pack => pack.Tiers).AsSplitQuery().AsNoTracking().SingleAsync(item => item.Id == row.ProductId, cancellation);
        var supplier = await db.Set<Supplier>().AsNoTracking().SingleAsync(item => item.Id == row.SupplierId, cancellation);
        var names = await people.NamesOf([.. row.Steps.Select(step => step.ActorId).Concat(row.Evidence.Select(evidence => evidence.AddedBy)).Distinct()], cancellation);
        string NameOf(Guid id) => names.GetValueOrDefault(id, string.Empty);
        var today = clock.Today();
        var renewed = row.RenewsId is null ? null : await db.Set<Recognition>().Include(item => item.Evidence).AsNoTracking().SingleAsync(item => item.Id == row.RenewsId, cancellation);
        var opens = row.State == RecognitionState.Listed ? row.ValidTo?.AddDays(-(await db.RuleFor(row.OriginCode, today, cancellation)).RenewalDays) : null;
        EvidenceView View(RecognitionEvidence item) => new(item.Step, item.Name, links.UrlOf(item.FileId), NameOf(item.AddedBy), item.AddedAt);
        return TypedResults.Ok(new Response(
            row.Id, found.Version, product.Id, product.Name, product.NameEn, product.Description, supplier.Id, supplier.Name, regions.FullNameOf(supplier.RegionCode),
            row.OriginCode, regions.FullNameOf(row.OriginCode), row.Sector, row.NeedsSector, row.State, row.IsReturned, row.AppliedAt, row.DueOn, row.NoticeFrom,
            row.NoticeTo, row.ValidFrom, row.ValidTo, row.RevokedFrom, row.RevokedCause,
            [.. row.Steps.OrderBy(step => step.At).ThenBy(step => step.Id).Select(step => new Step(step.FromState, step.ToState, step.Action, step.At, NameOf(step.ActorId), step.Opinion))],
            [.. row.Evidence.OrderBy(item => item.AddedAt).Select(View)],
            [.. row.Objections.OrderBy(item => item.RaisedAt).Select(item => new ObjectionView(item.Id, item.RaisedAt, item.Text, item.IsUpheld, item.Decision, item.DecidedAt))],
            [.. product.Pictures.OrderBy(picture => picture.Position).Select(picture => picture.View(links))], row.Number, row.IsShort,
            renewed is null ? null : new RenewedView(renewed.Id, renewed.Number, renewed.ValidFrom, renewed.ValidTo, [.. renewed.Evidence.OrderBy(item => item.AddedAt).Select(View)]),
            [.. row.Hearings.OrderBy(item => item.OpenedAt).Select(item => ViewOf(item, today))], opens, row.Grade,
            await checks.Of(row, product, supplier, cancellation), product.HouseholdName));
    }

    private static HearingView ViewOf(RevocationHearing row, DateOnly today) => new(
        row.Cause, row.Explanation, row.EffectiveFrom, row.OpenedAt, row.StatementDue, row.Statement, row.StatedAt, row.MayBeDecided(today), row.DecidedAt, row.IsRevoked, row.Decision);
}
