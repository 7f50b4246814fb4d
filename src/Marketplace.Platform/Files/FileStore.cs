using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Platform.Files;

/// <summary>
/// Where uploads live. Modules keep the id and ask here what it is; a file's bytes never change once stored.
/// </summary>
public interface IFileStore
{
    /// <summary>The files that exist among <paramref name="ids"/>, in one query.</summary>
    Task<IReadOnlyDictionary<Guid, StoredFile>> Find(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <returns>The bytes, or nothing when the file is unknown or lost.</returns>
    Task<Stream?> Open(StoredFile file, CancellationToken cancellation);

    Task Write(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellation);
}

/// <summary>Files in a folder by their hash. Several hosts need this folder on a shared disk.</summary>
internal sealed class FolderFileStore(IConfiguration configuration, FilesDb db) : IFileStore
{
    public async Task<IReadOnlyDictionary<Guid, StoredFile>> Find(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        ids.Count == 0
            ? new Dictionary<Guid, StoredFile>()
            : await db.Set<StoredFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancellation);

    public Task<Stream?> Open(StoredFile file, CancellationToken cancellation)
    {
        var path = PathOf(file.Sha256);
        return Task.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }

    public async Task Write(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(sha256);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A name of its own until it is whole and on disk: a crash leaves no half file under the hash.
        var unfinished = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await stream.WriteAsync(content, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private string PathOf(string sha256) => Path.Combine(configuration["Data:Directory"] ?? "data", "files", sha256[..2], sha256);
}
