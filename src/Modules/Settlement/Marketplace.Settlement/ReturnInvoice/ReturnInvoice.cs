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

namespace Marketplace.Settlement.ReturnInvoice;

/// <summary>退票: the buyer found the invoice wrong; the supplier reverses it and issues another.</summary>
internal static class ReturnInvoice
{
    internal sealed record Request(string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(300)
            .Because("reason-needed", "请写明哪里不对,300字以内。", "Say what is wrong, in up to 300 characters.");
    }

    private static readonly Problem NotOpen = Problem.Conflict("invoice-not-open", "这张发票已验过或退过。", "This invoice was verified or returned already.");

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/invoices/{invoiceId:guid}/return", Handle).WithName("ReturnInvoice").WithTags("Settlement")
        .Requires(SettlementPermissions.VerifyInvoice).Writes<SettlementDb>(needsKey: true);

    private static async Task<Results<Ok<InvoiceView>, Problem>> Handle(
        Guid orderId, Guid invoiceId, Request request, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs([.. SettlementPermissions.VerifyInvoice.Roles]);
        if (!await db.Set<Obligation>().AnyAsync(row => row.OrderId == orderId && own.Contains(row.BuyerId), cancellation)) return Problems.NotFound;
        var invoice = await db.Set<Invoice>().SingleOrDefaultAsync(row => row.Id == invoiceId && row.OrderId == orderId, cancellation);
        if (invoice is null) return Problems.NotFound;
        if (invoice.State != InvoiceState.Issued) return NotOpen;
        (invoice.State, invoice.Reason) = (InvoiceState.Returned, request.Reason);
        return TypedResults.Ok(InvoiceView.Of(invoice));
    }
}
