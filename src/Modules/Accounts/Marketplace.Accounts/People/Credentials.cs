using System.Globalization;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Protection;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.People;

/// <summary>
/// Counting mistakes and using one-time codes. Each is one statement on the person's row, so that attempts at the same moment,
/// on any host, are all counted and no code is used twice.
/// </summary>
internal static class Credentials
{
    /// <summary>After so many mistakes the account rests; saying so would tell who exists, so the answer stays the same.</summary>
    private const int MistakesBeforeRest = 8;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);
    private const string TotpPurpose = "one-time-codes";

    internal static Task CountMistake(AccountsDb db, Guid personId, DateTimeOffset now, CancellationToken cancellation)
    {
        var restsUntil = now + Rest;
        return db.Set<Person>().Where(person => person.Id == personId).ExecuteUpdateAsync(
            set => set
                .SetProperty(person => person.LockedUntil, person => person.FailedAttempts + 1 >= MistakesBeforeRest ? restsUntil : person.LockedUntil)
                .SetProperty(person => person.FailedAttempts, person => person.FailedAttempts + 1 >= MistakesBeforeRest ? 0 : person.FailedAttempts + 1),
            cancellation);
    }

    internal static Task ForgetMistakes(AccountsDb db, Guid personId, CancellationToken cancellation) =>
        db.Set<Person>().Where(person => person.Id == personId && (person.FailedAttempts > 0 || person.LockedUntil != null)).ExecuteUpdateAsync(
            set => set.SetProperty(person => person.FailedAttempts, 0).SetProperty(person => person.LockedUntil, (DateTimeOffset?)null), cancellation);

    internal static byte[] SealSecret(IPersonalDataCipher cipher, Guid personId, byte[] secret) =>
        cipher.Encrypt(personId, TotpPurpose, Convert.ToHexString(secret));

    /// <summary>Whether the code fits the secret and was not used before; it is used up by asking.</summary>
    internal static async Task<bool> UseCode(
        AccountsDb db, IPersonalDataCipher cipher, Guid personId, byte[] sealedSecret, string? code, DateTimeOffset now, CancellationToken cancellation)
    {
        var secret = Convert.FromHexString(cipher.Decrypt(personId, TotpPurpose, sealedSecret));
        if (Totp.StepOf(secret, code, now) is not { } step) return false;
        return await db.Set<Person>().Where(person => person.Id == personId && person.TotpLastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.TotpLastStep, step), cancellation) == 1;
    }

    /// <summary>User names are the same in capitals; compared in the form the index holds.</summary>
    internal static string Lowered(string userName) => userName.Trim().ToLower(CultureInfo.InvariantCulture);
}
