using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>Three counties' halls: one with two published versions, stories and a draft that waits, two with a few words.</summary>
internal sealed class DemonstrationHalls(CatalogDb db)
{
    private static readonly DateTimeOffset Opened = new(2026, 9, 1, 2, 0, 0, TimeSpan.Zero);

    internal void Add(IReadOnlyList<Product> products)
    {
        var own = products.Where(product => product.OriginCode.StartsWith("500236", StringComparison.Ordinal)).ToList();
        var first = new HallContent("长江三峡边的橙乡。坡地向阳，脐橙十一月开园，能卖到来年三月。", "Orange country on the Three Gorges. Navel oranges are picked from November to March.");
        var now = first with
        {
            Notice = "本季脐橙已开园，采后48小时内发货（示例）。",
            NoticeEn = "This season's navel oranges are being picked and leave within 48 hours (example).",
            Contact = "奉节县农产品产销服务站（示例），工作日9:00—17:00",
            ProductIds = [.. own.Take(4).Select(product => product.Id)],
            Stories =
            [
                new HallStory(
                    "橙子为什么挂到过年（示例）", "江边冬天少有霜冻，果子可以留在树上慢慢转甜。农户按订单采，不提前下树，也不打蜡。", "Why the oranges stay on the tree (example)",
                    "Winters by the river see little frost, so the fruit may sweeten on the tree. Farmers pick to order and use no wax.", null, own.Count > 0 ? own[0].Id : null),
                new HallStory(
                    "一户人家的一亩坡（示例）", "村里把散户的果子合到一起分级、装箱，每箱写明村名。卖出去的钱按交来的斤两分到户。", "One family's slope (example)",
                    "The village grades and packs the fruit of many households together and writes the village on each box. The money is shared by weight."),
            ],
        };
        Version("500236", 1, first, Opened, Opened.AddHours(1));
        Version("500236", 2, now, Opened.AddDays(60), Opened.AddDays(61));
        Version("500236", 3, now with { Notice = "年货礼盒开始预订（示例草稿）。", NoticeEn = "New Year boxes can be ordered (example draft)." }, Opened.AddDays(80), null);
        Version("500235", 1, new HallContent("江边果园，山上茶药。柑橘、菊花和土蜂蜜常年有货。", "Orchards by the river, tea and herbs on the hills."), Opened, Opened);
        Version("500102", 1, new HallContent("青菜头的老家，家家会做榨菜。", "The home of zhacai: every household knows how to press it."), Opened, Opened);
    }

    private void Version(string county, int number, HallContent content, DateTimeOffset saved, DateTimeOffset? published)
    {
        db.Add(new HallVersion
        {
            Id = StableId.From($"hall:{county}:{number}"),
            CountyCode = county,
            Number = number,
            Content = content,
            SavedByName = "演示官员",
            SavedAt = saved,
            PublishedAt = published,
        });
        if (published is not { } at) return;
        if (db.Set<Hall>().Local.FirstOrDefault(row => row.CountyCode == county) is not { } hall) db.Add(hall = new Hall { CountyCode = county });
        (hall.Intro, hall.IntroEn, hall.ChangedAt) = (content.Intro, content.IntroEn, at);
    }
}
