using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Accounts.Protection;

/// <summary>Encrypts what must never lie readable in the database. The first byte of a ciphertext names its version, so that another algorithm can follow.</summary>
internal interface IPersonalDataCipher
{
    byte[] Encrypt(string text);

    string Decrypt(byte[] cipher);

    /// <summary>A keyed hash that finds equal values without telling them.</summary>
    byte[] Index(string text);
}

/// <summary>Version 1: AES-256-GCM with a random nonce; the index is HMAC-SHA-256 under a derived key.</summary>
internal sealed class AesGcmCipher : IPersonalDataCipher
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] key;
    private readonly byte[] indexKey;

    public AesGcmCipher(IConfiguration configuration)
    {
        var master = configuration["Accounts:PersonalDataKey"] is { Length: > 0 } configured
            ? Convert.FromBase64String(configured)
            : KeyFile(Path.Combine(configuration["Data:Directory"] ?? "data", "keys", "personal-data-key"));
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "personal-data"u8.ToArray());
        indexKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "personal-data-index"u8.ToArray());
    }

    public byte[] Encrypt(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var cipher = new byte[1 + NonceLength + plain.Length + TagLength];
        cipher[0] = Version;
        var nonce = cipher.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, cipher.AsSpan(1 + NonceLength, plain.Length), cipher.AsSpan(cipher.Length - TagLength), cipher.AsSpan(0, 1));
        return cipher;
    }

    public string Decrypt(byte[] cipher)
    {
        if (cipher.Length < 1 + NonceLength + TagLength || cipher[0] != Version) throw new CryptographicException("Unknown ciphertext version.");
        var plain = new byte[cipher.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(cipher.AsSpan(1, NonceLength), cipher.AsSpan(1 + NonceLength, plain.Length), cipher.AsSpan(cipher.Length - TagLength), plain, cipher.AsSpan(0, 1));
        return Encoding.UTF8.GetString(plain);
    }

    public byte[] Index(string text) => HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes(text));

    /// <summary>Without a configured key one is made and kept beside the data; losing it loses the personal data, and nothing else.</summary>
    private static byte[] KeyFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            try
            {
                using var file = new FileStream(path, options);
                file.Write(RandomNumberGenerator.GetBytes(32));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another host made it at the same moment.
            }
        }

        return File.ReadAllBytes(path);
    }
}
