using Marketplace.Platform.Http;

namespace Marketplace.Ordering.Orders;

/// <summary>Refusals several acts on orders share.</summary>
internal static class OrderProblems
{
    private static readonly Problem WrongState = Problem.Conflict(
        "order-not-in-state", "订单现在的状态不能办这一步。请刷新后看下一步该谁办。", "The order's present state does not allow this step. Reload to see whose move it is.");

    public static readonly Problem SamePerson = Problem.Forbidden(
        "same-person", "提交人不能审批自己的订单。请换一位审批人。", "The person who submitted an order cannot approve it. Ask another approver.");

    public static readonly Problem NoOrganisation = Problem.Invalid(
        "organisation-not-yours", "不能替这个单位下单。请从您所在的单位里选。", "You do not act for this organisation. Choose one of yours.", "organisationId");

    public static readonly Problem UnknownRegion = Problem.Invalid(
        "region-unknown", "没有这个区号。请从行政区划里选。", "There is no such region code. Pick a division from the list.", "regionCode");

    public static readonly Problem FileUnknown = Problem.Invalid(
        "file-not-found", "附件找不到，或不是您上传的。请重新上传。", "A file was not found, or is not your upload. Upload it again.", "photos");

    public static Problem NotNow(Order order) => WrongState.With("state", KebabCase.Of(order.State));
}
