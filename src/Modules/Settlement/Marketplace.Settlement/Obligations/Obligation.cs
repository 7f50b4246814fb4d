using Marketplace.Ordering.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Obligations;

/// <summary>
/// What is owed for one contracted order and how far it is settled. Amounts come from the contract and the inspection; whatever a later
/// event says, no more is released than this row knows to be accepted and received.
/// </summary>
internal sealed class Obligation
{
    private readonly List<ObligationLine> lines = [];

    public Guid OrderId { get; init; }

    public required string Number { get; init; }

    public Guid BuyerId { get; init; }

    public Guid BudgetUnitId { get; init; }

    public Guid SupplierId { get; init; }

    public PaymentMode PaymentMode { get; init; }

    public long GoodsFen { get; init; }

    public long FreightFen { get; init; }

    public int PaymentDays { get; init; }

    public DateOnly ContractedOn { get; init; }

    /// <summary>付款期限: from the contract when prepaying, from acceptance when postpaying.</summary>
    public DateOnly? DueOn { get; private set; }

    public Guid? InspectionId { get; private set; }

    public DateOnly? AcceptedOn { get; private set; }

    public long? AcceptedFen { get; private set; }

    public long? FreightOwedFen { get; private set; }

    public long ReceivedFen { get; private set; }

    /// <summary>Owed back to the buyer, paid back or on its way.</summary>
    public long ReturnedFen { get; private set; }

    public DateTimeOffset? PaidAnnouncedAt { get; internal set; }

    public DateTimeOffset? ReleasedAt { get; internal set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    public IReadOnlyList<ObligationLine> Lines => lines;

    /// <summary>What the buyer owes in all, as far as is known now.</summary>
    internal long DueFen => CancelledAt is not null ? 0 : (AcceptedFen ?? GoodsFen) + (FreightOwedFen ?? FreightFen);

    /// <summary>What still has to come.</summary>
    internal long OutstandingFen => Math.Max(0, DueFen - (ReceivedFen - ReturnedFen));

    internal bool IsPaidInFull => ReceivedFen - ReturnedFen >= DueFen && DueFen > 0;

    /// <summary>Held above what is owed: goes back once acceptance or cancellation has fixed what is owed.</summary>
    internal long SurplusFen => AcceptedOn is null && CancelledAt is null
        ? Math.Max(0, ReceivedFen - ReturnedFen - DueFen)
        : ReceivedFen - ReturnedFen - DueFen;

    internal bool MayRelease => AcceptedOn is not null && CancelledAt is null && ReleasedAt is null && IsPaidInFull;

    internal static Obligation From(OrderContracted fact, DateOnly on)
    {
        var obligation = new Obligation
        {
            OrderId = fact.OrderId,
            Number = fact.Number,
            BuyerId = fact.BuyerId,
            BudgetUnitId = fact.BudgetUnitId,
            SupplierId = fact.SupplierId,
            PaymentMode = fact.PaymentMode,
            GoodsFen = fact.GoodsFen,
            FreightFen = fact.FreightFen,
            PaymentDays = fact.PaymentDays,
            ContractedOn = on,
            DueOn = fact.PaymentMode == PaymentMode.Prepay ? on.AddDays(fact.PaymentDays) : null,
        };
        obligation.lines.AddRange(fact.Lines.Select(line => new ObligationLine { OrderId = fact.OrderId, LineId = line.LineId, AmountFen = line.AmountFen }));
        return obligation;
    }

    internal void Receive(long amountFen) => ReceivedFen = checked(ReceivedFen + amountFen);

    internal void Return(long amountFen) => ReturnedFen = checked(ReturnedFen + amountFen);

    internal void Accept(DeliveryAccepted fact)
    {
        if (AcceptedOn is not null) return;
        foreach (var line in lines)
        {
            var accepted = fact.Lines.SingleOrDefault(inspected => inspected.LineId == line.LineId)?.AcceptedFen ?? 0;
            line.AcceptedFen = Math.Clamp(accepted, 0, line.AmountFen);
        }

        InspectionId = fact.InspectionId;
        AcceptedOn = fact.AcceptedOn;
        AcceptedFen = lines.Sum(line => line.AcceptedFen ?? 0);
        FreightOwedFen = AcceptedFen == 0 ? 0 : Math.Min(fact.FreightFen, FreightFen);
        if (PaymentMode == PaymentMode.Postpay) DueOn = fact.AcceptedOn.AddDays(PaymentDays);
    }

    internal void Cancel(DateTimeOffset now) => CancelledAt ??= ReleasedAt is null && AcceptedOn is null ? now : null;
}

internal sealed class ObligationLine
{
    public Guid OrderId { get; init; }

    public Guid LineId { get; init; }

    public long AmountFen { get; init; }

    public long? AcceptedFen { get; internal set; }
}

internal sealed class ObligationMapping : IEntityTypeConfiguration<Obligation>
{
    public void Configure(EntityTypeBuilder<Obligation> builder)
    {
        builder.ToTable("obligation");
        builder.HasKey(obligation => obligation.OrderId);
        builder.Property(obligation => obligation.OrderId).ValueGeneratedNever();
        builder.HasMany(obligation => obligation.Lines).WithOne().HasForeignKey(line => line.OrderId);
        builder.Navigation(obligation => obligation.Lines).HasField("lines").UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class ObligationLineMapping : IEntityTypeConfiguration<ObligationLine>
{
    public void Configure(EntityTypeBuilder<ObligationLine> builder)
    {
        builder.ToTable("obligation_line");
        builder.HasKey(line => new { line.OrderId, line.LineId });
    }
}
