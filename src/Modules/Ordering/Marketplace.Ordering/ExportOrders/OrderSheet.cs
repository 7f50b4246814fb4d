using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Orders;

namespace Marketplace.Ordering.ExportOrders;

/// <summary>An order as one row of a table that people take into their own books.</summary>
internal static class OrderSheet
{
    public static readonly IReadOnlyList<string> Heads =
    [
        "订单号", "下单日期", "状态", "采购单位", "供应商", "货物", "件数", "重量（公斤）", "货款（元）", "运费（元）", "合计（元）", "已退（元）",
        "预算单位", "预算年度", "渠道", "销售方式", "付款方式", "认定", "验收日期", "放款日期", "演示",
    ];

    public static readonly IReadOnlyList<int> Widths = [18, 12, 14, 30, 32, 44, 8, 12, 14, 12, 14, 12, 28, 8, 16, 16, 12, 8, 12, 12, 6];

    private static readonly Dictionary<OrderState, string> States = new()
    {
        [OrderState.Draft] = "草稿",
        [OrderState.PendingApproval] = "待审批",
        [OrderState.Submitted] = "等供应商确认",
        [OrderState.ContractSigned] = "已签约",
        [OrderState.AwaitingPayment] = "待付款",
        [OrderState.Paid] = "已付款",
        [OrderState.Shipped] = "已发货",
        [OrderState.Delivered] = "已送达",
        [OrderState.Inspecting] = "验收中",
        [OrderState.Accepted] = "已验收",
        [OrderState.PartlyAccepted] = "部分验收",
        [OrderState.Rejected] = "已拒收",
        [OrderState.InvoiceVerified] = "已验票",
        [OrderState.PaymentDue] = "待付货款",
        [OrderState.Completed] = "已放款",
        [OrderState.Rated] = "已评价",
        [OrderState.Cancelled] = "已取消",
        [OrderState.Expired] = "已过期",
        [OrderState.Returned] = "已退货",
        [OrderState.Replaced] = "已换货",
        [OrderState.Refunded] = "已退款",
        [OrderState.Closed] = "已关闭",
    };

    /// <param name="names">Names of budget units by id, of channels and sales modes by code.</param>
    public static IReadOnlyList<object?> RowOf(Order order, Func<Guid, string?> units, IReadOnlyDictionary<string, string> names)
    {
        var lines = order.Lines.OrderBy(line => line.Position).ToList();
        var recognised = lines.Count(line => line.RecognisedAtOrder);
        return
        [
            order.Number, Kernel.ChinaTime.DateIn(order.CreatedAt), States[order.State], order.BuyerName, order.SupplierName,
            string.Join("；", lines.Select(line => $"{line.ProductName} {line.PackName}×{line.Quantity}")), lines.Sum(line => line.Quantity), (decimal)order.MassGrams / 1000,
            (decimal)order.GoodsFen / 100, (decimal)order.FreightFen / 100, (decimal)order.TotalFen / 100, (decimal)order.RefundedFen / 100,
            order.BudgetUnitId == order.BuyerId ? order.BuyerName : units(order.BudgetUnitId), order.BudgetYear,
            names.GetValueOrDefault(order.ChannelCode, order.ChannelCode), names.GetValueOrDefault(order.SalesModeCode, order.SalesModeCode),
            order.PaymentMode == PaymentMode.Prepay ? "先款后货" : "先货后款", recognised == lines.Count ? "是" : recognised == 0 ? "否" : "部分",
            order.AcceptedOn, order.ReleasedOn, order.IsDemonstration ? "演示" : null,
        ];
    }
}
