using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.Payees;

/// <summary>收款账户: where money for an organisation or a household goes. Numbers are ciphertext; a change makes a new row.</summary>
internal sealed class PayeeAccountRecord
{
    /// <summary>A changed account rests this long, with notice to the party, before money goes there.</summary>
    internal static readonly TimeSpan RestAfterChange = TimeSpan.FromHours(72);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PartyId { get; init; }

    public byte[] HolderCipher { get; init; } = [];

    public required string HolderMask { get; init; }

    public required string BankName { get; init; }

    public byte[] NumberCipher { get; init; } = [];

    public required string NumberMask { get; init; }

    public DateTimeOffset UsableFrom { get; init; }

    public Guid RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? SupersededAt { get; set; }

    internal static PayeeAccountRecord Protect(
        IPersonalDataCipher cipher, Guid partyId, string holder, string bankName, string number, DateTimeOffset usableFrom, Guid recordedBy, DateTimeOffset now) => new()
        {
            PartyId = partyId,
            HolderCipher = cipher.Encrypt(holder.Trim()),
            HolderMask = Mask.Name(holder),
            BankName = bankName.Trim(),
            NumberCipher = cipher.Encrypt(number),
            NumberMask = Mask.Number(number),
            UsableFrom = usableFrom,
            RecordedBy = recordedBy,
            RecordedAt = now,
        };
}

internal sealed class PayeeAccountMapping : IEntityTypeConfiguration<PayeeAccountRecord>
{
    public void Configure(EntityTypeBuilder<PayeeAccountRecord> builder)
    {
        builder.ToTable("payee_account");
        builder.Property(account => account.Id).ValueGeneratedNever();
    }
}

internal sealed class PayeeDirectory(AccountsDb db, IPersonalDataCipher cipher, TimeProvider clock) : IPayeeDirectory
{
    public async Task<IReadOnlyDictionary<Guid, PayeeAccount>> FindMany(IReadOnlyCollection<Guid> partyIds, CancellationToken cancellation) =>
        await db.Set<PayeeAccountRecord>().AsNoTracking().Where(row => partyIds.Contains(row.PartyId) && row.SupersededAt == null)
            .ToDictionaryAsync(row => row.PartyId, row => new PayeeAccount(row.PartyId, row.HolderMask, row.BankName, row.NumberMask, row.UsableFrom), cancellation);

    public async Task<IReadOnlyList<PayeeInstruction>> Reveal(IReadOnlyCollection<Guid> partyIds, Guid personId, string reason, CancellationToken cancellation)
    {
        var rows = await db.Set<PayeeAccountRecord>().AsNoTracking().Where(row => partyIds.Contains(row.PartyId) && row.SupersededAt == null).ToListAsync(cancellation);
        await AuditTrail.Append(db, personId, "payee-accounts-revealed", null, new { reason, parties = rows.Select(row => row.PartyId) }, clock, cancellation);
        return [.. rows.Select(row => new PayeeInstruction(row.PartyId, cipher.Decrypt(row.HolderCipher), row.BankName, cipher.Decrypt(row.NumberCipher)))];
    }
}
