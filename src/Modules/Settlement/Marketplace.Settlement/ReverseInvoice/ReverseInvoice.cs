using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Invoices;
using Marketplace.Settlement.Obligations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ReverseInvoice;

/// <summary>红冲: the supplier cancels a wrong invoice by a red-letter one; then it may issue another.</summary>
internal static class ReverseInvoice
{
    internal sealed record Request(string RedNumber, string? Reason = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.RedNumber).NotNull().Matches("^[0-9]{8,20}$")
                .Because("invoice-number-wrong", "红字发票号码不对。请填8到20位数字。", "The red-letter invoice's number is not right. Enter 8 to 20 digits.");
            RuleFor(request => request.Reason).MaximumLength(300);
        }
    }

    private static readonly Problem NotOpen = Problem.Conflict("invoice-not-open", "已验过的发票不能红冲。请采购方先说明。", "A verified invoice cannot be reversed. Ask the buyer first.");

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/invoices/{invoiceId:guid}/reversal", Handle).WithName("ReverseInvoice").WithTags("Settlement")
        .Requires(SettlementPermissions.IssueInvoice).Writes<SettlementDb>(needsKey: true);

    private static async Task<Results<Ok<InvoiceView>, Problem>> Handle(
        Guid orderId, Guid invoiceId, Request request, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier);
        if (!await db.Set<Obligation>().AnyAsync(row => row.OrderId == orderId && own.Contains(row.SupplierId), cancellation)) return Problems.NotFound;
        var invoice = await db.Set<Invoice>().SingleOrDefaultAsync(row => row.Id == invoiceId && row.OrderId == orderId, cancellation);
        if (invoice is null) return Problems.NotFound;
        if (invoice.State is not (InvoiceState.Issued or InvoiceState.Returned)) return NotOpen;
        (invoice.State, invoice.RedNumber, invoice.Reason) = (InvoiceState.RedReversed, request.RedNumber, request.Reason ?? invoice.Reason);
        return TypedResults.Ok(InvoiceView.Of(invoice));
    }
}
