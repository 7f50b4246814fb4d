using System.Security.Cryptography;
using Marketplace.Accounts.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.Sessions;

/// <summary>
/// One sign-in on one device. The cookie carries a random token, the table only its hash: who reads the table cannot sign in with it.
/// </summary>
internal sealed class Session
{
    /// <summary>A session ends this long after its last use, and in any case a week after sign-in.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(7);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public byte[] TokenHash { get; init; } = [];

    public Guid PersonId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? SecondFactorAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    internal bool IsGoodAt(DateTimeOffset now) => EndedAt is null && now < ExpiresAt && now < LastSeenAt + IdleTime;

    internal static (Session Session, string Token) Begin(Guid personId, bool secondFactor, DateTimeOffset now)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (new Session
        {
            TokenHash = HashOf(token),
            PersonId = personId,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + LongestTime,
            SecondFactorAt = secondFactor ? now : null,
        }, token);
    }

    internal static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("session");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(session => session.PersonId).OnDelete(DeleteBehavior.NoAction);
    }
}
