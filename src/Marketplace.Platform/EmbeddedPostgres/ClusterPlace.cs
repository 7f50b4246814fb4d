using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>Where a data folder's cluster lies: inside it, or, when the database's user cannot go there, below /var/lib/marketplace.</summary>
internal static class ClusterPlace
{
    private const string Usual = "/var/lib/marketplace";

    /// <summary>A folder of root's own that the database's user may pass through; below the temporary folder when /var/lib is read-only.</summary>
    internal static async Task<string> SharedRoot(CancellationToken cancellation)
    {
        foreach (var root in (string[])[Usual, Path.Combine(Path.GetTempPath(), "marketplace-0")])
        {
            try
            {
                Directory.CreateDirectory(root);
                // In the temporary folder somebody else may have been first: their folder is not used.
                var owner = await Program.Run("stat", ["-c", "%u", root], null, cancellation);
                if (owner.Output.Trim() != "0") continue;
                var probe = Path.Combine(root, "." + Guid.CreateVersion7().ToString("N"));
                await File.WriteAllBytesAsync(probe, [], cancellation);
                File.Delete(probe);
                if (root != Usual && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
                return root;
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
            }
        }

        throw NotWritable(Usual);
    }

    internal static async Task<string> For(string dataDirectory, UnprivilegedUser user, CancellationToken cancellation)
    {
        var place = Path.Combine(dataDirectory, "postgres");
        if (!await user.CanReach(dataDirectory, cancellation))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(dataDirectory))))[..12];
            place = Path.Combine(await SharedRoot(cancellation), hash, "postgres");
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
        $"不能写入 {path}。请检查权限和磁盘空间，或用 Data:Directory 换一个文件夹。",
        $"{path} cannot be written. Check its permissions and the disk's space, or choose another folder with Data:Directory.");
}
