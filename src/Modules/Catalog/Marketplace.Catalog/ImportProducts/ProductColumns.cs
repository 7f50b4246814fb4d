using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Catalog.Products;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;

namespace Marketplace.Catalog.ImportProducts;

/// <summary>The columns of template, import and export of products. Keys are the fields of the product that the column fills.</summary>
internal static partial class ProductColumns
{
    private static readonly Dictionary<string, Storage> Storages = new() { ["常温"] = Storage.Ambient, ["冷藏"] = Storage.Chilled, ["冷冻"] = Storage.Frozen };

    private static readonly Dictionary<string, SoldBy> Counts = new() { ["按重量"] = SoldBy.Weight, ["按个数"] = SoldBy.Piece, ["按箱"] = SoldBy.Box };

    private static readonly Dictionary<string, bool> Shelves = new() { ["上架"] = true, ["下架"] = false };

    internal static readonly ImportColumns<ProductRow> All = new(
        Code("code", "商品编码", row => row.Code, (row, code) => row.Code = code) with
        {
            IsNeeded = true,
            Hint = "您自己的编码，字母、数字和-，最多40个字。编码一样就是同一个商品：已有的会修改，没有的会新上架。",
            Example = "QC-001",
        },
        Code("packCode", "规格编码", row => row.PackCode, (row, code) => row.PackCode = code, orElse: "1") with { Hint = "同一商品有几个规格时，每个规格一行，编码各不相同。只有一个规格可以不填。", Example = "5KG" },
        Text("name", "商品名称", 24, row => row.Name, (row, text) => row.Name = text) with { IsNeeded = true, Hint = "最多60个字。", Example = "奉节脐橙", Aliases = ["品名", "名称"] },
        Text("categoryCode", "品类", 16, row => row.Category, (row, text) => row.Category = text) with { IsNeeded = true, Hint = "从列表里选最细的一级，见工作表“品类”。", Example = "柑橘柚类" },
        Text("originCode", "产地", 34, row => row.Origin, (row, text) => row.Origin = text) with { IsNeeded = true, Hint = "从列表里选，越细越好，见工作表“产地”。也可以只写代码。" },
        Text("packName", "规格名称", 16, row => row.PackName, (row, text) => row.PackName = text) with { IsNeeded = true, Hint = "买家看到的规格，最多40个字。", Example = "5公斤箱", Aliases = ["规格"] },
        Text("unit", "单位", 8, row => row.Unit, (row, text) => row.Unit = text.Length == 0 ? "件" : text) with { Hint = "箱、盒、袋……不填就是件。", Example = "箱" },
        new ImportColumn<ProductRow>("massGrams", "净重（公斤）", (text, row) => Take(CellText.Grams(text), text, grams => row.MassGrams = grams, "没有净重。请填公斤数，例如5。", "The net mass is missing. Enter kilograms, such as 5."),
            row => (decimal)row.MassGrams / 1000)
        { IsNeeded = true, Hint = "一件的净重。只写数就是公斤，也可以写10斤、500克。", Example = 5, Aliases = ["重量"] },
        new ImportColumn<ProductRow>("priceFen", "单价（元）", (text, row) => Take(CellText.Fen(text), text, fen => row.PriceFen = fen, "没有单价。请填一件多少元，例如58.00。", "The price is missing. Enter that of one pack, such as 58.00."),
            row => (decimal)row.PriceFen / 100)
        { IsNeeded = true, Hint = "一件的价格，最多两位小数。", Example = 58m, Aliases = ["价格"] },
        new ImportColumn<ProductRow>("tiers", "阶梯价", ReadTiers, WriteTiers) { Width = 26, Hint = "买得多便宜些：20件56.00；100件54.00。没有就不填。", Example = "20件56.00；100件54.00" },
        Whole("pieces", "每件个数", row => row.Pieces, (row, number) => row.Pieces = number) with { Hint = "一件里有几个；按个数卖的必填。" },
        Choice("soldBy", "计价方式", Counts, row => row.SoldBy, (row, value) => row.SoldBy = value) with { Hint = "不填就是按重量。", Example = "按重量" },
        Text("variant", "品种或大小", 12, row => row.Variant, (row, text) => row.Variant = text) with { Hint = "最多20个字。", Example = "纽荷尔" },
        Whole("minQuantity", "起订件数", row => row.MinQuantity, (row, number) => row.MinQuantity = number ?? 1) with { Hint = "不填就是1。" },
        Whole("quantityStep", "每次加几件", row => row.QuantityStep, (row, number) => row.QuantityStep = number ?? 1) with { Hint = "不填就是1。" },
        Whole("seasonFrom", "上市月起", row => row.SeasonFrom, (row, number) => row.SeasonFrom = number ?? 1) with { Hint = "1到12；跨年也可以，如11到3。不填就是全年。", Example = 11 },
        Whole("seasonTo", "上市月止", row => row.SeasonTo, (row, number) => row.SeasonTo = number ?? 12) with { Hint = "1到12。", Example = 3 },
        new ImportColumn<ProductRow>("harvestWindows", "采收期", ReadWindows, row => string.Join("；", row.HarvestWindows.Select(window => $"{window.Variety} {window.From}至{window.To}".Trim()))) { Width = 26, Hint = "月-日至月-日，几段用分号隔开，前面可写品种。", Example = "11-20至01-15" },
        Whole("shelfLifeDays", "保质期（天）", row => row.ShelfLifeDays, (row, number) => row.ShelfLifeDays = number) with { Example = 30 },
        Choice("storage", "保存方式", Storages, row => row.Storage, (row, value) => row.Storage = value) with { Hint = "不填就是常温。", Example = "常温" },
        new ImportColumn<ProductRow>("coldChain", "冷链温度（度）", ReadCold, row => row.ColdChain is { } cold ? $"{cold.MinCelsius}至{cold.MaxCelsius}" : null) { Hint = "走冷链的写最低至最高，例如0至4。" },
        Text("indication.name", "地理标志", 16, row => row.Indication, (row, text) => row.Indication = text) with { Hint = "能用地理标志的写名称，例如奉节脐橙。" },
        Text("indication.certificateNumber", "地理标志证书号", 18, row => row.IndicationNumber, (row, text) => row.IndicationNumber = text) with { Hint = "登记证书或使用授权的编号。" },
        Text("taxCode", "税务处理", 18, row => row.Tax, (row, text) => row.Tax = text) with { Hint = "从列表里选，见工作表“税务处理”。" },
        new ImportColumn<ProductRow>("synonyms", "别名", (text, row) =>
        {
            row.Synonyms = [.. Separators().Split(CellText.Plain(text)).Select(word => word.Trim()).Where(word => word.Length > 0).Distinct()];
            return null;
        }, row => string.Join("、", row.Synonyms))
        { Width = 18, Hint = "买家还会怎么叫它，用顿号隔开。" },
        Text("description", "商品介绍", 40, row => row.Description, (row, text) => row.Description = text) with { Hint = "最多4000个字。" },
        Text("nameEn", "英文名称", 18, row => row.NameEn, (row, text) => row.NameEn = text),
        Text("descriptionEn", "英文介绍", 24, row => row.DescriptionEn, (row, text) => row.DescriptionEn = text),
        Text("packNameEn", "规格英文名", 16, row => row.PackNameEn, (row, text) => row.PackNameEn = text),
        new ImportColumn<ProductRow>("priceReason", "高价原因", (text, row) =>
        {
            row.PriceReason = CellText.Plain(text);
            return null;
        }, _ => null)
        { Width = 24, Hint = "价格比参考价高出很多时必填，主管部门会看到。" },
        Choice("isPublic", "上架状态", Shelves, row => row.IsPublic, (row, value) => row.IsPublic = value, orElse: true) with { Hint = "上架或下架，不填就是上架。", Example = "上架" });

