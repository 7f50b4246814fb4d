using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Plots;
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

namespace Marketplace.Catalog.RegisterPlot;

/// <summary>登记地块: where a season's goods grow, how many animals are kept, or which raw goods were bought in; the town checks it.</summary>
internal static class RegisterPlot
{
    /// <param name="AmountHundredths">Hundredths of a mu, an animal, or a kilogram of raw goods.</param>
    /// <param name="HouseholdId">The household the agent registers it for; its consent names who sells.</param>
    internal sealed record Request(
        string VillageCode, string Name, YieldBasis Basis, long AmountHundredths, string CategoryCode, string CropName, int Season, Guid? SupplierId = null,
        Guid? HouseholdId = null, Guid? FileId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Name).NotEmpty().MaximumLength(40);
            RuleFor(request => request.CropName).NotEmpty().MaximumLength(40);
            RuleFor(request => request.CategoryCode).NotEmpty().MaximumLength(50);
            RuleFor(request => request.Basis).IsInEnum();
            RuleFor(request => request.AmountHundredths).InclusiveBetween(1, 100_000_000)
                .Because("amount-wrong", "数量要在0.01到1,000,000之间。请改正。", "The amount must be between 0.01 and 1,000,000. Correct it.");
            RuleFor(request => request.Season).Must(year => Math.Abs(year - clock.Today().Year) <= 1)
                .Because("season-wrong", "只能登记去年、今年和明年的。请改正。", "Only last year, this year and the next can be registered. Correct it.");
        }
    }

    internal sealed record Response(Guid PlotId, PlotState State);

    private static readonly Problem ConsentMissing = Problem.Invalid(
        "consent-missing", "这户没有给您代办授权，或已到期。请先登记授权。", "This household has given you no consent, or it has ended. Record its consent first.", "householdId");

    private static readonly Problem SupplierNeeded = Problem.Invalid(
        "supplier-needed", "没有选供应商，或您不能代表它。请选一个您任职的单位。", "No supplier was chosen, or you do not act for it. Choose one of yours.", "supplierId");

    private static readonly Problem RegionUnknown = Problem.Invalid(
        "region-unknown", "没有这个地方。请选到乡镇或村。", "There is no such place. Choose a town or village.", "villageCode");

    private static readonly Problem CategoryUnknown = Problem.Invalid("category-unknown", "没有这个品类。请从列表里选。", "There is no such category. Pick from the list.", "categoryCode");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/plots", Handle)
        .WithName("RegisterPlot").WithTags("Catalog").Requires(CatalogPermissions.RegisterPlot).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IHouseholdDirectory households, IRegionDirectory regions, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        HouseholdConsent? consent = null;
        if (request.HouseholdId is { } household)
        {
            if (actor.Has(Role.VillageAgent)) consent = await households.ConsentOf(household, actor.PersonId, clock.Today(), cancellation);
            if (consent is null) return ConsentMissing;
        }

        var mine = actor.OrganisationsAs(Role.Supplier);
        var supplierId = consent?.SellerOrganisationId ?? request.SupplierId ?? (mine.Count == 1 ? mine[0] : Guid.Empty);
        if (consent is null && !mine.Contains(supplierId)) return SupplierNeeded;
        if (!await db.Set<Supplier>().AnyAsync(row => row.Id == supplierId && row.State == SupplierState.Active, cancellation)) return CatalogProblems.SupplierNotActive;
        if (!RegionCode.TryParse(request.VillageCode, out var village) || village.Level < RegionLevel.Town || regions.Find(village) is null) return RegionUnknown;
        if (!await db.Set<Category>().AnyAsync(row => row.Code == request.CategoryCode, cancellation)) return CategoryUnknown;
        StoredFile? file = null;
        if (request.FileId is { } id && !((await files.Find([id], cancellation)).TryGetValue(id, out file) && file.UploadedBy == actor.PersonId)) return CatalogProblems.FileUnknown;
        var now = clock.GetUtcNow();
        var plot = new Plot
        {
            SupplierId = supplierId,
            HouseholdId = consent?.HouseholdId,
            HouseholdName = consent?.MaskedName,
            VillageCode = village.Value,
            Name = request.Name.Trim(),
            Basis = request.Basis,
            AmountHundredths = request.AmountHundredths,
            CategoryCode = request.CategoryCode,
            CropName = request.CropName.Trim(),
            Season = request.Season,
            FileId = file?.Id,
            FileName = file?.Name,
            RegisteredBy = actor.PersonId,
            RegisteredAt = now,
        };
        plot.Move(PlotState.Registered, actor.PersonId, now, null);
        db.Add(plot);
        return TypedResults.Ok(new Response(plot.Id, plot.State));
    }
}
