using System.Security.Cryptography;
using Marketplace.Accounts.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.ForgetPassword;

/// <summary>A link that sets a forgotten password anew: good once and for half an hour. The table holds only its hash.</summary>
internal sealed class PasswordLink
{
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    public byte[] TokenHash { get; init; } = [];

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    internal static (PasswordLink Link, string Token) Make(Guid personId, DateTimeOffset now)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (new PasswordLink { PersonId = personId, TokenHash = HashOf(token), MadeAt = now, ExpiresAt = now + Life }, token);
    }

    internal static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));
}

internal sealed class PasswordLinkMapping : IEntityTypeConfiguration<PasswordLink>
{
    public void Configure(EntityTypeBuilder<PasswordLink> builder)
    {
        builder.ToTable("password_link");
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(link => link.PersonId).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(link => link.TokenHash).IsUnique();
    }
}
