using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Marketplace.Accounts.Protection;
using Marketplace.Platform;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Accounts.Tests.Protection;

public sealed class CipherTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cipher-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_encrypted_opens_for_the_same_owner_and_purpose_alone()
    {
        var cipher = With(("Accounts:PersonalDataKey", Key(1)));
        var owner = Guid.NewGuid();
        Prop.ForAll<NonNull<string>>(text =>
        {
            var plain = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
            return cipher.Decrypt(owner, "a", cipher.Encrypt(owner, "a", plain)) == plain;
        }).QuickCheckThrowOnFailure();
        var sealedText = cipher.Encrypt(owner, "name", "王小芳");
        Assert.Throws<AuthenticationTagMismatchException>(() => cipher.Decrypt(Guid.NewGuid(), "name", sealedText));
        Assert.Throws<AuthenticationTagMismatchException>(() => cipher.Decrypt(owner, "identity", sealedText));
        for (var i = 0; i < sealedText.Length; i++)
        {
            var changed = (byte[])sealedText.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(owner, "name", changed));
        }
    }

    [Fact]
    public void Equal_texts_have_different_ciphertexts_and_equal_indexes()
    {
        var cipher = With(("Accounts:PersonalDataKey", Key(1)));
        var owner = Guid.NewGuid();
        Assert.NotEqual(cipher.Encrypt(owner, "a", "x"), cipher.Encrypt(owner, "a", "x"));
        Assert.Equal(cipher.Index("a", "x"), cipher.Index("a", "x"));
        Assert.NotEqual(cipher.Index("a", "x"), cipher.Index("b", "x"));
        Assert.NotEqual(cipher.Index("a", "x"), cipher.Index("a", "y"));
    }

    [Fact]
    public void After_a_change_of_key_the_earlier_one_still_opens_and_the_index_stays()
    {
        var owner = Guid.NewGuid();
        var before = With(("Accounts:PersonalDataKey", Key(1)));
        var old = before.Encrypt(owner, "a", "旧");
        var after = With(("Accounts:PersonalDataKey", Key(2)), ("Accounts:EarlierPersonalDataKeys:0", Key(1)));
        Assert.Equal("旧", after.Decrypt(owner, "a", old));
        Assert.Equal(before.Index("a", "x"), after.Index("a", "x"));
        var without = With(("Accounts:PersonalDataKey", Key(2)));
        Assert.Throws<CryptographicException>(() => without.Decrypt(owner, "a", old));
        Assert.ThrowsAny<CryptographicException>(() => before.Decrypt(owner, "a", after.Encrypt(owner, "a", "新")));
    }

    [Fact]
    public async Task Hosts_starting_at_once_agree_on_one_key_that_only_its_owner_reads()
    {
        var owner = Guid.NewGuid();
        var ciphers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => With(("Data:Directory", folder)))));
        var text = ciphers[0].Encrypt(owner, "a", "x");
        Assert.All(ciphers, cipher => Assert.Equal("x", cipher.Decrypt(owner, "a", text)));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "keys")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all, but long enough to be a key of thirty-two")]
    public void A_key_that_is_none_stops_the_start_with_a_sentence(string key) =>
        Assert.Contains("32", Assert.Throws<StartupProblem>(() => With(("Accounts:PersonalDataKey", key))).En, StringComparison.Ordinal);

    private static string Key(byte seed) => Convert.ToBase64String(Enumerable.Repeat(seed, 32).ToArray());

    private static AesGcmCipher With(params (string Key, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build());
}
