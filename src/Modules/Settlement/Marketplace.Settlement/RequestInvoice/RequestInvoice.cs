using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Invoices;
using Marketplace.Settlement.Obligations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.RequestInvoice;

/// <summary>申请开票: the buyer asks for the order's invoice, made out as its tax profile says. Asking again before it is issued renews what it says.</summary>
internal static class RequestInvoice
{
    internal sealed record Request(string? Note = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Note).MaximumLength(300);
    }

    /// <param name="AmountFen">What the invoice must say: what was accepted, or what is agreed as long as nothing was.</param>
    internal sealed record Response(
        bool IsRequested, string? Title, string? TaxNumber, string? Address, string? BankAccount, string? Note, DateTimeOffset? RequestedAt, bool IsAccepted, long AmountFen);

    private static readonly Problem NoProfile = Problem.Conflict(
        "invoice-profile-missing", "本单位还没有开票资料。请先填抬头和纳税人识别号。", "Your organisation has no tax profile. Enter title and tax number first.");

    private static readonly Problem AlreadyInvoiced = Problem.Conflict("order-invoiced", "这张订单已开过票，不能重复开。", "This order has its invoice already; a second one is not issued.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{orderId:guid}/invoice-request", Ask).WithName("RequestInvoice").WithTags("Settlement").Requires(SettlementPermissions.VerifyInvoice).Writes<SettlementDb>(needsKey: true);
        api.MapGet("/orders/{orderId:guid}/invoice-request", Show).WithName("ShowInvoiceRequest").WithTags("Settlement").Requires(SettlementPermissions.ReadOrderMoney).Reads();
    }

    private static async Task<Results<Ok<Response>, Problem>> Ask(
        Guid orderId, Request request, Actor actor, SettlementDb db, [FromServices] IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs([.. SettlementPermissions.VerifyInvoice.Roles]);
        var obligation = await db.Set<Obligation>().AsNoTracking().SingleOrDefaultAsync(row => row.OrderId == orderId && own.Contains(row.BuyerId), cancellation);
        if (obligation is null || obligation.CancelledAt is not null) return Problems.NotFound;
        if (await organisations.InvoiceProfileOf(obligation.BuyerId, cancellation) is not { } profile) return NoProfile;
        if (await db.Set<Invoice>().AnyAsync(row => row.OrderId == orderId && row.State != InvoiceState.RedReversed && row.State != InvoiceState.Returned, cancellation)) return AlreadyInvoiced;
        var asked = await db.Set<InvoiceRequest>().SingleOrDefaultAsync(row => row.OrderId == orderId, cancellation);
        if (asked is null)
        {
            asked = new InvoiceRequest { OrderId = orderId, Title = profile.Title, TaxNumber = profile.TaxNumber };
            db.Add(asked);
        }

        (asked.Title, asked.TaxNumber, asked.Address, asked.BankAccount) = (profile.Title, profile.TaxNumber, profile.Address, profile.BankAccount);
        (asked.Note, asked.RequestedBy, asked.RequestedAt) = (request.Note, actor.PersonId, clock.GetUtcNow());
        return TypedResults.Ok(ResponseOf(asked, obligation));
    }

    private static async Task<Results<Ok<Response>, Problem>> Show(Guid orderId, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var isPlatform = actor.HasAny([Role.Finance, Role.FinanceChecker, Role.Operator]);
        var own = actor.OrganisationsAs([.. SettlementPermissions.BuyerRoles, Role.Supplier, Role.VillageAgent]);
        var obligation = await db.Set<Obligation>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.OrderId == orderId && (isPlatform || own.Contains(row.BuyerId) || own.Contains(row.SupplierId)), cancellation);
        if (obligation is null) return Problems.NotFound;
        return TypedResults.Ok(ResponseOf(await db.Set<InvoiceRequest>().AsNoTracking().SingleOrDefaultAsync(row => row.OrderId == orderId, cancellation), obligation));
    }

    private static Response ResponseOf(InvoiceRequest? asked, Obligation obligation) => new(
        asked is not null, asked?.Title, asked?.TaxNumber, asked?.Address, asked?.BankAccount, asked?.Note, asked?.RequestedAt, obligation.AcceptedOn is not null, obligation.DueFen);
}
