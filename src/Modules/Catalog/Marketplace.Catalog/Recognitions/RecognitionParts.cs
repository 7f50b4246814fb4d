namespace Marketplace.Catalog.Recognitions;

/// <summary>One move of a recognition: who, when, with which opinion.</summary>
internal sealed class RecognitionStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RecognitionId { get; init; }

    public RecognitionState? FromState { get; init; }

    public RecognitionState ToState { get; init; }

    public RecognitionAction Action { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public string? Opinion { get; init; }
}

/// <summary>佐证材料: a file shown at a step.</summary>
internal sealed class RecognitionEvidence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RecognitionId { get; init; }

    /// <summary>The state the recognition was in when it was added.</summary>
    public RecognitionState Step { get; init; }

    public Guid FileId { get; init; }

    public string Name { get; init; } = string.Empty;

    public Guid AddedBy { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}

/// <summary>异议: what somebody said against a recognition on notice, and what was decided about it.</summary>
internal sealed class Objection
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RecognitionId { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public Guid RaisedBy { get; init; }

    public string Text { get; init; } = string.Empty;

    public DateTimeOffset? DecidedAt { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public bool? IsUpheld { get; private set; }

    public string? Decision { get; private set; }

    /// <returns>Whether it was still open.</returns>
    internal bool Decide(bool isUpheld, string decision, Guid actor, DateTimeOffset now)
    {
        if (IsUpheld is not null) return false;
        (IsUpheld, Decision, DecidedBy, DecidedAt) = (isUpheld, decision, actor, now);
        return true;
    }
}

/// <summary>How a county recognises, from a date on. The longest region that contains the county wins, then the latest date.</summary>
internal sealed class RecognitionRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The digits every code of the region begins with; empty for everywhere.</summary>
    public string RegionCode { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    public bool NeedsSector { get; init; }

    /// <summary>公示期 in days; none means that the county's decision publishes at once.</summary>
    public int NoticeDays { get; init; }

    public int ValidityMonths { get; init; }

    /// <summary>Days each desk has.</summary>
    public int StepDays { get; init; }

    /// <summary>续认: so many days before the end a renewal may be asked for.</summary>
    public int RenewalDays { get; init; } = 90;

    /// <summary>Whether the county decides renewals without the town and the sector.</summary>
    public bool IsRenewalShort { get; init; }

    /// <summary>Days the supplier has to be heard before a revocation.</summary>
    public int HearingDays { get; init; } = 7;

    /// <summary>Whether a household's goods need a licence behind them to become 帮扶产品; without one they become 县域产品.</summary>
    public bool NeedsLicence { get; init; } = true;

    /// <summary>So many days before its deadline a desk is reminded.</summary>
    public int RemindDays { get; init; } = 2;

    /// <summary>So many days before the end the supplier is reminded to renew.</summary>
    public int RenewalRemindDays { get; init; } = 30;

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }
}
