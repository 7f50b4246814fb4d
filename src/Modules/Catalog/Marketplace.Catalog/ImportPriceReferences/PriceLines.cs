using System.Globalization;
using Marketplace.Catalog.Prices;

namespace Marketplace.Catalog.ImportPriceReferences;

/// <summary>What is wrong with one cell of a table that was handed in, and what to write instead.</summary>
internal sealed record LineProblem(int Row, string Column, string Said, string Zh, string En);

/// <summary>A table of prices as people keep it, read cell by cell. Columns are known by their heads, in any order.</summary>
internal sealed class PriceLines(IReadOnlyDictionary<string, string> categories, string market, string source, DateOnly today, bool isPerJin)
{
    internal const int MostRows = 20_000;
    private const int MostProblems = 100;

    private static readonly Dictionary<string, string> Heads = new(StringComparer.OrdinalIgnoreCase)
    {
        ["日期"] = "date",
        ["date"] = "date",
        ["月份"] = "date",
        ["month"] = "date",
        ["市场"] = "market",
        ["market"] = "market",
        ["品类"] = "category",
        ["category"] = "category",
        ["品名"] = "name",
        ["name"] = "name",
        ["等级"] = "grade",
        ["grade"] = "grade",
        ["spec"] = "grade",
        ["规格"] = "grade",
        ["单位"] = "unit",
        ["unit"] = "unit",
        ["最低价"] = "low",
        ["low"] = "low",
        ["平均价"] = "average",
        ["avg"] = "average",
        ["average"] = "average",
        ["最高价"] = "high",
        ["high"] = "high",
        ["来源"] = "source",
        ["source"] = "source",
    };

    private readonly Dictionary<string, (PriceReference Price, int Row)> byKey = [];

    internal List<LineProblem> Problems { get; } = [];

    internal IReadOnlyList<PriceReference> Prices => [.. byKey.Values.Select(entry => entry.Price)];

    /// <param name="rows">The first row holds the heads.</param>
    internal void Read(IEnumerable<IReadOnlyList<string>> rows)
    {
        Dictionary<string, int>? columns = null;
        var number = 0;
        foreach (var cells in rows)
        {
            number++;
            if (columns is null)
            {
                columns = ColumnsOf(cells);
                if (Problems.Count > 0) return;
            }
            else if (number > MostRows + 1)
            {
                Problems.Add(new LineProblem(number, string.Empty, string.Empty, "超过20,000行。请分几次导入。", "More than 20,000 rows. Import them in parts."));
                return;
            }
            else if (cells.Any(cell => cell.Trim().Length > 0) && Problems.Count < MostProblems)
            {
                ReadRow(number, name => columns.TryGetValue(name, out var at) && at < cells.Count ? cells[at].Trim() : string.Empty);
            }
        }

        if (number < 2) Problems.Add(new LineProblem(number, string.Empty, string.Empty, "表里没有数据。第一行写表头，下面写价格。", "The table holds no data. Heads stand in the first row, prices below."));
    }

    private Dictionary<string, int> ColumnsOf(IReadOnlyList<string> cells)
    {
        var columns = new Dictionary<string, int>();
        for (var at = 0; at < cells.Count; at++)
        {
            if (Heads.TryGetValue(cells[at].Trim(), out var name)) columns.TryAdd(name, at);
        }

        foreach (var (name, head) in new[] { ("date", "日期"), ("category", "品类"), ("low", "最低价"), ("high", "最高价") })
        {
            if (!columns.ContainsKey(name)) Problems.Add(new LineProblem(1, head, string.Empty, $"缺少“{head}”一列。请加上这个表头。", $"Column {head} is missing. Add its head."));
        }

        return columns;
    }

