using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.Notices;

/// <summary>Why a person is told something.</summary>
internal enum NoticeKind
{
    /// <summary>忘记密码: holds the link that sets a new one.</summary>
    PasswordForgotten,

    PasswordChanged,

    PayeeAccountChanged,

    ContactChanged,

    /// <summary>证照到期: a supplier's paper runs out, or has.</summary>
    PaperDue,
}

/// <summary>通知: what one person is told outside the pages. Text and contact are ciphertext.</summary>
internal sealed class Notice
{
    private const string TextPurpose = "notice-text";
    private const string ContactPurpose = "notice-contact";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PersonId { get; init; }

    public NoticeKind Kind { get; init; }

    public byte[]? ContactCipher { get; private set; }

    public string? ContactMask { get; init; }

    public byte[] TextCipher { get; private set; } = [];

    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>When somebody of the platform took it to tell the person.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }

    public Guid? HandedOverBy { get; set; }

    internal static Notice For(IPersonalDataCipher cipher, Person person, NoticeKind kind, string text, DateTimeOffset now)
    {
        var notice = new Notice { PersonId = person.Id, Kind = kind, ContactMask = person.ContactMask, WrittenAt = now };
        notice.TextCipher = cipher.Encrypt(notice.Id, TextPurpose, text);
        if (person.ContactCipher is { } contact) notice.ContactCipher = cipher.Encrypt(notice.Id, ContactPurpose, cipher.Decrypt(person.Id, Person.ContactPurpose, contact));
        return notice;
    }

    internal (string? Contact, string Text) Reveal(IPersonalDataCipher cipher) =>
        (ContactCipher is { } contact ? cipher.Decrypt(Id, ContactPurpose, contact) : null, cipher.Decrypt(Id, TextPurpose, TextCipher));
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notice");
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(notice => notice.PersonId).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(notice => notice.PersonId);
    }
}
