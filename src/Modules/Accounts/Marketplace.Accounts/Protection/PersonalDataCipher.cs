namespace Marketplace.Accounts.Protection;

/// <summary>
/// Encrypts what must never lie readable in the database. The first byte of a ciphertext names its version, so that another
/// algorithm can follow.
/// </summary>
internal interface IPersonalDataCipher
{
    /// <param name="owner">Whose datum it is; a ciphertext moved to another's row no longer opens.</param>
    /// <param name="purpose">Which datum it is; a ciphertext moved to another column no longer opens.</param>
    byte[] Encrypt(Guid owner, string purpose, string text);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, moved, or made with a key that is not configured.</exception>
    string Decrypt(Guid owner, string purpose, byte[] cipher);

    /// <summary>A keyed hash that finds equal values without telling them.</summary>
    byte[] Index(string purpose, string text);
}
