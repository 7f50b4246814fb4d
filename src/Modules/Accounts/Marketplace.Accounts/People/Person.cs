using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.People;

/// <summary>Someone with a name of their own to sign in with; logins are never shared.</summary>
internal sealed class Person
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string UserName { get; init; }

    public required string DisplayName { get; set; }

    public string PasswordHash { get; set; } = string.Empty;

    public string Language { get; set; } = "zh-CN";

    /// <summary>The one-time codes' secret, encrypted, once a code from the device was entered.</summary>
    public byte[]? TotpCipher { get; set; }

    /// <summary>A secret whose device has not shown a right code yet.</summary>
    public byte[]? TotpPendingCipher { get; set; }

    /// <summary>The time step of the last code used; a code is good once.</summary>
    public long TotpLastStep { get; private set; }

    /// <summary>A telephone number, encrypted: where notices go.</summary>
    public byte[]? ContactCipher { get; private set; }

    public string? ContactMask { get; private set; }

    public int FailedAttempts { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    public DateTimeOffset? DisabledAt { get; set; }

    public string? DisabledReason { get; set; }

    public bool IsDemonstration { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    internal const string ContactPurpose = "person-contact";

    internal void ReachAt(IPersonalDataCipher cipher, string contact)
    {
        ContactCipher = cipher.Encrypt(Id, ContactPurpose, contact);
        ContactMask = Mask.Number(contact);
    }

    internal bool MaySignIn(DateTimeOffset now) => DisabledAt is null && (LockedUntil is null || LockedUntil <= now);
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("person");
        builder.Property(person => person.Id).ValueGeneratedNever();
    }
}

/// <summary>A post (岗位): a role for an organisation, or for a region and sector. Never deleted, only withdrawn.</summary>
internal sealed class PostRecord
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    public Role Role { get; init; }

    public Guid? OrganisationId { get; init; }

    public string? RegionCode { get; init; }

    public string? Sector { get; init; }

    public Guid? GrantedBy { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}

internal sealed class PostRecordMapping : IEntityTypeConfiguration<PostRecord>
{
    public void Configure(EntityTypeBuilder<PostRecord> builder)
    {
        builder.ToTable("post");
        builder.Property(post => post.Id).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(post => post.PersonId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(post => post.OrganisationId).OnDelete(DeleteBehavior.NoAction);
    }
}
