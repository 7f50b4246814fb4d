using System.Text.Json;

namespace Marketplace.Ordering.Orders;

/// <summary>Names as they travel outside: <c>contract-signed</c>.</summary>
internal static class KebabCase
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
