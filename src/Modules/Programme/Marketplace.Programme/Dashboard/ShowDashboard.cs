using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Marketplace.Programme.Sales;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.Dashboard;

/// <summary>看板: where a programme stands against its target, for the region of the post or a part of it.</summary>
internal static class ShowDashboard
{
    /// <param name="Until">The last month that counts, such as 2020-06.</param>
    /// <param name="CountedBy">How the figures stood at the end of this day.</param>
    /// <param name="BuyerKind">As it stands in answers: <c>trade-union</c>.</param>
    internal sealed record Query(Guid? Programme, string? Region, string? Until, DateOnly? CountedBy, string? BuyerKind)
    {
        internal DashboardFilter Filter => new(
            string.IsNullOrEmpty(Until) ? null : DateOnly.ParseExact(Until + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), CountedBy, Buyers.KindOf(BuyerKind));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Region).MaximumLength(12);
            RuleFor(query => query.Until).Matches(@"^\d{4}-(0[1-9]|1[0-2])$").When(query => !string.IsNullOrEmpty(query.Until)).Because("month-wrong", "月份不对。请写成 2026-08 这样。", "The month is not right. Write it like 2026-08.");
            RuleFor(query => query.BuyerKind).Must(kind => string.IsNullOrEmpty(kind) || Buyers.KindOf(kind) is not null).Because("unknown-choice", "没有这类采购方。请从列表里选。", "There is no such kind of buyer. Pick one from the list.");
        }
    }

    internal sealed record ProgrammeRow(Guid Id, string Key, string Name, string NameEn, Guid? ParentId, DateOnly From, DateOnly To, bool IsFeatured, bool IsDemonstration);

    /// <summary>Sums are kept by county; below it the ledger itself answers.</summary>
    internal static readonly Problem RegionTooSmall = Problem.Invalid("region-too-small", "看板只到区县。乡镇和村请看台账明细。", "Dashboards go down to the county. Use the sales list for towns and villages.", "region");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/dashboard", Handle).WithName("ShowDashboard").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/programmes", List).WithName("ListProgrammes").WithTags("Programme").Requires(ProgrammePermissions.ReadClaims).Reads();
    }

    private static async Task<Results<Ok<DashboardView>, Problem>> Handle(
        [AsParameters] Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, DashboardQuery dashboard, CancellationToken cancellation)
    {
        if (ProgrammePermissions.ScopeOf(actor, query.Region, ProgrammePermissions.Watch.Roles.ToArray()) is not { } region) return Problems.NotFound;
        if (regions.Find(region) is null) return Problems.NotFound;
        if (region.Level > RegionLevel.County) return RegionTooSmall;
        var programme = await Find(db, query.Programme, cancellation);
        return programme is null ? Problems.NotFound : TypedResults.Ok(await dashboard.Read(programme, region, query.Filter, cancellation));
    }

    internal static async Task<ProgrammeRecord?> Find(ProgrammeDb db, Guid? id, CancellationToken cancellation) => id is { } given
        ? await db.Set<ProgrammeRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == given, cancellation)
        : await db.Set<ProgrammeRecord>().AsNoTracking().Where(row => row.ParentId == null).OrderByDescending(row => row.IsFeatured).ThenByDescending(row => row.PeriodFrom).FirstOrDefaultAsync(cancellation);

    private static async Task<Ok<Page<ProgrammeRow>>> List(ProgrammeDb db, CancellationToken cancellation) => TypedResults.Ok(new Page<ProgrammeRow>(
        await db.Set<ProgrammeRecord>().AsNoTracking().OrderByDescending(row => row.PeriodFrom).ThenBy(row => row.Key).Take(Paging.LargestSize)
            .Select(row => new ProgrammeRow(row.Id, row.Key, row.Name, row.NameEn, row.ParentId, row.PeriodFrom, row.PeriodTo, row.IsFeatured, row.IsDemonstration)).ToListAsync(cancellation)));
}
