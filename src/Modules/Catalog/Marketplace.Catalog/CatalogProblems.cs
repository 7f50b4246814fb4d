using Marketplace.Platform.Http;

namespace Marketplace.Catalog;

/// <summary>Refusals that several use cases share.</summary>
internal static class CatalogProblems
{
    internal static readonly Problem FileUnknown = Problem.Invalid(
        "file-unknown", "找不到这个文件，或不是您上传的。请重新上传。", "The file does not exist or was not uploaded by you. Upload it again.", "fileId");

    internal static readonly Problem SupplierNotActive = Problem.Conflict(
        "supplier-not-active", "供应商还没有准入，或已暂停。请先办准入。", "The supplier is not admitted, or suspended. Complete admission first.");

    /// <summary>The state machine does not know this move.</summary>
    internal static Problem NotAllowed(Enum state, Enum action) => Problem.Conflict(
        "transition-not-allowed", "现在的状态不能这样办。请刷新后看当前状态。", $"This cannot be done in state {state}. Reload and look at its state.")
        .With("state", state.ToString()).With("action", action.ToString());
}
