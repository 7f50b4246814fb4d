using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Programme.Data;
using Marketplace.Programme.UnsoldNotices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.ReportUnsold;

/// <summary>滞销上报: suppliers and village agents say what has no buyer; the officials of the place see it, the most urgent first.</summary>
internal static class ReportUnsold
{
    internal sealed record Request(Guid SupplierId, string OriginRegion, string ProductName, long MassGrams, DateOnly SpoilsBy, long? FloorPriceFen, string? Note);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.OriginRegion).Must(code => RegionCode.TryParse(code, out var region) && region.Level >= RegionLevel.County)
                .Because("region-unknown", "没有这个区划代码。请选到区县、乡镇或村。", "There is no such division. Choose the county, town or village.");
            RuleFor(request => request.ProductName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.MassGrams).InclusiveBetween(1, 1_000_000_000_000).Because("mass-out-of-range", "重量不对。请填大于0的重量。", "The mass is out of range. Enter more than 0.");
            RuleFor(request => request.SpoilsBy).Must(day => day >= clock.Today() && day <= clock.Today().AddYears(1))
                .Because("spoils-by-wrong", "保质期限不对。请填今天以后、一年以内。", "The date is not right. It lies between today and a year from now.");
            RuleFor(request => request.FloorPriceFen).InclusiveBetween(1, Money.LargestOperationFen).When(request => request.FloorPriceFen is not null)
                .Because("amount-out-of-range", "金额不对。请填0.01元以上。", "The amount is out of range. Enter ¥0.01 or more.");
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    internal sealed record ClosingRequest(string Note);

    internal sealed class ClosingValidator : AbstractValidator<ClosingRequest>
    {
        public ClosingValidator() => RuleFor(request => request.Note).NotEmpty().MaximumLength(500);
    }

    /// <param name="MassGrams">How much the buyer takes.</param>
    /// <param name="PriceFen">Fen per kilogram, when it was agreed.</param>
    internal sealed record MatchRequest(string BuyerName, long MassGrams, long? PriceFen, string? Note);

    internal sealed class MatchValidator : AbstractValidator<MatchRequest>
    {
        public MatchValidator()
        {
            RuleFor(request => request.BuyerName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.MassGrams).InclusiveBetween(1, 1_000_000_000_000).Because("mass-out-of-range", "重量不对。请填大于0的重量。", "The mass is out of range. Enter more than 0.");
            RuleFor(request => request.PriceFen).InclusiveBetween(1, Money.LargestOperationFen).When(request => request.PriceFen is not null)
                .Because("amount-out-of-range", "金额不对。请填0.01元以上。", "The amount is out of range. Enter ¥0.01 or more.");
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    /// <param name="Open">Only those not closed yet, or only those closed.</param>
    internal sealed record Query(bool? Open, string? Region, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator()
        {
            RuleFor(query => query.Cursor).MaximumLength(200);
            RuleFor(query => query.Region).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请从列表里选。", "There is no division with this code. Pick one from the list.");
        }
    }

    internal sealed record Row(
        Guid Id, string Number, Guid SupplierId, string OriginRegion, string OriginName, string ProductName, long MassGrams, DateOnly SpoilsBy, long? FloorPriceFen, string? Note,
        DateTimeOffset ReportedAt, DateTimeOffset? ClosedAt, string? ClosingNote, string SupplierName, IReadOnlyList<MatchRow> Matches);

    internal sealed record MatchRow(string BuyerName, long MassGrams, long? PriceFen, string? Note, DateTimeOffset MatchedAt);

    private static readonly Problem Closed = Problem.Conflict("notice-closed", "这条上报已经办结。", "This notice is closed already.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/unsold", Report).WithName("ReportUnsold").WithTags("Programme").Requires(ProgrammePermissions.ReportUnsold).Writes<ProgrammeDb>(needsKey: true);
        api.MapGet("/unsold", List).WithName("ListUnsold").WithTags("Programme").Requires(ProgrammePermissions.ReadUnsold).Reads();
        api.MapPost("/unsold/{noticeId:guid}/matches", Match).WithName("MatchUnsold").WithTags("Programme").Requires(ProgrammePermissions.CloseUnsold).Writes<ProgrammeDb>(needsKey: true);
        api.MapPost("/unsold/{noticeId:guid}/closing", Close).WithName("CloseUnsold").WithTags("Programme").Requires(ProgrammePermissions.CloseUnsold).Writes<ProgrammeDb>(needsKey: true);
    }

    private static async Task<Results<Ok<Row>, Problem>> Report(
        Request request, Actor actor, ProgrammeDb db, IOrganisationDirectory organisations, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var origin = RegionCode.Parse(request.OriginRegion);
        if (regions.Find(origin) is null) return Problems.NotFound;
        var mayAct = actor.OrganisationsAs(Role.Supplier, Role.VillageAgent).Contains(request.SupplierId);
        if (!mayAct || await organisations.Find(request.SupplierId, cancellation) is not { } supplier) return Problems.NotFound;
        if (supplier.Region.County is { } county && !county.Contains(origin)) return Problems.NotFound;
        var id = Guid.CreateVersion7();
        var notice = new UnsoldNotice
        {
            Id = id,
            Number = $"ZX-{clock.Today():yyyy}-{id.ToString()[^8..].ToUpperInvariant()}",
            SupplierId = supplier.Id,
            OriginRegion = request.OriginRegion,
            ProductName = request.ProductName.Trim(),
            MassGrams = request.MassGrams,
            SpoilsBy = request.SpoilsBy,
            FloorPriceFen = request.FloorPriceFen,
            Note = request.Note?.Trim(),
            ReportedBy = actor.PersonId,
            ReportedAt = clock.GetUtcNow(),
        };
        db.Add(notice);
        return TypedResults.Ok(ToRow(notice, regions, supplier.Name, []));
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier, Role.VillageAgent);
        var rows = actor.HasAny(ProgrammePermissions.Officials)
            ? InRegions(db, actor).AsNoTracking()
            : db.Set<UnsoldNotice>().AsNoTracking().Where(notice => own.Contains(notice.SupplierId));
        if (query.Open is { } open) rows = rows.Where(notice => notice.ClosedAt == null == open);
        if (RegionCode.TryParse(query.Region, out var part)) rows = rows.WithinRegions(notice => notice.OriginRegion, [part]);
        if (Paging.Read(query.Cursor, 2) is [var day, var id] && DateOnly.TryParse(day, System.Globalization.CultureInfo.InvariantCulture, out var after) && Guid.TryParse(id, out var last))
            rows = rows.Where(notice => notice.SpoilsBy > after || (notice.SpoilsBy == after && notice.Id > last));
        var size = Paging.Size(query.Size);
        var found = await rows.OrderBy(notice => notice.SpoilsBy).ThenBy(notice => notice.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>(await Tell([.. found.Take(size)], db, regions, organisations, cancellation),
            found.Count > size ? Paging.Cursor(found[size - 1].SpoilsBy.ToString("O", System.Globalization.CultureInfo.InvariantCulture), found[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Row>, Problem>> Close(
        Guid noticeId, ClosingRequest request, Actor actor, ProgrammeDb db, IRegionDirectory regions, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var notice = await InRegions(db, actor).SingleOrDefaultAsync(row => row.Id == noticeId, cancellation);
        if (notice is null) return Problems.NotFound;
        if (notice.ClosedAt is not null) return Closed;
        notice.ClosedAt = clock.GetUtcNow();
        notice.ClosingNote = request.Note.Trim();
        return TypedResults.Ok((await Tell([notice], db, regions, organisations, cancellation))[0]);
    }

    private static async Task<Results<Ok<Row>, Problem>> Match(
        Guid noticeId, MatchRequest request, Actor actor, ProgrammeDb db, IRegionDirectory regions, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        // The notice's row lock: two who match the rest at once do not give it away twice.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM unsold_notice WHERE id = {noticeId} FOR UPDATE", cancellation);
        var notice = await InRegions(db, actor).SingleOrDefaultAsync(row => row.Id == noticeId, cancellation);
        if (notice is null) return Problems.NotFound;
        if (notice.ClosedAt is not null) return Closed;
        var taken = await db.Set<UnsoldMatch>().Where(match => match.NoticeId == noticeId).SumAsync(match => match.MassGrams, cancellation);
        if (taken + request.MassGrams > notice.MassGrams) return TooMuch(notice.MassGrams - taken);
        db.Add(new UnsoldMatch
        {
            NoticeId = noticeId,
            BuyerName = request.BuyerName.Trim(),
            MassGrams = request.MassGrams,
            PriceFen = request.PriceFen,
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
            MatchedBy = actor.PersonId,
            MatchedAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok((await Tell([notice], db, regions, organisations, cancellation))[0]);
    }

    private static Problem TooMuch(long leftGrams) => Problem.Invalid("more-than-left", $"只剩{leftGrams / 1000m:0.##}公斤没有去处。请改小重量。", $"Only {leftGrams / 1000m:0.##} kg are left. Enter less.", "massGrams");

    private static async Task<IReadOnlyList<Row>> Tell(
        IReadOnlyList<UnsoldNotice> notices, ProgrammeDb db, IRegionDirectory regions, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var ids = notices.Select(notice => notice.Id).ToList();
        var matches = (await db.Set<UnsoldMatch>().AsNoTracking().Where(match => ids.Contains(match.NoticeId)).OrderBy(match => match.MatchedAt).ToListAsync(cancellation)).ToLookup(match => match.NoticeId);
        var suppliers = await organisations.FindMany([.. notices.Select(notice => notice.SupplierId).Distinct()], cancellation);
        return [.. notices.Select(notice => ToRow(notice, regions, suppliers.GetValueOrDefault(notice.SupplierId)?.Name ?? string.Empty,
            [.. matches[notice.Id].Select(match => new MatchRow(match.BuyerName, match.MassGrams, match.PriceFen, match.Note, match.MatchedAt))]))];
    }

    private static IQueryable<UnsoldNotice> InRegions(ProgrammeDb db, Actor actor) =>
        db.Set<UnsoldNotice>().WithinRegions(notice => notice.OriginRegion, actor.RegionsAs(ProgrammePermissions.Officials));

    private static Row ToRow(UnsoldNotice row, IRegionDirectory regions, string supplierName, IReadOnlyList<MatchRow> matches) => new(row.Id, row.Number, row.SupplierId, row.OriginRegion,
        regions.Find(RegionCode.Parse(row.OriginRegion))?.FullName ?? row.OriginRegion, row.ProductName, row.MassGrams, row.SpoilsBy, row.FloorPriceFen, row.Note, row.ReportedAt, row.ClosedAt, row.ClosingNote, supplierName, matches);
}
