using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>Where a data folder's cluster lies: inside it, or, when the database's user cannot go there, below /var/lib/marketplace.</summary>
internal static class ClusterPlace
{
    internal const string SharedRoot = "/var/lib/marketplace";

    internal static async Task<string> For(string dataDirectory, UnprivilegedUser user, CancellationToken cancellation)
    {
        var place = Path.Combine(dataDirectory, "postgres");
        if (!await user.CanReach(dataDirectory, cancellation))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(dataDirectory))))[..12];
            place = Path.Combine(SharedRoot, hash, "postgres");
        }

        try
        {
            Directory.CreateDirectory(place);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw NotWritable(place);
        }

        await user.Own(place, cancellation);
        return place;
    }

    internal static StartupProblem NotWritable(string path) => new(
        $"不能写入 {path}。请检查权限和磁盘空间,或用 Data:Directory 换一个文件夹。",
        $"{path} cannot be written. Check its permissions and the disk's space, or choose another folder with Data:Directory.");
}
