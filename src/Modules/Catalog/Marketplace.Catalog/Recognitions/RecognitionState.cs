namespace Marketplace.Catalog.Recognitions;

/// <summary>Where a product's recognition (产品认定) stands.</summary>
internal enum RecognitionState
{
    /// <summary>已申报: waits for the town, or for the supplier when returned.</summary>
    Applied,

    /// <summary>镇里已审.</summary>
    TownReviewed,

    /// <summary>行业部门已审, where the county's rule asks for it.</summary>
    SectorReviewed,

    /// <summary>县里已定: passes on to the public notice at once.</summary>
    CountyDecided,

    /// <summary>公示中: anyone may object.</summary>
    OnNotice,

    /// <summary>已公布: in the register, within its dates.</summary>
    Listed,

    /// <summary>已过期.</summary>
    Expired,

    /// <summary>已撤销.</summary>
    Revoked,
}

/// <summary>What is done to a recognition.</summary>
internal enum RecognitionAction
{
    Apply,
    Resubmit,
    ReviewByTown,
    ReviewBySector,
    DecideByCounty,
    Return,
    OpenNotice,
    UpholdObjection,
    Publish,
    Expire,
    Revoke,
}

/// <summary>The only moves there are.</summary>
internal static class RecognitionMoves
{
    /// <summary>
    /// The state after <paramref name="action"/>, or nothing when it is not allowed. A returned application only accepts a resubmission.
    /// </summary>
    internal static RecognitionState? Next(RecognitionState from, RecognitionAction action, bool isReturned, bool needsSector, bool isShort = false) => (from, action) switch
    {
        (RecognitionState.Applied, RecognitionAction.Resubmit) when isReturned => RecognitionState.Applied,
        _ when isReturned => null,
        (RecognitionState.Applied, RecognitionAction.DecideByCounty) when isShort => RecognitionState.CountyDecided,
        (RecognitionState.Applied, RecognitionAction.ReviewByTown) when !isShort => RecognitionState.TownReviewed,
        (RecognitionState.TownReviewed, RecognitionAction.ReviewBySector) when needsSector => RecognitionState.SectorReviewed,
        (RecognitionState.TownReviewed, RecognitionAction.DecideByCounty) when !needsSector => RecognitionState.CountyDecided,
        (RecognitionState.SectorReviewed, RecognitionAction.DecideByCounty) => RecognitionState.CountyDecided,
        (RecognitionState.Applied or RecognitionState.TownReviewed or RecognitionState.SectorReviewed, RecognitionAction.Return) => RecognitionState.Applied,
        (RecognitionState.CountyDecided, RecognitionAction.OpenNotice) => RecognitionState.OnNotice,
        (RecognitionState.OnNotice, RecognitionAction.UpholdObjection) => RecognitionState.Applied,
        (RecognitionState.OnNotice, RecognitionAction.Publish) => RecognitionState.Listed,
        (RecognitionState.Listed, RecognitionAction.Expire) => RecognitionState.Expired,
        (RecognitionState.Listed, RecognitionAction.Revoke) => RecognitionState.Revoked,
        _ => null,
    };
}
