using Marketplace.Settlement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Payouts;

/// <summary>付款批次状态: proposed by one person, approved by another, sent to the bank, settled by its answers.</summary>
internal enum PayoutState
{
    Proposed,
    Approved,
    Refused,
    Settled,
}

internal enum PayoutItemState
{
    Waiting,
    Paid,
    Failed,
}

/// <summary>农户到账状态: what a household says of money that was paid to it. A dispute ends when it confirms after all.</summary>
internal enum HouseholdState
{
    PaidToHousehold,
    FarmerConfirmed,
    Disputed,
}

/// <summary>付款批次: money leaving for suppliers' and households' bank accounts.</summary>
internal sealed class PayoutBatch
{
    private readonly List<PayoutItem> items = [];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Number { get; init; }

    public PayoutState State { get; internal set; }

    public long TotalFen { get; init; }

    public Guid ProposedBy { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    public Guid? CheckedBy { get; internal set; }

    public DateTimeOffset? CheckedAt { get; internal set; }

    /// <summary>Who took the file with unmasked accounts; it is given out once.</summary>
    public Guid? FileTakenBy { get; internal set; }

    public DateTimeOffset? FileTakenAt { get; internal set; }

    public IReadOnlyList<PayoutItem> Items => items;

    internal void Add(PayoutItem item) => items.Add(item);

    /// <summary>Locks, then reads in a second statement, so that the items are as whoever held the lock before left them.</summary>
    internal static async Task<PayoutBatch?> Lock(SettlementDb db, Guid batchId, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM settlement.payout_batch WHERE id = {batchId} FOR UPDATE", cancellation);
        return await db.Set<PayoutBatch>().Include(batch => batch.Items).SingleOrDefaultAsync(batch => batch.Id == batchId, cancellation);
    }
}

internal sealed class PayoutItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid BatchId { get; init; }

    public Guid PartyId { get; init; }

    /// <summary>The payable account the money comes from.</summary>
    public required string AccountId { get; init; }

    public long AmountFen { get; init; }

    public PayoutItemState State { get; internal set; }

    public string? Failure { get; internal set; }

    public string? BankSerial { get; internal set; }

    public DateTimeOffset? SettledAt { get; internal set; }

    /// <summary>Only for households, from the moment they were paid.</summary>
    public HouseholdState? HouseholdState { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public string? AnswerNote { get; private set; }

    internal void Paid(string? bankSerial, DateTimeOffset now)
    {
        (State, BankSerial, SettledAt) = (PayoutItemState.Paid, bankSerial, now);
        if (Ledger.AccountId.Parse(AccountId).Kind == Ledger.AccountKind.HouseholdPayable) HouseholdState = Payouts.HouseholdState.PaidToHousehold;
    }

    internal void Fail(string? failure, DateTimeOffset now) => (State, Failure, SettledAt) = (PayoutItemState.Failed, failure, now);

    /// <returns>False when the household had confirmed it: then it cannot be disputed any more.</returns>
    internal bool Answer(HouseholdState answer, string? note, DateTimeOffset now)
    {
        if (HouseholdState is null || (HouseholdState == Payouts.HouseholdState.FarmerConfirmed && answer != HouseholdState)) return false;
        (HouseholdState, AnswerNote, AnsweredAt) = (answer, note, now);
        return true;
    }
}

internal sealed class PayoutBatchMapping : IEntityTypeConfiguration<PayoutBatch>
{
    public void Configure(EntityTypeBuilder<PayoutBatch> builder)
    {
        builder.ToTable("payout_batch");
        builder.Property(batch => batch.Id).ValueGeneratedNever();
        builder.HasMany(batch => batch.Items).WithOne().HasForeignKey(item => item.BatchId);
        builder.Navigation(batch => batch.Items).HasField("items").UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class PayoutItemMapping : IEntityTypeConfiguration<PayoutItem>
{
    public void Configure(EntityTypeBuilder<PayoutItem> builder)
    {
        builder.ToTable("payout_item");
        builder.Property(item => item.Id).ValueGeneratedNever();
    }
}
