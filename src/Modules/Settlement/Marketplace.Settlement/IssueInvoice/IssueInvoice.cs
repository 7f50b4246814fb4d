using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Invoices;
using Marketplace.Settlement.Obligations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.IssueInvoice;

/// <summary>开票、验票: the supplier enters the invoice it issued; the buyer's finance checks it against the accepted amount.</summary>
internal static class IssueInvoice
{
    internal sealed record Request(string Number, InvoiceKind Kind, long AmountFen, DateOnly IssuedOn);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Number).Matches("^[0-9]{8,20}$").Because("invoice-number-wrong", "发票号码不对。请填8到20位数字。", "The invoice number is not right. Enter 8 to 20 digits.");
            RuleFor(request => request.Kind).IsInEnum();
            RuleFor(request => request.AmountFen).InclusiveBetween(1, Money.LargestOperationFen);
        }
    }

    private static readonly Problem NumberTaken = Problem.Conflict("invoice-number-taken", "这张发票已用在别的订单上。请核对号码。", "This invoice is used for another order. Check its number.");

    private static readonly Problem AlreadyInvoiced = Problem.Conflict("order-invoiced", "这张订单已开过票，不能重复开。", "This order has its invoice already; a second one is not issued.");

    private static readonly Problem AmountDiffers = Problem.Invalid("invoice-amount-differs", "发票金额和验收金额不一致。请重开或核对。", "The invoice's amount differs from the accepted amount. Issue it anew or check it.", "amountFen");

    private static readonly Problem NotAccepted = Problem.Conflict("order-not-accepted", "验收后才能开票。", "An invoice is issued after acceptance.");

    private static readonly Problem NotOpen = Problem.Conflict("invoice-not-open", "这张发票已退回或红冲，不能再验。", "This invoice was returned or reversed and cannot be verified.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{orderId:guid}/invoices", Issue).WithName("IssueInvoice").WithTags("Settlement").Requires(SettlementPermissions.IssueInvoice).Writes<SettlementDb>(needsKey: true);
        api.MapGet("/orders/{orderId:guid}/invoices", List).WithName("ListInvoices").WithTags("Settlement").Requires(SettlementPermissions.ReadOrderMoney).Reads();
        api.MapPost("/orders/{orderId:guid}/invoices/{invoiceId:guid}/verification", Verify).WithName("VerifyInvoice").WithTags("Settlement")
            .Requires(SettlementPermissions.VerifyInvoice).Writes<SettlementDb>();
    }

    private static async Task<Results<Ok<InvoiceView>, Problem>> Issue(Guid orderId, Request request, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier);
        var obligation = await db.Set<Obligation>().AsNoTracking().SingleOrDefaultAsync(row => row.OrderId == orderId && own.Contains(row.SupplierId), cancellation);
        if (obligation is null) return Problems.NotFound;
        if (obligation.AcceptedOn is null) return NotAccepted;
        if (await db.Set<Invoice>().AnyAsync(row => row.OrderId == orderId && row.State != InvoiceState.RedReversed, cancellation)) return AlreadyInvoiced;
        if (request.AmountFen != obligation.DueFen) return AmountDiffers;
        if (await db.Set<Invoice>().AnyAsync(row => row.Number == request.Number, cancellation)) return NumberTaken;
        var invoice = new Invoice { OrderId = orderId, Number = request.Number, Kind = request.Kind, AmountFen = request.AmountFen, IssuedOn = request.IssuedOn, IssuedBy = actor.PersonId };
        db.Add(invoice);
        return TypedResults.Ok(InvoiceView.Of(invoice));
    }

    private static async Task<Results<Ok<Page<InvoiceView>>, Problem>> List(Guid orderId, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var isPlatform = actor.HasAny([Role.Finance, Role.FinanceChecker, Role.Operator]);
        var own = actor.OrganisationsAs([.. SettlementPermissions.BuyerRoles, Role.Supplier, Role.VillageAgent]);
        if (!await db.Set<Obligation>().AnyAsync(row => row.OrderId == orderId && (isPlatform || own.Contains(row.BuyerId) || own.Contains(row.SupplierId)), cancellation)) return Problems.NotFound;
        var rows = await db.Set<Invoice>().AsNoTracking().Where(row => row.OrderId == orderId).OrderBy(row => row.Id).Take(Paging.LargestSize).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<InvoiceView>([.. rows.Select(InvoiceView.Of)]));
    }

    private static async Task<Results<Ok<InvoiceView>, Problem>> Verify(Guid orderId, Guid invoiceId, Actor actor, SettlementDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(SettlementPermissions.VerifyInvoice.Roles.ToArray());
        if (!await db.Set<Obligation>().AnyAsync(row => row.OrderId == orderId && own.Contains(row.BuyerId), cancellation)) return Problems.NotFound;
        var invoice = await db.Set<Invoice>().SingleOrDefaultAsync(row => row.Id == invoiceId && row.OrderId == orderId, cancellation);
        if (invoice is null) return Problems.NotFound;
        if (invoice.State == InvoiceState.Issued)
        {
            invoice.State = InvoiceState.Verified;
            invoice.VerifiedBy = actor.PersonId;
            invoice.VerifiedAt = clock.GetUtcNow();
            db.Publish(new InvoiceVerified { OccurredAt = clock.GetUtcNow(), OrderId = orderId, InvoiceId = invoiceId, Number = invoice.Number, PersonId = actor.PersonId });
        }
        else if (invoice.State != InvoiceState.Verified)
        {
            return NotOpen;
        }

        return TypedResults.Ok(InvoiceView.Of(invoice));
    }
}
