using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>What happened to the demonstration's lots: where packs went, how often codes were opened, one recall and one lot whose labels look copied.</summary>
internal sealed class DemonstrationTraces(CatalogDb db, TimeProvider clock)
{
    private const string RecalledKey = "ping-an-highland-radish-lot-2";
    private const string CopiedKey = "fengjie-navel-oranges-lot-1";

    private static readonly string[] Places = ["370100", "370200", "370600", "370300", "500100"];

    private int lots;

    internal void Add(Lot lot, string key)
    {
        lots++;
        var today = clock.Today();
        var opened = ChinaTime.DateIn(lot.OpenedAt);
        if (lots % 3 == 0 && lot.Quantity >= 300)
        {
            for (var i = 1; i <= 1 + (lots % 3) + (lots % 2); i++)
                if (opened.AddDays(i) <= today) db.Add(new LotMove { LotId = lot.Id, Day = opened.AddDays(i), Place = Places[(lots + i) % Places.Length], Packs = 20 + (lots * 7 * i % 80) });
        }

        for (var i = 0; i < lots % 4; i++) if (opened.AddDays(i + 1) <= today) db.Add(new LotScan { LotId = lot.Id, Day = opened.AddDays(i + 1), Scans = 1 + (lots * 5 % 23) });
        if (key == CopiedKey) db.Add(new LotScan { LotId = lot.Id, Day = today, Scans = (lot.Quantity * 3) + 412 });
        if (key == RecalledKey) Recall(lot);
    }

    private void Recall(Lot lot)
    {
        var at = ChinaTime.StartOf(clock.Today()).AddHours(8).ToUniversalTime();
        const string Reason = "抽检一项农药残留超标（示例）";
        const string Advice = "不要食用，联系供应商退款（示例）";
        db.Add(new LotRecall { LotId = lot.Id, Reason = Reason, Advice = Advice, IsByCounty = true, RecalledAt = at });
        db.Publish(new LotRecalled { OccurredAt = at, LotId = lot.Id, Quantity = lot.Quantity, Reason = Reason, Advice = Advice });
    }
}
