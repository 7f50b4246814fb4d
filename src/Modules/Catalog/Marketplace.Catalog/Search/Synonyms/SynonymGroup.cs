using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Search.Synonyms;

/// <summary>同义词: words for the same food, such as 土豆, 马铃薯 and 洋芋, from a day on. A group is never changed, only ended and replaced.</summary>
internal sealed class SynonymGroup
{
    internal const int MostWords = 12;

    internal const int LongestWord = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What replaces a group belongs to the same series.</summary>
    public Guid SeriesId { get; init; } = Guid.CreateVersion7();

    /// <summary>In the form in which words are compared.</summary>
    public string[] Words { get; init; } = [];

    public DateOnly ValidFrom { get; init; }

    /// <summary>The last day; the day before <see cref="ValidFrom"/> when the group was taken back before it began.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Whether search documents carry the words. Follows the dates, see <see cref="ApplySynonyms"/>.</summary>
    public bool IsInForce { get; set; }

    public string Reason { get; init; } = string.Empty;

    /// <summary>Empty for what came with the product.</summary>
    public string SetBy { get; init; } = string.Empty;

    public DateTimeOffset SetAt { get; init; }

    public string? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedWhy { get; set; }

    internal bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo >= day);

    /// <returns>The word in its one form, or nothing when it cannot be a synonym.</returns>
    internal static string? WordOf(string? text)
    {
        var folded = SearchText.Fold(text).Trim();
        return SearchText.Runs(folded) is [var run] && run.Text == folded && folded.Length <= LongestWord ? folded : null;
    }
}

internal sealed class SynonymGroupMapping : IEntityTypeConfiguration<SynonymGroup>
{
    public void Configure(EntityTypeBuilder<SynonymGroup> builder)
    {
        builder.ToTable("synonym_group");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.SeriesId).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
    }
}
