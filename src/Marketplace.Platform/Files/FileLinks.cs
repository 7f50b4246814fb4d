using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Platform.Files;

/// <summary>
/// Addresses that open one file for one to two weeks. Whoever may see a file's record is given its address; nobody can make one up.
/// </summary>
public interface IFileLinks
{
    /// <summary>The address is the same for a week, so that browsers keep what they have loaded.</summary>
    string UrlOf(Guid fileId);

    bool IsGenuine(Guid fileId, int? lastDay, string? signature);
}

/// <summary>Signs addresses with a key that lies in the database, so that every host of a cluster signs alike.</summary>
internal sealed class FileLinks([FromKeyedServices("files")] NpgsqlDataSource database, TimeProvider clock) : IFileLinks
{
    private const int DaysOfOneAddress = 7;

    private readonly Lazy<byte[]> key = new(() =>
    {
        using var command = database.CreateCommand("SELECT secret FROM link_key WHERE id = 1");
        return (byte[])command.ExecuteScalar()!;
    });

    /// <summary>Days since 1970 (UTC).</summary>
    private int Today => (int)(clock.GetUtcNow().ToUnixTimeSeconds() / 86_400);

    public string UrlOf(Guid fileId)
    {
        var lastDay = ((Today / DaysOfOneAddress) + 2) * DaysOfOneAddress;
        return $"/api/files/{fileId}?d={lastDay}&s={Sign(fileId, lastDay)}";
    }

    public bool IsGenuine(Guid fileId, int? lastDay, string? signature) =>
        signature is not null && lastDay >= Today
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(fileId, lastDay.Value)), Encoding.UTF8.GetBytes(signature));

    private string Sign(Guid fileId, int lastDay)
    {
        Span<byte> signed = stackalloc byte[20];
        fileId.TryWriteBytes(signed, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(signed[16..], lastDay);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, signed))[..32];
    }
}
