using Marketplace.Catalog.Plots;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;

namespace Marketplace.Catalog.ImportYieldCeilings;

/// <summary>A yield ceiling (产量上限) as a row of a table.</summary>
internal sealed class YieldCeilingRow
{
    /// <summary>A county's code with its name, or either.</summary>
    public string Region { get; set; } = string.Empty;

    public string Category { get; set; } = string.Empty;

    public string CropName { get; set; } = string.Empty;

    public YieldBasis Basis { get; set; }

    public long GramsPerUnit { get; set; }

    public string Source { get; set; } = string.Empty;

    public DateOnly? ValidFrom { get; set; }

    public DateOnly? ValidTo { get; set; }
}

/// <summary>The columns of the template of ceilings.</summary>
internal static class YieldCeilingColumns
{
    private static readonly Dictionary<string, YieldBasis> Bases = new() { ["亩"] = YieldBasis.Mu, ["头"] = YieldBasis.Head, ["只"] = YieldBasis.Head, ["公斤原料"] = YieldBasis.RawKg };

    internal static readonly ImportColumns<YieldCeilingRow> All = new(
        Text("regionCode", "区县", 20, 40, row => row.Region, (row, text) => row.Region = text, isNeeded: true) with { IsNeeded = true, Hint = "从列表里选，见工作表“区县”。全市写重庆市。", Aliases = ["区划", "地区", "产地"] },
        Text("categoryCode", "品类", 16, 50, row => row.Category, (row, text) => row.Category = text, isNeeded: true) with { IsNeeded = true, Hint = "从列表里选，见工作表“品类”。", Example = "柑橘柚类" },
        Text("cropName", "作物", 14, 40, row => row.CropName, (row, text) => row.CropName = text) with { Hint = "如脐橙；空着表示整个品类。", Example = "脐橙", Aliases = ["作物或产品", "产品"] },
        new ImportColumn<YieldCeilingRow>("basis", "按什么算", (text, row) =>
        {
            if (CellText.Plain(text).Length == 0) return new("没有写按什么算。请写亩、头、只或公斤原料。", "The unit is missing. Write 亩 (mu), 头 or 只 (animals), or 公斤原料 (kg of raw goods).");
            var read = CellText.OneOf(text, Bases);
            row.Basis = read.Value;
            return read.Fault;
        }, row => row.Basis switch { YieldBasis.Mu => "亩", YieldBasis.Head => "头", _ => "公斤原料" })
        { IsNeeded = true, Hint = "种植按亩，养殖按头或只，加工按公斤原料。", Example = "亩", Choices = [.. Bases.Keys], Aliases = ["单位"] },
        new ImportColumn<YieldCeilingRow>("gramsPerUnit", "上限（公斤）", (text, row) =>
        {
            var read = CellText.Grams(text);
            row.GramsPerUnit = read.Value;
            return read.Fault ?? (read.Value is >= 1 and <= 100_000_000 ? null : new("上限要在0.001公斤到100吨之间。请改正。", "The ceiling must be between 0.001 kg and 100 t. Correct it."));
        }, row => (decimal)row.GramsPerUnit / 1000)
        { IsNeeded = true, Hint = "一亩、一头或一公斤原料一季最多产多少公斤。也可以写4000斤。", Example = 2000, Aliases = ["产量上限", "单产", "亩产"] },
        Text("source", "依据", 30, 200, row => row.Source, (row, text) => row.Source = text, isNeeded: true) with { IsNeeded = true, Hint = "文件或统计年鉴。", Example = "区县统计年鉴2025", Aliases = ["来源"] },
        Day("validFrom", "生效日期", row => row.ValidFrom, (row, day) => row.ValidFrom = day, isNeeded: true) with { IsNeeded = true, Hint = "从哪天起用。", Example = "2026-01-01" },
        Day("validTo", "截止日期", row => row.ValidTo, (row, day) => row.ValidTo = day, isNeeded: false) with { Hint = "用到哪天，不填就一直用。" });

    private static ImportColumn<YieldCeilingRow> Text(
        string key, string heading, int width, int longest, Func<YieldCeilingRow, string> get, Action<YieldCeilingRow, string> set, bool isNeeded = false) => new(key, heading, (text, row) =>
    {
        var plain = CellText.Plain(text);
        set(row, plain);
        if (plain.Length > longest) return new($"太长。最多{longest}个字。", $"Too long. {longest} characters at most.");
        return isNeeded && plain.Length == 0 ? new BothLanguages($"没有填“{heading}”。请补上。", $"The cell {heading} is empty. Fill it in.") : null;
    }, row => get(row))
        { Width = width };

    private static ImportColumn<YieldCeilingRow> Day(string key, string heading, Func<YieldCeilingRow, DateOnly?> get, Action<YieldCeilingRow, DateOnly?> set, bool isNeeded) => new(key, heading, (text, row) =>
    {
        var isEmpty = string.IsNullOrWhiteSpace(text);
        var read = CellText.Day(text);
        set(row, isEmpty || read.Fault is not null ? null : read.Value);
        if (isEmpty && isNeeded) return new($"没有填“{heading}”。请写成2026-03-08这样。", $"The cell {heading} is empty. Write a date like 2026-03-08.");
        return read.Fault ?? (isEmpty || read.Value.Year is >= 2000 and < 2200 ? null : new BothLanguages("年份不对。请写2000到2199年。", "The year is not right. Write 2000 to 2199."));
    }, row => get(row));
}
