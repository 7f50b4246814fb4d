using Marketplace.Kernel;

namespace Marketplace.Catalog.Recognitions;

/// <summary>产品认定: one application of one product, through its reviews and public notice to the register.</summary>
internal sealed class Recognition
{
    /// <summary>Where an application is still being decided; a product has at most one there.</summary>
    internal static readonly RecognitionState[] OpenStates =
        [RecognitionState.Applied, RecognitionState.TownReviewed, RecognitionState.SectorReviewed, RecognitionState.CountyDecided, RecognitionState.OnNotice];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    public Guid SupplierId { get; init; }

    public string OriginCode { get; init; } = string.Empty;

    /// <summary>行业: which department reviews, where one does.</summary>
    public string? Sector { get; init; }

    public RecognitionState State { get; private set; }

    /// <summary>退回补正: the supplier must correct and hand in again.</summary>
    public bool IsReturned { get; private set; }

    /// <summary>Fixed at application by the county's rule of that day.</summary>
    public bool NeedsSector { get; init; }

    /// <summary>What it leads to; the county may decide on the other one.</summary>
    public RecognitionGrade Grade { get; private set; }

    /// <summary>续认: the recognition this application carries on.</summary>
    public Guid? RenewsId { get; init; }

    /// <summary>A renewal that the county decides straight away, where its rule says so.</summary>
    public bool IsShort { get; private set; }

    /// <summary>认定编号: given when it enters the register.</summary>
    public string? Number { get; set; }

    public DateTimeOffset AppliedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The day by which whoever is to act now should have acted.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>First and last day on which anyone may object.</summary>
    public DateOnly? NoticeFrom { get; private set; }

    public DateOnly? NoticeTo { get; private set; }

    public DateOnly? ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    /// <summary>The first day it no longer counts.</summary>
    public DateOnly? RevokedFrom { get; private set; }

    public string? RevokedCause { get; private set; }

    public List<RecognitionStep> Steps { get; } = [];

    public List<Objection> Objections { get; } = [];

    public List<RecognitionEvidence> Evidence { get; } = [];

    public List<RevocationHearing> Hearings { get; } = [];

    internal static Recognition Apply(
        Guid productId, Guid supplierId, string originCode, string? sector, RecognitionRule rule, Guid actor, DateTimeOffset now, string? opinion, Recognition? renews = null,
        RecognitionGrade grade = RecognitionGrade.Recognised)
    {
        var recognition = new Recognition
        {
            ProductId = productId,
            SupplierId = supplierId,
            OriginCode = originCode,
            Sector = sector,
            NeedsSector = rule.NeedsSector,
            Grade = grade,
            RenewsId = renews?.Id,
            IsShort = renews is not null && rule.IsRenewalShort,
            AppliedAt = now,
            ChangedAt = now,
            DueOn = ChinaTime.DateIn(now).AddDays(rule.StepDays),
        };
        recognition.Record(null, RecognitionState.Applied, RecognitionAction.Apply, actor, now, opinion);
        return recognition;
    }

    /// <summary>One move by one person; deadlines follow the county's rule.</summary>
    /// <returns>Whether the move was allowed; if not, nothing changed.</returns>
    internal bool Move(RecognitionAction action, RecognitionRule rule, Guid actor, DateTimeOffset now, string? opinion)
    {
        if (RecognitionMoves.Next(State, action, IsReturned, NeedsSector, IsShort) is not { } next) return false;
        var today = ChinaTime.DateIn(now);
        switch (action)
        {
            case RecognitionAction.Return or RecognitionAction.UpholdObjection:
                (IsReturned, NoticeFrom, NoticeTo) = (true, null, null);
                break;
            case RecognitionAction.Resubmit:
                IsReturned = false;
                break;
            case RecognitionAction.OpenNotice:
                (NoticeFrom, NoticeTo) = (today, today.AddDays(Math.Max(rule.NoticeDays - 1, 0)));
                break;
            case RecognitionAction.Publish:
                (ValidFrom, ValidTo) = (today, today.AddMonths(rule.ValidityMonths).AddDays(-1));
                break;
        }

        DueOn = next switch
        {
            RecognitionState.OnNotice => NoticeTo,
            RecognitionState.Listed or RecognitionState.Expired or RecognitionState.Revoked => null,
            _ => today.AddDays(rule.StepDays),
        };
        Record(State, next, action, actor, now, opinion);
        State = next;
        ChangedAt = now;
        return true;
    }

    /// <summary>Enters the register with its first day decided elsewhere: a renewal follows what holds until then.</summary>
    internal bool Publish(RecognitionRule rule, Guid actor, DateTimeOffset now, DateOnly from)
    {
        if (!Move(RecognitionAction.Publish, rule, actor, now, null)) return false;
        (ValidFrom, ValidTo) = (from, from.AddMonths(rule.ValidityMonths).AddDays(-1));
        return true;
    }

    /// <summary>Leaves the register on a day that is not past: what was sold before keeps its state.</summary>
    internal bool Revoke(DateOnly from, string cause, RecognitionRule rule, Guid actor, DateTimeOffset now)
    {
        if (!Move(RecognitionAction.Revoke, rule, actor, now, cause)) return false;
        (RevokedFrom, RevokedCause) = (from, cause);
        return true;
    }

    /// <summary>The county decides on the other status than was asked for.</summary>
    internal void Regrade(RecognitionGrade grade) => Grade = grade;

    /// <summary>What it carried on is revoked, so it goes the whole way.</summary>
    internal void LoseShortcut() => IsShort = false;

    /// <summary>Keeps the due date and the row version moving when only evidence or objections were added.</summary>
    internal void Touch(DateTimeOffset now) => ChangedAt = now;

    private void Record(RecognitionState? from, RecognitionState to, RecognitionAction action, Guid actor, DateTimeOffset now, string? opinion) =>
        Steps.Add(new RecognitionStep { RecognitionId = Id, FromState = from, ToState = to, Action = action, At = now, ActorId = actor, Opinion = opinion });

    /// <summary>Sets validity dates that were decided elsewhere than by today's rule.</summary>
    internal void Backdate(DateOnly validFrom, DateOnly validTo) => (ValidFrom, ValidTo) = (validFrom, validTo);
}
