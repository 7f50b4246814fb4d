using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Programme.Contracts;
using Marketplace.Programme.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Vocabulary;

internal enum VocabularyKind
{
    /// <summary>渠道</summary>
    Channel,

    /// <summary>销售方式(七销)</summary>
    SalesMode,
}

/// <summary>A channel or sales mode with its span of validity; new years bring new ones without new code.</summary>
internal sealed class VocabularyWord
{
    public VocabularyKind Kind { get; init; }

    public required string Code { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    public int Position { get; init; }

    /// <summary>Whether the channel is one of those with the joint target (2020: four channels, at least 820 million yuan).</summary>
    public bool InJointTarget { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}

internal sealed class VocabularyWordMapping : IEntityTypeConfiguration<VocabularyWord>
{
    public void Configure(EntityTypeBuilder<VocabularyWord> builder)
    {
        builder.ToTable("vocabulary");
        builder.HasKey(word => new { word.Kind, word.Code, word.ValidFrom });
    }
}

internal sealed class ProgrammeVocabulary(ProgrammeDb db) : IProgrammeVocabulary
{
    public Task<IReadOnlyList<VocabularyEntry>> ChannelsOn(DateOnly date, CancellationToken cancellation) => On(VocabularyKind.Channel, date, cancellation);

    public Task<IReadOnlyList<VocabularyEntry>> SalesModesOn(DateOnly date, CancellationToken cancellation) => On(VocabularyKind.SalesMode, date, cancellation);

    private async Task<IReadOnlyList<VocabularyEntry>> On(VocabularyKind kind, DateOnly date, CancellationToken cancellation) =>
        await db.Set<VocabularyWord>().AsNoTracking().Where(word => word.Kind == kind && word.ValidFrom <= date && (word.ValidTo == null || word.ValidTo >= date))
            .OrderBy(word => word.Position).Select(word => new VocabularyEntry(word.Code, word.Zh, word.En, word.ValidFrom, word.ValidTo)).ToListAsync(cancellation);
}

/// <summary>The words that orders and claims choose from.</summary>
internal static class ShowVocabulary
{
    internal sealed record Word(string Code, string Zh, string En);

    internal sealed record Response(IReadOnlyList<Word> Channels, IReadOnlyList<Word> SalesModes);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/programmes/vocabulary", Handle).WithName("ShowVocabulary").WithTags("Programme").Public().Reads();

    private static async Task<Ok<Response>> Handle(IProgrammeVocabulary vocabulary, TimeProvider clock, CancellationToken cancellation)
    {
        var today = Kernel.ChinaTime.Today(clock);
        var channels = await vocabulary.ChannelsOn(today, cancellation);
        var modes = await vocabulary.SalesModesOn(today, cancellation);
        return TypedResults.Ok(new Response([.. channels.Select(word => new Word(word.Code, word.Zh, word.En))], [.. modes.Select(word => new Word(word.Code, word.Zh, word.En))]));
    }
}