    private void ReadRow(int row, Func<string, string> cell)
    {
        var before = Problems.Count;
        var date = DateOf(row, cell("date"));
        var category = CategoryOf(row, cell("category"));
        var perKilo = UnitOf(row, cell("unit"));
        var (low, high) = (FenOf(row, "最低价", cell("low"), perKilo), FenOf(row, "最高价", cell("high"), perKilo));
        var average = cell("average").Length > 0 ? FenOf(row, "平均价", cell("average"), perKilo) : (low + high) / 2;
        if (Problems.Count == before && !(low <= average && average <= high))
            Wrong(row, "平均价", cell("average"), "最低价、平均价、最高价要从小到大。请改正。", "Low, average and high must ascend. Correct them.");
        var (name, grade) = (Text(row, "品名", cell("name"), 60), Text(row, "等级", cell("grade"), 40));
        var from = Text(row, "市场", cell("market").Length > 0 ? cell("market") : market, 40);
        if (from.Length == 0) Wrong(row, "市场", string.Empty, "没有写市场。请填，或在上面选一个。", "The market is missing. Fill it in, or choose one above.");
        if (Problems.Count > before) return;
        Keep(row, new PriceReference
        {
            Market = from,
            CategoryCode = category,
            Name = name,
            Word = ProduceWords.Fold(name),
            Grade = grade is "普通" ? string.Empty : grade,
            PricedOn = date,
            LowFen = low,
            AverageFen = average,
            HighFen = high,
            Source = Text(row, "来源", cell("source").Length > 0 ? cell("source") : source, 200),
        });
    }

    private void Keep(int row, PriceReference price)
    {
        var key = string.Join('\n', price.CategoryCode, price.Word, price.Market, price.Grade, price.PricedOn.ToString("O", CultureInfo.InvariantCulture));
        if (byKey.TryAdd(key, (price, row))) return;
        var first = byKey[key];
        if ((first.Price.LowFen, first.Price.AverageFen, first.Price.HighFen) != (price.LowFen, price.AverageFen, price.HighFen))
            Wrong(row, "品名", price.Name, $"与第{first.Row}行是同一天同一市场的同一品种，价格却不同。请留一行。", $"Row {first.Row} has another price of the same day, market and product. Keep one.");
    }

    private DateOnly DateOf(int row, string said)
    {
        if (DateOnly.TryParseExact(said, ["yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 2000 && day <= today) return day;
        // A month stands for its last day.
        if (DateOnly.TryParseExact(said, ["yyyy-MM", "yyyy/M", "yyyy年M月"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year >= 2000 && month <= today)
            return month.AddMonths(1).AddDays(-1) is var last && last <= today ? last : today;
        Wrong(row, "日期", said, "日期不对。请写成2026-03-08，不晚于今天。", "The date is not right. Write it as 2026-03-08, today at the latest.");
        return today;
    }

    private string CategoryOf(int row, string said)
    {
        if (said.Length > 0 && categories.ContainsKey(said)) return said;
        if (said.Length > 0 && categories.FirstOrDefault(category => category.Value == said) is { Key: { } code }) return code;
        Wrong(row, "品类", said, "没有这个品类。请写品类表里的名称，如“水果”“柑橘柚类”。", "There is no such category. Write a name of the list of categories, such as 水果.");
        return string.Empty;
    }

    /// <returns>How many of the unit make a kilogram.</returns>
    private int UnitOf(int row, string said)
    {
        switch (said)
        {
            case "": return isPerJin ? 2 : 1;
            case "公斤" or "千克" or "kg" or "元/公斤" or "元/千克": return 1;
            case "斤" or "500克" or "元/斤" or "500g": return 2;
            default:
                Wrong(row, "单位", said, "单位不对。请写“公斤”或“斤”。", "The unit is not right. Write 公斤 (kg) or 斤 (500 g).");
                return 1;
        }
    }

    private long FenOf(int row, string column, string said, int perKilo)
    {
        if (decimal.TryParse(said.TrimStart('¥', '￥').TrimEnd('元'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) && yuan > 0 && yuan <= 1_000_000m
            && decimal.Round(yuan * 100 * perKilo, MidpointRounding.AwayFromZero) is >= 1 and <= 100_000_000 and var fen)
            return (long)fen;
        Wrong(row, column, said, "价格不对。请写元，如5.20。", "The price is not right. Write yuan, such as 5.20.");
        return 0;
    }

    private string Text(int row, string column, string said, int longest)
    {
        if (said.Length > longest || said.Any(char.IsControl)) Wrong(row, column, said, $"太长或有怪字符。最多{longest}字。", $"Too long, or odd characters. At most {longest}.");
        return said;
    }

    private void Wrong(int row, string column, string said, string zh, string en) => Problems.Add(new LineProblem(row, column, said.Length > 60 ? said[..60] : said, zh, en));
}
