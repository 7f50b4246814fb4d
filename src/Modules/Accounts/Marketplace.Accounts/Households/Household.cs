using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.Households;

/// <summary>农户: its name and identity number are ciphertext; every screen shows the masks.</summary>
internal sealed class Household
{
    private const string NamePurpose = "household-name";
    private const string IdentityPurpose = "household-identity";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The village, twelve digits; the county outside Chongqing.</summary>
    public required string RegionCode { get; init; }

    public byte[] NameCipher { get; private set; } = [];

    public string NameMask { get; private set; } = string.Empty;

    public byte[]? IdentityCipher { get; private set; }

    public string? IdentityMask { get; private set; }

    public byte[]? IdentityIndex { get; private set; }

    public bool IsDemonstration { get; init; }

    public Guid RegisteredBy { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    internal void Protect(IPersonalDataCipher cipher, string name, string? identityNumber)
    {
        NameCipher = cipher.Encrypt(Id, NamePurpose, name.Trim());
        NameMask = Mask.Name(name);
        if (string.IsNullOrWhiteSpace(identityNumber)) return;
        var number = identityNumber.Trim().ToUpperInvariant();
        IdentityCipher = cipher.Encrypt(Id, IdentityPurpose, number);
        IdentityMask = Mask.Number(number);
        IdentityIndex = IndexOf(cipher, number);
    }

    internal static byte[] IndexOf(IPersonalDataCipher cipher, string identityNumber) =>
        cipher.Index(IdentityPurpose, identityNumber.Trim().ToUpperInvariant());

    /// <summary>Who calls this records why, and who asked.</summary>
    internal (string Name, string? IdentityNumber) Reveal(IPersonalDataCipher cipher) =>
        (cipher.Decrypt(Id, NamePurpose, NameCipher), IdentityCipher is { } identity ? cipher.Decrypt(Id, IdentityPurpose, identity) : null);
}

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> builder)
    {
        builder.ToTable("household");
        builder.Property(household => household.Id).ValueGeneratedNever();
    }
}

/// <summary>代办授权: a household's recorded consent that one agent lists for it, sold under one organisation's name.</summary>
internal sealed class HouseholdConsentRecord
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid HouseholdId { get; init; }

    public Guid AgentPersonId { get; init; }

    public Guid SellerOrganisationId { get; init; }

    /// <summary>Which wording the household agreed to.</summary>
    public required string TextVersion { get; init; }

    public DateOnly GivenOn { get; init; }

    public DateOnly ValidTo { get; init; }

    public Guid? EvidenceFileId { get; init; }

    public Guid RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedReason { get; set; }
}

internal sealed class HouseholdConsentMapping : IEntityTypeConfiguration<HouseholdConsentRecord>
{
    public void Configure(EntityTypeBuilder<HouseholdConsentRecord> builder)
    {
        builder.ToTable("household_consent");
        builder.Property(consent => consent.Id).ValueGeneratedNever();
        builder.HasOne<Household>().WithMany().HasForeignKey(consent => consent.HouseholdId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Person>().WithMany().HasForeignKey(consent => consent.AgentPersonId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(consent => consent.SellerOrganisationId).OnDelete(DeleteBehavior.NoAction);
    }
}

/// <summary>联农带农: a household's part of a supplier's goods proceeds, between two dates.</summary>
internal sealed class BenefitLinkage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    public Guid HouseholdId { get; init; }

    public LinkageKind Kind { get; init; }

    public int ShareBasisPoints { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; set; }

    public Guid RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>How a household gains.</summary>
internal enum LinkageKind
{
    /// <summary>订单</summary>
    Contract,

    /// <summary>收购</summary>
    Purchase,

    /// <summary>分红</summary>
    Dividend,

    /// <summary>务工</summary>
    Wage,

    /// <summary>土地流转</summary>
    LandRent,
}

internal sealed class BenefitLinkageMapping : IEntityTypeConfiguration<BenefitLinkage>
{
    public void Configure(EntityTypeBuilder<BenefitLinkage> builder)
    {
        builder.ToTable("benefit_linkage");
        builder.Property(linkage => linkage.Id).ValueGeneratedNever();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(linkage => linkage.SupplierId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Household>().WithMany().HasForeignKey(linkage => linkage.HouseholdId).OnDelete(DeleteBehavior.NoAction);
    }
}
