using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Settlement.HouseholdMoney;

/// <summary>The link an agent hands a household (on paper or by message): it opens that household's money alone, for thirty days.</summary>
internal sealed class HouseholdLink(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(30);
    private readonly IDataProtector protector = protection.CreateProtector("settlement.household-money");

    internal (string Token, DateTimeOffset ValidTo) For(Guid householdId)
    {
        var validTo = clock.GetUtcNow() + Validity;
        var content = string.Create(CultureInfo.InvariantCulture, $"{householdId}|{validTo.ToUnixTimeSeconds()}");
        return (WebEncoders.Base64UrlEncode(protector.Protect(Encoding.UTF8.GetBytes(content))), validTo);
    }

    /// <returns>The household, or nothing when the link was made up or is too old.</returns>
    internal Guid? Read(string token)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(protector.Unprotect(WebEncoders.Base64UrlDecode(token))).Split('|');
            return long.Parse(parts[1], CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds() ? Guid.Parse(parts[0]) : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
