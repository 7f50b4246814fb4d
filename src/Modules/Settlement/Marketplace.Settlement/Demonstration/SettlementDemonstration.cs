using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Transfers;

namespace Marketplace.Settlement.Demonstration;

/// <summary>
/// A few transfers whose order nobody knows yet, so that the finance desk has something to decide. They pay for nothing: no sale is counted.
/// </summary>
internal sealed class SettlementDemonstration(TransferBook book, TimeProvider clock) : IDemonstration
{
    public int Order => 40;

    public Type ContextType => typeof(SettlementDb);

    public Task Load(DemonstrationFiles files, CancellationToken cancellation) => book.Enter(
    [
        Came(1, 3, "济南市历下区中小学食材联采中心（示例）", 1_862_000, "十一月水果款"),
        Came(2, 2, "重庆市渝北区示例机关食堂", 356_400, "货款，订单号见合同"),
        Came(3, 1, "示例职工食堂", 98_050, string.Empty),
    ], Guid.Empty, cancellation);

    private Transfer Came(int number, int daysAgo, string payer, long amountFen, string note) => new()
    {
        BankSerial = $"DEMO-{number:0000}",
        ReceivedOn = clock.Today().AddDays(-daysAgo),
        PayerName = payer,
        PayerAccount = $"****{1000 + number}",
        AmountFen = amountFen,
        Note = note,
        RecordedBy = Guid.Empty,
        RecordedAt = clock.GetUtcNow(),
    };
}
