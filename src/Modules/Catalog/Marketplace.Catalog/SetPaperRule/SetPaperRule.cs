using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Papers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.SetPaperRule;

/// <summary>证照规则: what a kind of supplier hands in from a date on. Everybody may read it; the operator sets it for everywhere, the city for its counties.</summary>
internal static class SetPaperRule
{
    /// <param name="RegionCode">A county or above; nothing for everywhere.</param>
    internal sealed record Request(
        OrganisationKind SupplierKind, string PaperKind, DateOnly ValidFrom, PaperNeed Need, bool NeedsNumber, bool NeedsEnd, int RemindDays = 30, int GraceDays = 15, string? RegionCode = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.SupplierKind).Must(kind => kind is >= OrganisationKind.Cooperative and <= OrganisationKind.ServiceStation)
                .Because("unknown-choice", "没有这种供应商类型。请从列表里选。", "There is no such kind of supplier. Pick from the list.");
            RuleFor(request => request.PaperKind).NotEmpty().MaximumLength(50);
            RuleFor(request => request.Need).IsInEnum();
            RuleFor(request => request.RemindDays).InclusiveBetween(1, 180);
            RuleFor(request => request.GraceDays).InclusiveBetween(0, 180);
        }
    }

    internal sealed record Query(string? Kind, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Kind).Must(Choice.IsNoneOr<OrganisationKind>)
            .Because("unknown-choice", "没有这种类型。请从列表里选。", "There is no such kind. Pick from the list.");
    }

    internal sealed record Item(
        Guid RuleId, string RegionCode, string RegionName, OrganisationKind SupplierKind, string PaperKind, string PaperName, string PaperNameEn, DateOnly ValidFrom, PaperNeed Need,
        bool NeedsNumber, bool NeedsEnd, int RemindDays, int GraceDays);

    private static readonly Problem RegionUnknown = Problem.Invalid(
        "region-unknown", "没有这个区划代码，或不归您管。请选到区县。", "There is no such division, or it is not yours. Choose a county or above.", "regionCode");

    private static readonly Problem KindUnknown = Problem.Invalid("paper-not-asked", "没有这种证照。请从列表里选。", "There is no such paper. Pick from the list.", "paperKind");

    private static readonly Problem Backdated = Problem.Invalid("rule-in-past", "规则不能从过去的日期开始。请改成今天或以后。", "A rule cannot begin in the past. Choose today or later.", "validFrom");

    private static readonly Problem Taken = Problem.Conflict("rule-exists", "这一天已有规则。请换一个日期。", "There is a rule from this date already. Choose another date.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/paper-rules", Handle).WithName("SetPaperRule").WithTags("Catalog").Requires(CatalogPermissions.SetPaperRule).Writes<CatalogDb>();
        api.MapGet("/paper-rules", List).WithName("ListPaperRules").WithTags("Catalog").Public().Reads();
    }

    private static async Task<Results<Ok<Item>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (PrefixOf(request.RegionCode, actor, regions) is not { } prefix) return RegionUnknown;
        if ((await db.PaperKinds(cancellation)).Find(row => row.Code == request.PaperKind) is not { } kind) return KindUnknown;
        if (request.ValidFrom < clock.Today()) return Backdated;
        if (await db.Set<PaperRule>().AnyAsync(
            row => row.SupplierKind == request.SupplierKind && row.RegionCode == prefix && row.PaperKind == kind.Code && row.ValidFrom == request.ValidFrom, cancellation)) return Taken;
        var rule = new PaperRule
        {
            RegionCode = prefix,
            SupplierKind = request.SupplierKind,
            PaperKind = kind.Code,
            ValidFrom = request.ValidFrom,
            Need = request.Need,
            NeedsNumber = request.NeedsNumber,
            NeedsEnd = request.NeedsEnd,
            RemindDays = request.RemindDays,
            GraceDays = request.GraceDays,
            SetBy = actor.PersonId,
            SetAt = clock.GetUtcNow(),
        };
        db.Add(rule);
        db.Audit("paper-rule-set", kind.Code, new { region = prefix, kind = request.SupplierKind.ToString(), need = request.Need.ToString(), request.ValidFrom });
        return TypedResults.Ok(ItemOf(rule, kind, regions));
    }

    private static async Task<Ok<Page<Item>>> List([AsParameters] Query query, CatalogDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var rules = db.Set<PaperRule>().AsNoTracking();
        if (Choice.Of<OrganisationKind>(query.Kind) is { } of) rules = rules.Where(rule => rule.SupplierKind == of);
        var total = await rules.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is [var day, var last] && int.TryParse(day, out var number) && number is >= 0 and <= 3_652_058 && Guid.TryParse(last, out var id))
        {
            var from = DateOnly.FromDayNumber(number);
            rules = rules.Where(rule => rule.ValidFrom < from || (rule.ValidFrom == from && rule.Id < id));
        }

        var size = Paging.Size(query.Size);
        var found = await rules.OrderByDescending(rule => rule.ValidFrom).ThenByDescending(rule => rule.Id).Take(size + 1)
            .Join(db.Set<PaperKind>(), rule => rule.PaperKind, kind => kind.Code, (rule, kind) => new { rule, kind }).OrderByDescending(row => row.rule.ValidFrom).ThenByDescending(row => row.rule.Id)
            .ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        return TypedResults.Ok(new Page<Item>(
            [.. page.Select(row => ItemOf(row.rule, row.kind, regions))],
            found.Count > size ? Paging.Cursor(page[^1].rule.ValidFrom.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture), page[^1].rule.Id.ToString()) : null, total));
    }

    private static string? PrefixOf(string? wished, Actor actor, IRegionDirectory regions)
    {
        if (string.IsNullOrEmpty(wished)) return actor.Has(Role.Operator) ? string.Empty : null;
        return RegionCode.TryParse(wished, out var code) && code.Level <= RegionLevel.County && regions.Find(code) is not null && (actor.Has(Role.Operator) || actor.ActsInRegion(code, Role.CityOfficial))
            ? code.Prefix
            : null;
    }

    private static Item ItemOf(PaperRule rule, PaperKind kind, IRegionDirectory regions) => new(
        rule.Id, rule.RegionCode, regions.NameOfPrefix(rule.RegionCode), rule.SupplierKind, kind.Code, kind.Name, kind.NameEn, rule.ValidFrom, rule.Need, rule.NeedsNumber, rule.NeedsEnd,
        rule.RemindDays, rule.GraceDays);
}
