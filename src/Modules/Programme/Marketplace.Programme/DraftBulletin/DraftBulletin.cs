using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Bulletins;
using Marketplace.Programme.Claims;
using Marketplace.Programme.Dashboard;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Marketplace.Programme.Sales;
using Marketplace.Settlement.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Programme.DraftBulletin;

/// <summary>月度通报: figures are frozen when drafted, a second person signs, and from then on nothing of it changes.</summary>
internal static class DraftBulletin
{
    internal sealed record Request(Guid ProgrammeId, string Month, string? Region);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Month).Matches(@"^\d{4}-(0[1-9]|1[0-2])$").Because("month-wrong", "月份不对。请写成 2026-08 这样。", "The month is not right. Write it like 2026-08.");
            RuleFor(request => request.Region).MaximumLength(12);
        }
    }

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Row(
        Guid Id, string Number, Guid ProgrammeId, string ProgrammeName, string RegionCode, string RegionName, string Month, BulletinState State, string Hash, DateTimeOffset DraftedAt, string DraftedBy,
        DateTimeOffset? SignedAt, string? SignedBy, bool MaySign);

    /// <summary>The text as it stands in the document, for the preview before it is signed.</summary>
    internal sealed record Passage(string Head, string Text);

    internal sealed record Detail(Row Bulletin, BulletinSnapshot Snapshot, IReadOnlyList<string> Title, IReadOnlyList<Passage> Passages, string Annex);

    private static readonly Problem OutsidePeriod = Problem.Invalid("month-outside", "这个月不在项目期内。请另选。", "This month lies outside the programme's period. Choose another.", "month");

    private static readonly Problem SamePerson = Problem.Forbidden("same-person", "拟稿人不能自己签发。请换一位同事。", "Whoever drafted a bulletin cannot sign it. Ask a colleague.");

    private static readonly Problem Published = Problem.Conflict("bulletin-published", "通报已发布，不能再改。更正写进下期。", "The bulletin is published and stays. Corrections go into the next.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/bulletins", Draft).WithName("DraftBulletin").WithTags("Programme").Requires(ProgrammePermissions.Publish).Writes<ProgrammeDb>(needsKey: true);
        api.MapPost("/bulletins/{bulletinId:guid}/signature", Sign).WithName("SignBulletin").WithTags("Programme").Requires(ProgrammePermissions.Publish with { NeedsSecondFactor = true }).Writes<ProgrammeDb>(needsKey: true);
        api.MapGet("/bulletins", List).WithName("ListBulletins").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/bulletins/{bulletinId:guid}", Show).WithName("ShowBulletin").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/bulletins/{bulletinId:guid}/xlsx", Workbook).WithName("DownloadBulletinWorkbook").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/bulletins/{bulletinId:guid}/docx", Document).WithName("DownloadBulletinDocument").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
    }

    private static async Task<Results<Ok<Row>, Problem>> Draft(
        Request request, Actor actor, ProgrammeDb db, DashboardQuery dashboard, BulletinRows rows, ILedgerHead ledger, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        if (ProgrammePermissions.ScopeOf(actor, request.Region, ProgrammePermissions.Publish.Roles.ToArray()) is not { } region) return Problems.NotFound;
        if (region.Level > RegionLevel.County) return ShowDashboard.RegionTooSmall;
        var programme = await db.Set<ProgrammeRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.ProgrammeId, cancellation);
        if (programme is null) return Problems.NotFound;
        var month = DateOnly.ParseExact(request.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (month < programme.PeriodFrom || month > programme.PeriodTo || month > clock.Today()) return OutsidePeriod;
        var issue = await db.Set<Bulletin>().CountAsync(row => row.RegionCode == region.Value && row.Number.Contains($"〔{month.Year}〕"), cancellation) + 1;
        var prefix = configuration["Bulletins:NumberPrefix"] ?? "渝乡振通报";
        var number = region.Level == RegionLevel.Province ? $"{prefix}〔{month.Year}〕{issue}号" : $"{prefix}{region.Value}〔{month.Year}〕{issue}号";
        var now = clock.GetUtcNow();
        var head = await ledger.Head(cancellation);
        var snapshot = JsonSerializer.Serialize(new BulletinSnapshot(number, await dashboard.Read(programme, region, new DashboardFilter(month), cancellation), now, head?.EntryNumber, head?.Hash), EventJson.Options);
        var bulletin = new Bulletin
        {
            Number = number,
            ProgrammeId = programme.Id,
            RegionCode = region.Value,
            Month = month,
            Snapshot = snapshot,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(snapshot))),
            DraftedBy = actor.PersonId,
            DraftedAt = now,
        };
        db.Add(bulletin);
        return TypedResults.Ok(await rows.Of(bulletin, actor, cancellation));
    }

    private static async Task<Results<Ok<Row>, Problem>> Sign(Guid bulletinId, Actor actor, ProgrammeDb db, BulletinRows rows, TimeProvider clock, CancellationToken cancellation)
    {
        var bulletin = await Visible(db, actor, ProgrammePermissions.Publish).SingleOrDefaultAsync(row => row.Id == bulletinId, cancellation);
        if (bulletin is null) return Problems.NotFound;
        if (bulletin.State == BulletinState.Published) return Published;
        if (bulletin.DraftedBy == actor.PersonId) return SamePerson;
        bulletin.State = BulletinState.Published;
        bulletin.SignedBy = actor.PersonId;
        bulletin.SignedAt = clock.GetUtcNow();
        await Freeze(bulletin, actor, db, clock, cancellation);
        return TypedResults.Ok(await rows.Of(bulletin, actor, cancellation));
    }

    /// <summary>A published figure stands: the claims in it can from now on only be adjusted by a reversing fact.</summary>
    private static async Task Freeze(Bulletin bulletin, Actor actor, ProgrammeDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var prefix = RegionCode.Parse(bulletin.RegionCode).Prefix;
        var end = bulletin.Month.AddMonths(1);
        var counted = db.Set<Claim>().Where(claim => claim.State == ClaimState.Counted && claim.OriginRegion.StartsWith(prefix) && claim.SoldOn < end
            && db.Set<SaleFact>().Any(fact => fact.ClaimId == claim.Id && fact.CountedAt <= bulletin.DraftedAt));
        await foreach (var claim in counted.OrderBy(claim => claim.Id).AsAsyncEnumerable().WithCancellation(cancellation))
            db.Add(claim.Do(ClaimAct.Freeze, actor.PersonId, clock.GetUtcNow(), bulletin.Number)!);
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, Actor actor, ProgrammeDb db, BulletinRows tell, CancellationToken cancellation)
    {
        var rows = Visible(db, actor, ProgrammePermissions.Watch).AsNoTracking();
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id < last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>(await tell.Of([.. found.Take(size)], actor, cancellation), found.Count > size ? Paging.Cursor(found[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(Guid bulletinId, Actor actor, ProgrammeDb db, BulletinRows tell, CancellationToken cancellation) =>
        await Find(bulletinId, actor, db, cancellation) is { } found
            ? TypedResults.Ok(new Detail(await tell.Of(found.Bulletin, actor, cancellation), found.Snapshot, [.. BulletinDocument.Title(found.Snapshot).Select(ChineseFigures.Prose)],
                [.. BulletinDocument.Paragraphs(found.Snapshot).Select(passage => new Passage(passage.Head, ChineseFigures.Prose(passage.Text)))], BulletinDocument.AnnexTitle(found.Snapshot)))
            : Problems.NotFound;

    private static async Task<Results<FileContentHttpResult, Problem>> Workbook(Guid bulletinId, Actor actor, ProgrammeDb db, CancellationToken cancellation) =>
        await Find(bulletinId, actor, db, cancellation) is { } found
            ? TypedResults.File(BulletinWorkbook.Write(found.Snapshot), SheetWriter.ContentType, $"{found.Bulletin.Month:yyyy-MM}-bulletin.xlsx")
            : Problems.NotFound;

    private static async Task<Results<FileContentHttpResult, Problem>> Document(Guid bulletinId, Actor actor, ProgrammeDb db, CancellationToken cancellation) =>
        await Find(bulletinId, actor, db, cancellation) is { } found
            ? TypedResults.File(BulletinDocument.Write(found.Snapshot), BulletinDocument.ContentType, $"{found.Bulletin.Month:yyyy-MM}-bulletin.docx")
            : Problems.NotFound;

    private static async Task<(Bulletin Bulletin, BulletinSnapshot Snapshot)?> Find(Guid bulletinId, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        var bulletin = await Visible(db, actor, ProgrammePermissions.Watch).AsNoTracking().SingleOrDefaultAsync(row => row.Id == bulletinId, cancellation);
        return bulletin is null ? null : (bulletin, JsonSerializer.Deserialize<BulletinSnapshot>(bulletin.Snapshot, EventJson.Options)!);
    }

    private static IQueryable<Bulletin> Visible(ProgrammeDb db, Actor actor, Permission permission) =>
        db.Set<Bulletin>().WithinRegions(row => row.RegionCode, actor.RegionsAs(permission.Roles.ToArray()));
}
