using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Campaigns;

/// <summary>故事: a few sentences of a county about its produce, with a picture and the product they are about.</summary>
internal sealed record HallStory(string Title, string Text, string? TitleEn = null, string? TextEn = null, Guid? PictureFileId = null, Guid? ProductId = null);

/// <summary>What a county says in its hall, and which goods it puts first, in this order.</summary>
/// <param name="Notice">One sentence that stands on top, such as that the oranges have come.</param>
internal sealed record HallContent(
    string Intro, string? IntroEn = null, string? Notice = null, string? NoticeEn = null, string? Contact = null, Guid? BannerFileId = null,
    IReadOnlyList<Guid>? ProductIds = null, IReadOnlyList<HallStory>? Stories = null)
{
    internal IEnumerable<Guid> Files => (Stories ?? []).Select(story => story.PictureFileId).Append(BannerFileId).OfType<Guid>();

    internal IEnumerable<Guid> Products => (Stories ?? []).Select(story => story.ProductId).OfType<Guid>().Concat(ProductIds ?? []);
}

/// <summary>One state of a hall, as it was saved. Never changed: going back publishes an earlier one again.</summary>
internal sealed class HallVersion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string CountyCode { get; init; } = string.Empty;

    public int Number { get; init; }

    public HallContent Content { get; init; } = new(string.Empty);

    public Guid SavedBy { get; init; }

    public string SavedByName { get; init; } = string.Empty;

    public DateTimeOffset SavedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; set; }
}

internal sealed class HallVersionMapping : IEntityTypeConfiguration<HallVersion>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public void Configure(EntityTypeBuilder<HallVersion> builder)
    {
        builder.ToTable("hall_version");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.CountyCode, row.Number }).IsUnique();
        builder.Property(row => row.Content).HasColumnType("jsonb")
            .HasConversion(content => JsonSerializer.Serialize(content, Json), text => JsonSerializer.Deserialize<HallContent>(text, Json)!);
    }
}
