using FluentValidation;
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

namespace Marketplace.Catalog.HandInPaper;

/// <summary>补交、换新证照: a supplier photographs a missing or renewed paper; until an official has looked, the earlier one counts.</summary>
internal static class HandInPaper
{
    internal sealed record Request(PaperBody Paper);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Paper).NotNull().SetValidator(new PaperBodyValidator());
    }

    internal sealed record Response(Guid SupplierId, Guid PaperId);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/suppliers/{supplierId:guid}/papers", Handle)
        .WithName("HandInPaper").WithTags("Catalog").Requires(CatalogPermissions.ApplyAsSupplier).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid supplierId, Request request, Actor actor, CatalogDb db, PaperIntake intake, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier);
        if (await db.Set<Supplier>().Include(row => row.Papers).SingleOrDefaultAsync(row => row.Id == supplierId && own.Contains(row.Id), cancellation) is not { } supplier)
            return Problems.NotFound;
        // Whoever is out begins with an application, which brings its papers along.
        if (supplier.State == SupplierState.Removed) return CatalogProblems.SupplierNotActive;
        var rules = await db.PaperRulesFor(supplier.Kind, supplier.RegionCode, clock.Today(), cancellation);
        if (await intake.Take(request.Paper, supplier, rules, actor, cancellation) is { } problem) return problem;
        db.Audit("paper-handed-in", supplier.Id.ToString(), new { kind = request.Paper.Kind });
        return TypedResults.Ok(new Response(supplier.Id, supplier.Papers[^1].Id));
    }
}
