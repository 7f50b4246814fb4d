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
            : throw new StartupProblem("个人信息密钥（Accounts:PersonalDataKey）不对：应为32字节的Base64。", "The personal data key (Accounts:PersonalDataKey) is not right: it must be 32 bytes in Base64.");
    }

    /// <summary>Losing this file loses the personal data, and nothing else: keep a copy with the backups, but not inside them.</summary>
    private static byte[] KeyFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = OpenAlone(path);
        var key = new byte[Length];
        if (file.Length == 0)
        {
            RandomNumberGenerator.Fill(key);
            file.Write(key);
            file.Flush(flushToDisk: true);
            return key;
        }

        return file.Length == Length && file.ReadAtLeast(key, Length, throwOnEndOfStream: false) == Length
            ? key
            : throw new StartupProblem($"个人信息密钥文件已损坏：{path}。请从备份恢复。", $"The personal data key file is damaged: {path}. Restore it from a copy.");
    }

    /// <summary>Only one host at a time has the file open, so that of several starting at once the first writes the key and the others read it.</summary>
    private static FileStream OpenAlone(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var waited = 0; ; waited++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (waited < 200)
            {
                Thread.Sleep(25);
            }
            catch (IOException)
            {
                throw new StartupProblem($"个人信息密钥文件被占用：{path}。请看是否有别的程序开着它。", $"The personal data key file is in use: {path}. See whether another program has it open.");
            }
        }
    }
}
