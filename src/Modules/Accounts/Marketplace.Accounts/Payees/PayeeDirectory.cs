using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Payees;

internal sealed class PayeeDirectory(AccountsDb db, IPersonalDataCipher cipher, TimeProvider clock) : IPayeeDirectory
{
    public async Task<IReadOnlyDictionary<Guid, PayeeAccount>> FindMany(IReadOnlyCollection<Guid> partyIds, CancellationToken cancellation) =>
        await db.Set<PayeeAccountRecord>().AsNoTracking().Where(row => partyIds.Contains(row.PartyId) && row.SupersededAt == null)
            .ToDictionaryAsync(row => row.PartyId, row => new PayeeAccount(row.PartyId, row.HolderMask, row.BankName, row.NumberMask, row.UsableFrom), cancellation);

    public async Task<IReadOnlyList<PayeeInstruction>> Reveal(IReadOnlyCollection<Guid> partyIds, Guid personId, string reason, CancellationToken cancellation)
    {
        var rows = await db.Set<PayeeAccountRecord>().AsNoTracking().Where(row => partyIds.Contains(row.PartyId) && row.SupersededAt == null).ToListAsync(cancellation);
        await AuditTrail.Append(db, personId, "payee-accounts-revealed", null, new { reason, parties = rows.Select(row => row.PartyId) }, clock, cancellation);
        return [.. rows.Select(row => row.Reveal(cipher))];
    }
}
