using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Platform.Files;

/// <summary>An uploaded file: a picture made anew from its pixels, or a PDF.</summary>
public sealed class StoredFile
{
    public Guid Id { get; init; }

    /// <summary>The name its uploader gave it, for display only.</summary>
    public string Name { get; init; } = string.Empty;

    public string ContentType { get; init; } = string.Empty;

    public long Bytes { get; init; }

    /// <summary>Pixels; absent for documents.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>SHA-256 of the kept bytes in hex: their place in the store.</summary>
    public string Sha256 { get; init; } = string.Empty;

    public Guid UploadedBy { get; init; }

    public DateTimeOffset UploadedAt { get; init; }
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("file");
        builder.Property(file => file.Id).ValueGeneratedNever();
    }
}

internal sealed class FilesDb(DbContextOptions<FilesDb> options) : ModuleDb(options, "files");
