namespace Marketplace.Catalog.Suppliers;

/// <summary>Where a supplier's admission (准入) stands.</summary>
internal enum SupplierState
{
    /// <summary>已申请: waits for the county.</summary>
    Applied,

    /// <summary>县里已推荐: waits for the operator.</summary>
    CountyRecommended,

    /// <summary>平台已通过: passes on to active at once.</summary>
    PlatformApproved,

    /// <summary>正常经营: sells.</summary>
    Active,

    /// <summary>暂停: sells nothing until reinstated.</summary>
    Suspended,

    /// <summary>已退出: refused, or removed for good; may apply anew.</summary>
    Removed,
}

/// <summary>What is done to a supplier's admission.</summary>
internal enum SupplierAction
{
    Apply,
    Recommend,
    Approve,
    Activate,
    Refuse,
    Suspend,
    Reinstate,
    Remove,
}

/// <summary>The only moves there are.</summary>
internal static class SupplierMoves
{
    /// <returns>The state after <paramref name="action"/>, or nothing when it is not allowed.</returns>
    internal static SupplierState? Next(SupplierState from, SupplierAction action) => (from, action) switch
    {
        (SupplierState.Removed, SupplierAction.Apply) => SupplierState.Applied,
        (SupplierState.Applied, SupplierAction.Recommend) => SupplierState.CountyRecommended,
        (SupplierState.CountyRecommended, SupplierAction.Approve) => SupplierState.PlatformApproved,
        (SupplierState.PlatformApproved, SupplierAction.Activate) => SupplierState.Active,
        (SupplierState.Applied or SupplierState.CountyRecommended, SupplierAction.Refuse) => SupplierState.Removed,
        (SupplierState.Active, SupplierAction.Suspend) => SupplierState.Suspended,
        (SupplierState.Suspended, SupplierAction.Reinstate) => SupplierState.Active,
        (SupplierState.Active or SupplierState.Suspended, SupplierAction.Remove) => SupplierState.Removed,
        _ => null,
    };
}
