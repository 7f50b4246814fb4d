using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Accounts.Protection;

/// <summary>
/// Version 1: AES-256-GCM. A ciphertext is version (1 byte), key id (4), nonce (12), text, tag (16). The index is HMAC-SHA-256
/// under a key that outlives rotations.
/// </summary>
internal sealed class AesGcmCipher : IPersonalDataCipher
{
    private const byte Version = 1;
    private const int KeyIdLength = 4;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + KeyIdLength;
    private readonly IReadOnlyList<Key> keys;
    private readonly byte[] indexKey;

    public AesGcmCipher(IConfiguration configuration)
    {
        var masters = PersonalDataKeys.Read(configuration);
        keys = [.. masters.Select(master => new Key(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyIdLength, info: "personal-data-key-id"u8.ToArray()),
            HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: "personal-data"u8.ToArray())))];
        indexKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, masters[^1], 32, info: "personal-data-index"u8.ToArray());
    }

    public byte[] Encrypt(Guid owner, string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var cipher = new byte[HeaderLength + NonceLength + plain.Length + TagLength];
        cipher[0] = Version;
        keys[0].Id.CopyTo(cipher.AsSpan(1));
        RandomNumberGenerator.Fill(cipher.AsSpan(HeaderLength, NonceLength));
        using var aes = new AesGcm(keys[0].Secret, TagLength);
        aes.Encrypt(cipher.AsSpan(HeaderLength, NonceLength), plain, cipher.AsSpan(HeaderLength + NonceLength, plain.Length),
            cipher.AsSpan(cipher.Length - TagLength), Binding(owner, purpose));
        return cipher;
    }

    public string Decrypt(Guid owner, string purpose, byte[] cipher)
    {
        if (cipher.Length < HeaderLength + NonceLength + TagLength || cipher[0] != Version) throw new CryptographicException("Unknown ciphertext version.");
        var key = keys.FirstOrDefault(key => cipher.AsSpan(1, KeyIdLength).SequenceEqual(key.Id))
            ?? throw new CryptographicException("The personal data was encrypted with a key that is not configured.");
        var plain = new byte[cipher.Length - HeaderLength - NonceLength - TagLength];
        using var aes = new AesGcm(key.Secret, TagLength);
        aes.Decrypt(cipher.AsSpan(HeaderLength, NonceLength), cipher.AsSpan(HeaderLength + NonceLength, plain.Length),
            cipher.AsSpan(cipher.Length - TagLength), plain, Binding(owner, purpose));
        return Encoding.UTF8.GetString(plain);
    }

    public byte[] Index(string purpose, string text) => HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes(purpose + "\n" + text));

    private static byte[] Binding(Guid owner, string purpose) => Encoding.UTF8.GetBytes($"{Version}\n{owner:N}\n{purpose}");

    private sealed record Key(byte[] Id, byte[] Secret);
}
