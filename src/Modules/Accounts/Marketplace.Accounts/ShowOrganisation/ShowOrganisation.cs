using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ShowOrganisation;

/// <summary>单位: an organisation's record for its own people, for the authorities of its region and for the operator.</summary>
internal static class ShowOrganisation
{
    private static readonly Role[] Authorities = [Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial, Role.VillageOfficial];
    private static readonly Role[] Members = [Role.Supplier, Role.Buyer, Role.BuyerApprover, Role.BuyerFinance, Role.VillageAgent];

    internal sealed record Query(string? Q, OrganisationKind? Kind, string? Region, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator()
        {
            RuleFor(query => query.Q).MaximumLength(100);
            RuleFor(query => query.Region).Must(code => RegionCode.TryParse(code, out _)).When(query => !string.IsNullOrEmpty(query.Region));
        }
    }

    /// <summary>开票资料: what an invoice to the organisation is made out to.</summary>
    /// <param name="InvoiceBank">Bank and account as they are printed on the invoice.</param>
    internal sealed record TaxProfile(string? InvoiceTitle = null, string? InvoiceTaxNumber = null, string? InvoiceAddress = null, string? InvoiceBank = null);

    internal sealed class TaxProfileValidator : AbstractValidator<TaxProfile>
    {
        public TaxProfileValidator()
        {
            RuleFor(profile => profile.InvoiceTitle).MaximumLength(200);
            RuleFor(profile => profile.InvoiceTaxNumber).Must(number => CreditCode.IsValid(number!.Trim().ToUpperInvariant())).When(profile => !string.IsNullOrWhiteSpace(profile.InvoiceTaxNumber))
                .Because("tax-number-wrong", "纳税人识别号不对。请核对18位代码。", "The tax number is not right. Check its 18 characters.");
            RuleFor(profile => profile.InvoiceAddress).MaximumLength(300);
            RuleFor(profile => profile.InvoiceBank).MaximumLength(200);
        }
    }

    internal sealed record Response(
        Guid Id, string Name, string? NameEn, OrganisationKind Kind, string RegionCode, string RegionName, Guid? SupervisingUnitId, string? Introduction,
        string? IntroductionEn, TaxProfile Invoice, bool IsDemonstration);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organisations/{organisationId:guid}", Show).WithName("ShowOrganisation").WithTags("Accounts").Requires(Permission.SignedIn).Reads();
        api.MapGet("/organisations", List).WithName("ListOrganisations").WithTags("Accounts")
            .Requires(Permission.For("accounts.list-organisations", [.. Authorities, Role.Operator, Role.Finance, Role.FinanceChecker, Role.Administrator])).Reads();
        api.MapPut("/organisations/{organisationId:guid}/invoice-profile", SaveTaxProfile).WithName("SaveInvoiceProfile").WithTags("Accounts")
            .Requires(Permission.For("accounts.save-invoice-profile", Role.Buyer, Role.BuyerFinance)).Writes<AccountsDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Show(Guid organisationId, Actor actor, AccountsDb db, RegionDirectory regions, CancellationToken cancellation)
    {
        var found = await Visible(db, actor).SingleOrDefaultAsync(organisation => organisation.Id == organisationId, cancellation);
        return found is null ? Problems.NotFound : TypedResults.Ok(ToResponse(found, regions));
    }

    private static async Task<Ok<Page<Response>>> List([AsParameters] Query query, Actor actor, AccountsDb db, RegionDirectory regions, CancellationToken cancellation)
    {
        var rows = Visible(db, actor);
        if (query.Kind is { } kind) rows = rows.Where(row => row.Kind == kind);
        if (!string.IsNullOrWhiteSpace(query.Q)) rows = rows.Where(row => EF.Functions.ILike(row.Name, "%" + Literally(query.Q.Trim()) + "%"));
        if (!string.IsNullOrEmpty(query.Region)) rows = rows.WithinRegions(row => row.RegionCode, [RegionCode.Parse(query.Region)]);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id > last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderBy(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).Select(row => ToResponse(row, regions)).ToList();
        return TypedResults.Ok(new Page<Response>(page, found.Count > size ? Paging.Cursor(page[^1].Id.ToString()) : null));
    }

    private static async Task<Results<NoContent, Problem>> SaveTaxProfile(Guid organisationId, TaxProfile profile, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Buyer, Role.BuyerFinance);
        var organisation = await db.Set<Organisation>().SingleOrDefaultAsync(row => row.Id == organisationId && own.Contains(row.Id), cancellation);
        if (organisation is null) return Problems.NotFound;
        organisation.InvoiceTitle = profile.InvoiceTitle?.Trim();
        organisation.InvoiceTaxNumber = profile.InvoiceTaxNumber?.Trim().ToUpperInvariant();
        organisation.InvoiceAddress = profile.InvoiceAddress?.Trim();
        organisation.InvoiceBank = profile.InvoiceBank?.Trim();
        return TypedResults.NoContent();
    }

    internal static IQueryable<Organisation> Visible(AccountsDb db, Actor actor)
    {
        var rows = db.Set<Organisation>().AsNoTracking();
        if (actor.HasAny([Role.Operator, Role.Finance, Role.FinanceChecker, Role.Administrator])) return rows;
        var own = actor.OrganisationsAs(Members);
        var scopes = actor.RegionsAs(Authorities);
        return scopes.Count == 0
            ? rows.Where(row => own.Contains(row.Id) || (row.SupervisingUnitId != null && own.Contains(row.SupervisingUnitId.Value)))
            : rows.WithinRegions(row => row.RegionCode, scopes);
    }

    /// <summary>The text for LIKE, its wildcards and escapes meaning themselves.</summary>
    private static string Literally(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static Response ToResponse(Organisation row, RegionDirectory regions) => new(
        row.Id, row.Name, row.NameEn, row.Kind, row.RegionCode, regions.Find(RegionCode.Parse(row.RegionCode))?.FullName ?? row.RegionCode, row.SupervisingUnitId,
        row.Introduction, row.IntroductionEn, new TaxProfile(row.InvoiceTitle, row.InvoiceTaxNumber, row.InvoiceAddress, row.InvoiceBank), row.IsDemonstration);
}
