using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Protection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.Payees;

/// <summary>收款账户: where money for an organisation or a household goes. Numbers are ciphertext; a change makes a new row.</summary>
internal sealed class PayeeAccountRecord
{
    /// <summary>A changed account rests this long, with notice to the party, before money goes there.</summary>
    internal static readonly TimeSpan RestAfterChange = TimeSpan.FromHours(72);

    private const string HolderPurpose = "payee-holder";
    private const string NumberPurpose = "payee-number";

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
            HolderCipher = cipher.Encrypt(partyId, HolderPurpose, holder.Trim()),
            HolderMask = Mask.Name(holder),
            BankName = bankName.Trim(),
            NumberCipher = cipher.Encrypt(partyId, NumberPurpose, number),
            NumberMask = Mask.Number(number),
            UsableFrom = usableFrom,
            RecordedBy = recordedBy,
            RecordedAt = now,
        };

    internal PayeeInstruction Reveal(IPersonalDataCipher cipher) =>
        new(PartyId, cipher.Decrypt(PartyId, HolderPurpose, HolderCipher), BankName, cipher.Decrypt(PartyId, NumberPurpose, NumberCipher));
}

internal sealed class PayeeAccountMapping : IEntityTypeConfiguration<PayeeAccountRecord>
{
    public void Configure(EntityTypeBuilder<PayeeAccountRecord> builder)
    {
        builder.ToTable("payee_account");
        builder.Property(account => account.Id).ValueGeneratedNever();
    }
}
