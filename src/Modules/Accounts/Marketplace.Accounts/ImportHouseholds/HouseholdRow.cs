using Marketplace.Accounts.Households;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;

namespace Marketplace.Accounts.ImportHouseholds;

/// <summary>A household as a row of a table. It never leaves the importing transaction in the clear.</summary>
internal sealed class HouseholdRow
{
    public string Name { get; set; } = string.Empty;

    public string IdentityNumber { get; set; } = string.Empty;

    /// <summary>A place's code with its name, or either.</summary>
    public string Village { get; set; } = string.Empty;

    public DateOnly? ConsentOn { get; set; }

    public DateOnly? ConsentTo { get; set; }

    /// <summary>The organisation under whose name the agent sells.</summary>
    public string Seller { get; set; } = string.Empty;

    public string ConsentText { get; set; } = string.Empty;
}

/// <summary>The columns of the household registry's template.</summary>
internal static class HouseholdColumns
{
    internal static readonly ImportColumns<HouseholdRow> All = new(
        Text("name", "姓名", row => row.Name, (row, text) => row.Name = text, text => text.Length is 0 or > 50 ? new("没有姓名，或太长。请填户主姓名，最多50个字。", "The name is missing or too long. Enter the head of the household, in 50 characters at most.") : null) with { IsNeeded = true, Hint = "户主姓名。", Example = "张三", Aliases = ["户主", "户主姓名"] },
        new ImportColumn<HouseholdRow>("identityNumber", "身份证号", (text, row) =>
        {
            row.IdentityNumber = CellText.Folded(text).ToUpperInvariant();
            return row.IdentityNumber.Length == 0
                ? new("没有身份证号。导入靠它认出同一户；没有号码的请在手机上单独登记。", "The identity number is missing. Imports recognise a household by it; register those without one by one.")
                : null;
        }, row => row.IdentityNumber)
        { IsNeeded = true, Width = 24, Hint = "18位。单元格请设为文本，不然后几位会变成0。号码加密保存，导入后只显示后四位。", Example = "500236199001010013", Aliases = ["身份证", "身份证号码", "公民身份号码"] },
        Text("villageCode", "村", row => row.Village, (row, text) => row.Village = text, text => text.Length == 0 ? new("没有写村。请从列表里选到村。", "The village is missing. Choose one from the list.") : null) with { IsNeeded = true, Width = 44, Hint = "从列表里选，见工作表“村”。也可以只写代码。", Aliases = ["村名", "所在村", "行政村"] },
        Day("givenOn", "授权日期", row => row.ConsentOn, (row, day) => row.ConsentOn = day) with { Hint = "农户签代办授权书的日期；不代办的不填。", Example = "2026-03-08" },
        Day("validTo", "授权到期", row => row.ConsentTo, (row, day) => row.ConsentTo = day) with { Hint = "最长三年。", Example = "2027-03-07" },
        Text("sellerOrganisationId", "销售主体", row => row.Seller, (row, text) => row.Seller = text) with { Width = 30, Hint = "以谁的名义卖，本县的合作社或企业，见工作表“销售主体”。" },
        Text("textVersion", "授权书版本", row => row.ConsentText, (row, text) => row.ConsentText = text) with { Hint = "不填就是现在用的版本。" });

    private static ImportColumn<HouseholdRow> Text(
        string key, string heading, Func<HouseholdRow, string> get, Action<HouseholdRow, string> set, Func<string, BothLanguages?>? check = null) => new(key, heading, (text, row) =>
    {
        var plain = CellText.Plain(text);
        set(row, plain);
        return check?.Invoke(plain);
    }, row => get(row));

    private static ImportColumn<HouseholdRow> Day(string key, string heading, Func<HouseholdRow, DateOnly?> get, Action<HouseholdRow, DateOnly?> set) => new(key, heading, (text, row) =>
    {
        var read = CellText.Day(text);
        if (read.Fault is null) set(row, string.IsNullOrWhiteSpace(text) ? null : read.Value);
        return read.Fault;
    }, row => get(row));
}
