using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Suppliers;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ApplyAsSupplier;

/// <summary>申请准入: an organisation asks to sell and hands in its papers.</summary>
internal static class ApplyAsSupplier
{
    internal sealed record Document(string Kind, Guid FileId);

    /// <summary>An application.</summary>
    /// <param name="OrganisationId">Which of the person's organisations; needed when there are several.</param>
    internal sealed record Request(IReadOnlyList<Document>? Documents = null, string? Introduction = null, string? IntroductionEn = null, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Introduction).MaximumLength(1000);
            RuleFor(request => request.IntroductionEn).MaximumLength(2000);
            RuleFor(request => request.Documents).Must(documents => documents is null || documents.Count <= 20)
                .Because("too-many", "文件太多。最多20个。", "Too many documents. Send at most 20.");
            RuleForEach(request => request.Documents).ChildRules(document => document.RuleFor(row => row.Kind).NotEmpty().MaximumLength(50))
                .When(request => request.Documents is not null);
        }
    }

    internal sealed record Response(Guid SupplierId, SupplierState State);

    internal static readonly Problem OrganisationNeeded = Problem.Invalid(
        "organisation-needed", "您不能代表这个单位，或没有选单位。请选一个您任职的单位。", "You do not act for this organisation, or none was chosen. Choose one of yours.", "organisationId");

    private static readonly Problem WrongKind = Problem.Conflict(
        "kind-cannot-sell", "这类单位不能作供应商。请用生产经营单位的账号。", "This kind of organisation cannot sell. Use a producer's account.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/suppliers/applications", Handle)
        .WithName("ApplyAsSupplier").WithTags("Catalog").Requires(CatalogPermissions.ApplyAsSupplier).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IOrganisationDirectory organisations, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        var mine = actor.OrganisationsAs(Role.Supplier);
        var id = request.OrganisationId ?? (mine.Count == 1 ? mine[0] : Guid.Empty);
        if (!mine.Contains(id)) return OrganisationNeeded;
        if (await organisations.Find(id, cancellation) is not { } card) return OrganisationNeeded;
        if (card.Kind > OrganisationKind.ServiceStation || card.Region.County is null) return WrongKind;
        var now = clock.GetUtcNow();
        var supplier = await db.Set<Supplier>().SingleOrDefaultAsync(row => row.Id == id, cancellation);
        if (supplier is null) db.Add(supplier = Supplier.Apply(card, actor.PersonId, now));
        else if (!supplier.ApplyAgain(card, actor.PersonId, now)) return CatalogProblems.NotAllowed(supplier.State, SupplierAction.Apply);
        supplier.Introduction = request.Introduction ?? supplier.Introduction;
        supplier.IntroductionEn = request.IntroductionEn ?? supplier.IntroductionEn;
        return await AddDocuments(request, supplier, actor, db, files, now, cancellation) is { } problem
            ? problem
            : TypedResults.Ok(new Response(supplier.Id, supplier.State));
    }

    private static async Task<Problem?> AddDocuments(
        Request request, Supplier supplier, Actor actor, CatalogDb db, IFileStore files, DateTimeOffset now, CancellationToken cancellation)
    {
        var documents = request.Documents ?? [];
        var found = await files.Find([.. documents.Select(document => document.FileId).Distinct()], cancellation);
        foreach (var document in documents)
        {
            if (!found.TryGetValue(document.FileId, out var file) || file.UploadedBy != actor.PersonId) return CatalogProblems.FileUnknown;
            db.Add(new SupplierDocument { SupplierId = supplier.Id, Kind = document.Kind, FileId = file.Id, Name = file.Name, AddedAt = now });
        }

        return null;
    }
}