    private static ImportColumn<ProductRow> Text(string key, string heading, int width, Func<ProductRow, string> get, Action<ProductRow, string> set) => new(key, heading, (text, row) =>
    {
        set(row, CellText.Plain(text));
        return null;
    }, row => get(row))
    { Width = width };

    private static ImportColumn<ProductRow> Code(string key, string heading, Func<ProductRow, string> get, Action<ProductRow, string> set, string orElse = "") => new(key, heading, (text, row) =>
    {
        var code = CellText.Folded(text);
        if (code.Length == 0) code = orElse;
        set(row, code);
        if (code.Length == 0) return new("没有编码。请填您自己的编码，例如A001。", "The code is missing. Enter one of your own, such as A001.");
        return code.Length <= 40 && code.All(c => char.IsLetterOrDigit(c) || "-_./#".Contains(c, StringComparison.Ordinal)) ? null
            : new("编码不对。请用字母、数字、汉字和-，最多40个字。", "This is no code. Use letters, digits and -, at most 40 characters.");
    }, row => get(row))
    { Width = 14 };

    private static ImportColumn<ProductRow> Whole(string key, string heading, Func<ProductRow, int?> get, Action<ProductRow, int?> set) => new(key, heading, (text, row) =>
    {
        var read = CellText.Whole(text);
        if (read.Fault is null) set(row, string.IsNullOrWhiteSpace(text) ? null : read.Value);
        return read.Fault;
    }, row => get(row))
    { Width = 10 };

