using Marketplace.Platform.Auth;

namespace Marketplace.Catalog.Recognitions;

internal enum ReminderKind
{
    /// <summary>快到期: to the desk that is to act.</summary>
    Ahead,

    /// <summary>超期: to the level above the desk that did not.</summary>
    Missed,
}

/// <summary>催办: a desk is told of its deadline, or the level above it that it was missed. It stands until somebody acts.</summary>
internal sealed class RecognitionReminder
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RecognitionId { get; init; }

    public ReminderKind Kind { get; init; }

    /// <summary>Where the application stood.</summary>
    public RecognitionState Stage { get; init; }

    /// <summary>Whose officials are told, within their regions.</summary>
    public Role Role { get; init; }

    public DateOnly DueOn { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>Whose move an application is; nobody's once it is decided.</summary>
    internal static Role? DeskOf(RecognitionState stage, bool isShort, bool needsSector) => stage switch
    {
        RecognitionState.Applied => isShort ? Role.CountyOfficial : Role.TownOfficial,
        RecognitionState.TownReviewed => needsSector ? Role.SectorOfficial : Role.CountyOfficial,
        RecognitionState.SectorReviewed or RecognitionState.OnNotice => Role.CountyOfficial,
        _ => null,
    };

    /// <summary>Who answers for a desk.</summary>
    internal static Role Above(Role desk) => desk == Role.CountyOfficial ? Role.CityOfficial : Role.CountyOfficial;
}
