using System.Security.Cryptography;
using Marketplace.Platform;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Accounts.Protection;

/// <summary>
/// The master keys of personal data: <c>Accounts:PersonalDataKey</c> encrypts, <c>Accounts:EarlierPersonalDataKeys</c> still open what
/// they closed, newest first. Base64 of 32 bytes each. Without any, one is made and kept beside the data.
/// </summary>
internal static class PersonalDataKeys
{
    private const int Length = 32;

    /// <returns>The current key first, the oldest last.</returns>
    /// <exception cref="StartupProblem">A configured key is no key, or the kept one is damaged.</exception>
    internal static IReadOnlyList<byte[]> Read(IConfiguration configuration)
    {
        if (configuration["Accounts:PersonalDataKey"] is not { Length: > 0 } current)
            return [KeyFile(Path.Combine(configuration["Data:Directory"] ?? "data", "keys", "personal-data-key"))];
        var earlier = configuration.GetSection("Accounts:EarlierPersonalDataKeys").GetChildren().Select(child => child.Value ?? string.Empty);
        return [.. earlier.Prepend(current).Select(Parse)];
    }

    private static byte[] Parse(string text)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == Length
            ? key
            : throw new StartupProblem("个人信息密钥(Accounts:PersonalDataKey)不对:应为32字节的Base64。", "The personal data key (Accounts:PersonalDataKey) is not right: it must be 32 bytes in Base64.");
    }

    /// <summary>Losing this file loses the personal data, and nothing else: keep a copy with the backups, but not inside them.</summary>
    private static byte[] KeyFile(string path)
    {
        if (!File.Exists(path)) Create(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new StartupProblem($"个人信息密钥文件已损坏:{path}。请从备份恢复。", $"The personal data key file is damaged: {path}. Restore it from a copy.");
    }

    /// <summary>Under a name of its own until it is whole: a host starting at the same moment sees all of it or nothing.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
