using System.Net;
using System.Threading.RateLimiting;

namespace Marketplace.Catalog.PublicPages;

/// <summary>
/// Slows down whoever tries codes: so many unknown ones an address may ask for in ten minutes. Codes that exist are answered all the same,
/// for a whole office stands behind one address. Kept in memory: a restart forgives.
/// </summary>
internal sealed class UnknownCodes : IDisposable
{
    internal const int Most = 30;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = Most, Window = TimeSpan.FromMinutes(10) }));

    /// <returns>Whether this address has asked for too many codes that do not exist.</returns>
    internal bool IsTooMany(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(address ?? IPAddress.None);
        return !lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