    private static ImportColumn<ProductRow> Choice<T>(string key, string heading, Dictionary<string, T> words, Func<ProductRow, T> get, Action<ProductRow, T> set, T orElse = default!)
        where T : struct => new(key, heading, (text, row) =>
    {
        var read = CellText.OneOf(text, words);
        if (read.Fault is null) set(row, string.IsNullOrWhiteSpace(text) ? orElse : read.Value);
        return read.Fault;
    }, row => words.First(word => word.Value.Equals(get(row))).Key)
        { Width = 10, Choices = [.. words.Keys] };

    private static BothLanguages? Take(Read<long> read, string text, Action<long> set, string zh, string en)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(zh, en);
        if (read.Fault is null) set(read.Value);
        return read.Fault;
    }

    private static BothLanguages? ReadTiers(string text, ProductRow row)
    {
        var tiers = new List<TierBody>();
        foreach (var part in Parts().Split(CellText.Plain(text)).Where(part => part.Trim().Length > 0))
        {
            if (Tier().Match(CellText.Folded(part)) is not { Success: true } match || !int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
                || CellText.Fen(match.Groups[2].Value) is not { Fault: null } price)
                return new("阶梯价看不懂。请写成：20件56.00；100件54.00。", "These prices cannot be read. Write them as: 20件56.00；100件54.00.");
            tiers.Add(new TierBody(quantity, price.Value));
        }

        row.Tiers = tiers;
        return null;
    }

    private static string WriteTiers(ProductRow row) => string.Join("；", row.Tiers.Select(tier => string.Create(CultureInfo.InvariantCulture, $"{tier.MinQuantity}件{(decimal)tier.PriceFen / 100:0.00}")));

    private static BothLanguages? ReadWindows(string text, ProductRow row)
    {
        var windows = new List<HarvestWindowBody>();
        foreach (var part in Parts().Split(CellText.Plain(text)).Where(part => part.Trim().Length > 0))
        {
            if (Window().Match(part.Trim()) is not { Success: true } match) return new("采收期看不懂。请写成：11-20至01-15；前面可写品种。", "The harvest windows cannot be read. Write them as: 11-20至01-15.");
            string Day(int month) => $"{int.Parse(match.Groups[month].ValueSpan, CultureInfo.InvariantCulture):00}-{int.Parse(match.Groups[month + 1].ValueSpan, CultureInfo.InvariantCulture):00}";
            windows.Add(new HarvestWindowBody(Day(2), Day(4), match.Groups[1].Value.Trim() is { Length: > 0 } variety ? variety : null));
        }

        row.HarvestWindows = windows;
        return null;
    }

    private static BothLanguages? ReadCold(string text, ProductRow row)
    {
        var bare = CellText.Folded(text);
        row.ColdChain = null;
        if (bare.Length == 0) return null;
        if (Cold().Match(bare) is not { Success: true } match) return new("冷链温度看不懂。请写成：0至4。", "The temperatures cannot be read. Write them as: 0至4.");
        row.ColdChain = new ColdChainBody(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        return null;
    }

    [GeneratedRegex("[；;\n]")]
    private static partial Regex Parts();

    [GeneratedRegex("[、，,;；\n]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^满?([0-9]{1,7})(?:件|箱|盒|袋|份)?(?:起|以上)*(?:每件)?[:：=]?¥?([0-9.,]+)(?:元)?$")]
    private static partial Regex Tier();

    [GeneratedRegex(@"^(.*?)\s*([0-9]{1,2})[-月.]([0-9]{1,2})日?\s*[至到~—]\s*([0-9]{1,2})[-月.]([0-9]{1,2})日?$")]
    private static partial Regex Window();

    [GeneratedRegex(@"^(-?[0-9]{1,2})(?:度|℃|°C)?(?:至|到|~)(-?[0-9]{1,2})(?:度|℃|°C)?$")]
    private static partial Regex Cold();
}
