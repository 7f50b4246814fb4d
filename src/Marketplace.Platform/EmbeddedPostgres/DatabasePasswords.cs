using System.Security.Cryptography;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>One random password for each role, in files only the host's user may read.</summary>
internal sealed record DatabasePasswords(string Superuser, string Owner, string App)
{
    internal const string OwnerRole = "marketplace_owner";
    internal const string AppRole = "marketplace_app";

    /// <exception cref="StartupProblem">There is a cluster, but the superuser's password is lost.</exception>
    internal static async Task<DatabasePasswords> Load(string dataDirectory, bool clusterExists, CancellationToken cancellation)
    {
        var keys = Path.Combine(dataDirectory, "keys");
        var superuser = Path.Combine(keys, "postgres-password");
        if (clusterExists && await Read(superuser, cancellation) is null) throw Lost(superuser);
        try
        {
            Directory.CreateDirectory(keys);
            return new DatabasePasswords(
                await ReadOrMake(superuser, cancellation),
                await ReadOrMake(Path.Combine(keys, "postgres-owner-password"), cancellation),
                await ReadOrMake(Path.Combine(keys, "postgres-app-password"), cancellation));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw ClusterPlace.NotWritable(keys);
        }
    }

    internal static StartupProblem Lost(string place) => new(
        $"数据库密码文件缺失或不对：{place}。请从备份中放回原来的文件，或换一个 Data:Directory。",
        $"The database's password is missing or not the right one: {place}. Bring the original file back from a backup, or choose another Data:Directory.");

    internal static async Task WritePrivately(string path, string text, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellation);
    }

    private static async Task<string> ReadOrMake(string path, CancellationToken cancellation)
    {
        if (await Read(path, cancellation) is { } known) return known;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await WritePrivately(path, password, cancellation);
        return password;
    }

    /// <summary>Only what this class wrote is a password: it goes into SQL as it is.</summary>
    private static async Task<string?> Read(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) return null;
        var text = (await File.ReadAllTextAsync(path, cancellation)).Trim();
        return text.Length >= 16 && text.All(char.IsAsciiHexDigitLower) ? text : null;
    }
}
