using System.Text.Json;

namespace Marketplace.Ordering.Stock;

/// <summary>Why a supplier corrects a lot.</summary>
internal enum StockReason
{
    /// <summary>盘点: packs were counted.</summary>
    Stocktake,

    /// <summary>损耗</summary>
    Wastage,

    /// <summary>破损</summary>
    Breakage,

    /// <summary>误录</summary>
    EntryError,

    /// <summary>赠样</summary>
    Gift,

    /// <summary>退货入库: packs that were shipped came back.</summary>
    ReturnIn,

    /// <summary>其他, in words.</summary>
    Other,
}

/// <summary>Why stock is corrected: the kind of movement and its words, and for a supplier's correction the reason of the list and the person.</summary>
internal sealed record StockCause(string Kind, string Words, string? Code = null, Guid? By = null);

internal static class StockReasons
{
    /// <summary>As it is stored and sent: <c>entry-error</c>.</summary>
    public static string Code(this StockReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
