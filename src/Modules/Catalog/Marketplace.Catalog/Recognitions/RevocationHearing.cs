namespace Marketplace.Catalog.Recognitions;

/// <summary>撤销事由: why a recognition may end before its time.</summary>
internal enum RevocationCause
{
    /// <summary>产地不实.</summary>
    FalseOrigin,

    /// <summary>质量安全不合格.</summary>
    UnsafeGoods,

    /// <summary>证照失效.</summary>
    LicenceLost,

    /// <summary>带动不实: the households it was recognised for are not helped.</summary>
    NoBenefit,

    /// <summary>价格虚高.</summary>
    Overpriced,

    /// <summary>主动退出.</summary>
    Withdrawn,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>撤销告知: what a supplier is told before a recognition is revoked, what it answers, and what the county decides then.</summary>
internal sealed class RevocationHearing
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid RecognitionId { get; init; }

    public RevocationCause Cause { get; init; }

    public string Explanation { get; init; } = string.Empty;

    /// <summary>The first day it would no longer count; a decision that comes later moves it to its own day.</summary>
    public DateOnly EffectiveFrom { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public Guid OpenedBy { get; init; }

    /// <summary>The last day of the supplier's statement.</summary>
    public DateOnly StatementDue { get; init; }

    public string? Statement { get; private set; }

    public DateTimeOffset? StatedAt { get; private set; }

    public Guid? StatedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public bool? IsRevoked { get; private set; }

    public string? Decision { get; private set; }

    internal bool IsOpen => DecidedAt is null;

    /// <returns>Whether the supplier was still to be heard; it speaks once.</returns>
    internal bool State(string statement, Guid actor, DateTimeOffset now, DateOnly today)
    {
        if (!IsOpen || Statement is not null || today > StatementDue) return false;
        (Statement, StatedBy, StatedAt) = (statement, actor, now);
        return true;
    }

    /// <summary>Nobody is condemned unheard: the statement is in, or its time is over.</summary>
    internal bool MayBeDecided(DateOnly today) => IsOpen && (Statement is not null || today > StatementDue);

    internal void Decide(bool isRevoked, string decision, Guid actor, DateTimeOffset now) =>
        (IsRevoked, Decision, DecidedBy, DecidedAt) = (isRevoked, decision, actor, now);
}
