using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Transfers;

internal enum TransferState
{
    Unmatched,
    Matched,
}

/// <summary>来账: one transfer that came to the custody account. The bank's serial number makes it unique, however often a statement is read.</summary>
internal sealed class Transfer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string BankSerial { get; init; }

    public DateOnly ReceivedOn { get; init; }

    public required string PayerName { get; init; }

    /// <summary>Masked: the last four digits are enough to talk about it.</summary>
    public required string PayerAccount { get; init; }

    public long AmountFen { get; init; }

    /// <summary>附言</summary>
    public required string Note { get; init; }

    public TransferState State { get; internal set; }

    public Guid? MatchedOrderId { get; internal set; }

    public Guid? MatchedBy { get; internal set; }

    public DateTimeOffset? MatchedAt { get; internal set; }

    public Guid RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}

internal sealed class TransferMapping : IEntityTypeConfiguration<Transfer>
{
    public void Configure(EntityTypeBuilder<Transfer> builder)
    {
        builder.ToTable("transfer");
        builder.Property(transfer => transfer.Id).ValueGeneratedNever();
    }
}
