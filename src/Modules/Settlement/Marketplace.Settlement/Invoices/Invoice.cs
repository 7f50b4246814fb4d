using Marketplace.Settlement.Obligations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Invoices;

/// <summary>发票种类. No special invoice on an exempt sale.</summary>
internal enum InvoiceKind
{
    /// <summary>免税普通发票</summary>
    ExemptOrdinary,

    /// <summary>代开发票</summary>
    Agency,

    /// <summary>普通发票</summary>
    Ordinary,
}

internal enum InvoiceState
{
    Issued,

    /// <summary>验票: the buyer's finance compared it with what was accepted.</summary>
    Verified,

    /// <summary>已退回: the buyer found it wrong and said why.</summary>
    Returned,

    /// <summary>已红冲: cancelled by a red-letter invoice; another may be issued.</summary>
    RedReversed,
}

/// <summary>发票: its number exists once; its amount is what was accepted.</summary>
internal sealed class Invoice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public required string Number { get; init; }

    public InvoiceKind Kind { get; init; }

    public long AmountFen { get; init; }

    public InvoiceState State { get; internal set; }

    public DateOnly IssuedOn { get; init; }

    public Guid IssuedBy { get; init; }

    public Guid? VerifiedBy { get; internal set; }

    public DateTimeOffset? VerifiedAt { get; internal set; }

    /// <summary>Why the buyer returned it, or the supplier reversed it.</summary>
    public string? Reason { get; internal set; }

    /// <summary>红字发票号码</summary>
    public string? RedNumber { get; internal set; }
}

/// <summary>开票申请: whom the buyer wants the invoice made out to, as its tax profile said on that day.</summary>
internal sealed class InvoiceRequest
{
    public Guid OrderId { get; init; }

    public required string Title { get; set; }

    public required string TaxNumber { get; set; }

    public string? Address { get; set; }

    public string? BankAccount { get; set; }

    public string? Note { get; set; }

    public Guid RequestedBy { get; set; }

    public DateTimeOffset RequestedAt { get; set; }
}

/// <summary>An invoice as people see it.</summary>
internal sealed record InvoiceView(Guid Id, string Number, InvoiceKind Kind, long AmountFen, InvoiceState State, DateOnly IssuedOn, DateTimeOffset? VerifiedAt, string? Reason, string? RedNumber)
{
    public static InvoiceView Of(Invoice invoice) => new(
        invoice.Id, invoice.Number, invoice.Kind, invoice.AmountFen, invoice.State, invoice.IssuedOn, invoice.VerifiedAt, invoice.Reason, invoice.RedNumber);
}

internal sealed class InvoiceMapping : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> builder)
    {
        builder.ToTable("invoice");
        builder.Property(invoice => invoice.Id).ValueGeneratedNever();
    }
}

internal sealed class InvoiceRequestMapping : IEntityTypeConfiguration<InvoiceRequest>
{
    public void Configure(EntityTypeBuilder<InvoiceRequest> builder)
    {
        builder.ToTable("invoice_request");
        builder.HasKey(request => request.OrderId);
        builder.Property(request => request.OrderId).ValueGeneratedNever();
        builder.HasOne<Obligation>().WithMany().HasForeignKey(request => request.OrderId).OnDelete(DeleteBehavior.NoAction);
    }
}
