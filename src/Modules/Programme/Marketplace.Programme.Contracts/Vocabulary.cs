using Marketplace.Kernel;

namespace Marketplace.Programme.Contracts;

/// <summary>A code with its names; valid in a span of dates.</summary>
public sealed record VocabularyEntry(string Code, string Zh, string En, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>Answers which channels (渠道) and sales modes (销售方式) may be named on an order. Dated data, held in memory.</summary>
public interface IProgrammeVocabulary
{
    Task<IReadOnlyList<VocabularyEntry>> ChannelsOn(DateOnly date, CancellationToken cancellation);

    Task<IReadOnlyList<VocabularyEntry>> SalesModesOn(DateOnly date, CancellationToken cancellation);
}

/// <summary>A sale entered the ledger.</summary>
[EventName("programme.sale-counted.v1")]
public sealed record SaleCounted : IntegrationEvent
{
    public required Guid FactId { get; init; }

    public Guid? OrderId { get; init; }

    public required RegionCode Origin { get; init; }

    public required long AmountFen { get; init; }
}
