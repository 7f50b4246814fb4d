using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Platform.Files;

/// <summary>Addresses that open one file. Whoever may see a file's record is given its address; nobody can make one up.</summary>
public interface IFileLinks
{
    string UrlOf(Guid fileId);

    bool IsGenuine(Guid fileId, string? signature);
}

/// <summary>Signs addresses with a key that lies in the database, so that every host of a cluster signs alike.</summary>
internal sealed class FileLinks([FromKeyedServices("files")] NpgsqlDataSource database) : IFileLinks
{
    private readonly Lazy<byte[]> key = new(() =>
    {
        using var command = database.CreateCommand("SELECT secret FROM link_key WHERE id = 1");
        return (byte[])command.ExecuteScalar()!;
    });

    public string UrlOf(Guid fileId) => $"/api/files/{fileId}?s={Sign(fileId)}";

    public bool IsGenuine(Guid fileId, string? signature) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(fileId)), Encoding.UTF8.GetBytes(signature));

    private string Sign(Guid fileId) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, fileId.ToByteArray(bigEndian: true)))[..32];
}
