using System.Globalization;

namespace Marketplace.Accounts.Protection;

/// <summary>What screens show of personal data: enough to recognise, too little to use.</summary>
internal static class Mask
{
    /// <summary>王*芳, 张*, 欧阳**: the first character, the last of three, stars between. Counts characters as people see them.</summary>
    internal static string Name(string name)
    {
        var letters = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(name.Trim());
        while (elements.MoveNext()) letters.Add(elements.GetTextElement());
        return letters.Count switch
        {
            0 => "*",
            1 => "*",
            2 => letters[0] + "*",
            3 => letters[0] + "*" + letters[2],
            _ => letters[0] + new string('*', Math.Min(letters.Count - 2, 6)) + letters[^1],
        };
    }

    /// <summary>The last four, behind stars.</summary>
    internal static string Number(string number) => number.Length <= 4 ? "****" : "****" + number[^4..];
}
