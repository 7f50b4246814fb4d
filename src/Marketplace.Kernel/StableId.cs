using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Kernel;

/// <summary>
/// Ids derived from names (RFC 9562 version 8), so that modules loading the same published or demonstration data
/// agree on an id without asking each other.
/// </summary>
public static class StableId
{
    /// <summary>The id of <paramref name="name"/>, the same on every machine: <c>organisation:fengjie-orange-coop</c>.</summary>
    public static Guid From(string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
