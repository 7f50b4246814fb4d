using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Plots;
using Marketplace.Catalog.Suppliers;
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

namespace Marketplace.Catalog.CheckPlot;

/// <summary>核实地块: the town confirms or returns what was registered; who registered it may withdraw it.</summary>
internal static class CheckPlot
{
    internal sealed record Query(string? State, int? Season, string? Q, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<PlotState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    internal sealed record Request(uint Version, string? Opinion = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Opinion).MaximumLength(500);
    }

    internal sealed record Item(
        Guid PlotId, Guid SupplierId, string SupplierName, string? HouseholdName, string VillageCode, string VillageName, string Name, YieldBasis Basis, long AmountHundredths,
        string CategoryCode, string CropName, int Season, string? FileName, string? FileUrl, PlotState State, string? Opinion, DateTimeOffset RegisteredAt, uint Version, bool IsDemonstration);

    internal sealed record Response(Guid PlotId, PlotState State);

    private static readonly Problem OpinionNeeded = Problem.Invalid(
        "reason-needed", "没有写原因。请写明，对方会看到。", "The reason is missing. Write it; the other side will read it.", "opinion");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/plots", List).WithName("ListPlots").WithTags("Catalog").Requires(CatalogPermissions.SeePlots).Reads();
        Act(api, "check", "CheckPlot", CatalogPermissions.CheckPlot, PlotState.Checked);
        Act(api, "return", "ReturnPlot", CatalogPermissions.CheckPlot, PlotState.Returned);
        Act(api, "withdrawal", "WithdrawPlot", CatalogPermissions.RegisterPlot, PlotState.Withdrawn);
    }

    private static void Act(IEndpointRouteBuilder api, string route, string name, Permission permission, PlotState to) =>
        api.MapPost("/plots/{plotId:guid}/" + route,
                (Guid plotId, Request request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation) => Handle(to, plotId, request, actor, db, clock, cancellation))
            .WithName(name).WithTags("Catalog").Requires(permission).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        PlotState to, Guid plotId, Request request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var reached = to == PlotState.Withdrawn ? Own(actor, db) : db.Set<Plot>().WithinRegions(row => row.VillageCode, actor.RegionsAs(Role.TownOfficial, Role.CountyOfficial));
        if (await reached.Include(row => row.Steps).SingleOrDefaultAsync(row => row.Id == plotId, cancellation) is not { } plot) return Problems.NotFound;
        if (db.Entry(plot).Property<uint>("Version").CurrentValue != request.Version) return Problems.Stale;
        if (to == PlotState.Returned && string.IsNullOrWhiteSpace(request.Opinion)) return OpinionNeeded;
        if (!plot.Move(to, actor.PersonId, clock.GetUtcNow(), request.Opinion?.Trim())) return CatalogProblems.NotAllowed(plot.State, to);
        db.Audit("plot-" + to, plot.Id.ToString(), new { plot.SupplierId, plot.CropName, plot.AmountHundredths });
        return TypedResults.Ok(new Response(plot.Id, plot.State));
    }

    private static IQueryable<Plot> Own(Actor actor, CatalogDb db)
    {
        var mine = actor.OrganisationsAs(Role.Supplier);
        var isAgent = actor.Has(Role.VillageAgent);
        return db.Set<Plot>().Where(row => mine.Contains(row.SupplierId) || (isAgent && row.RegisteredBy == actor.PersonId));
    }

    private static async Task<Ok<Page<Item>>> List(
        [AsParameters] Query query, Actor actor, CatalogDb db, IRegionDirectory regions, IFileLinks links, CancellationToken cancellation)
    {
        Role[] officials = [Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial];
        var rows = actor.HasAny(officials) ? db.Set<Plot>().WithinRegions(row => row.VillageCode, actor.RegionsAs(officials)) : Own(actor, db);
        if (Choice.Of<PlotState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (query.Season is { } season) rows = rows.Where(row => row.Season == season);
        if (LikePattern.Of(query.Q) is { } like)
            rows = rows.Where(row => EF.Functions.ILike(row.CropName, like) || EF.Functions.ILike(row.Name, like) || db.Set<Supplier>().Any(one => one.Id == row.SupplierId && EF.Functions.ILike(one.Name, like)));
        var total = await rows.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is [var ticks, var last] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 3_155_378_975_999_999_999 && Guid.TryParse(last, out var id))
        {
            var at = new DateTimeOffset(value, TimeSpan.Zero);
            rows = rows.Where(row => row.RegisteredAt < at || (row.RegisteredAt == at && row.Id < id));
        }

        var size = Paging.Size(query.Size);
        var page = await rows.OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Id).Take(size + 1).AsNoTracking().Select(row => new
        {
            Row = row,
            Supplier = db.Set<Supplier>().First(one => one.Id == row.SupplierId).Name,
            Opinion = row.Steps.OrderByDescending(step => step.At).ThenByDescending(step => step.Id).Select(step => step.Opinion).FirstOrDefault(),
            Version = EF.Property<uint>(row, "Version"),
        }).ToListAsync(cancellation);
        var items = page.Take(size).Select(found => new Item(
            found.Row.Id, found.Row.SupplierId, found.Supplier, found.Row.HouseholdName, found.Row.VillageCode, regions.FullNameOf(found.Row.VillageCode), found.Row.Name, found.Row.Basis,
            found.Row.AmountHundredths, found.Row.CategoryCode, found.Row.CropName, found.Row.Season, found.Row.FileName, found.Row.FileId is { } file ? links.UrlOf(file) : null,
            found.Row.State, found.Opinion, found.Row.RegisteredAt, found.Version, found.Row.IsDemonstration)).ToList();
        var next = page.Count > size ? Paging.Cursor(items[^1].RegisteredAt.UtcTicks.ToString(CultureInfo.InvariantCulture), items[^1].PlotId.ToString()) : null;
        return TypedResults.Ok(new Page<Item>(items, next, total));
    }
}
