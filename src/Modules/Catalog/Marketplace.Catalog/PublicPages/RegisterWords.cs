using Marketplace.Catalog.ListRecognitions;
using Marketplace.Catalog.Recognitions;
using Listed = Marketplace.Catalog.ListRecognitions.ListRecognitions;
using State = Marketplace.Catalog.Recognitions.RecognitionState;

namespace Marketplace.Catalog.PublicPages;

/// <summary>How an entry of the register stands on a day, in words. The dates decide, whether the job that moves states has run or not.</summary>
internal static class RegisterWords
{
    internal static string KeyOf(Validity validity) => validity switch
    {
        Validity.OnNotice => "on-notice",
        Validity.EndsSoon => "ends-soon",
        _ => validity.ToString().ToLowerInvariant(),
    };

    internal static string Of(Html page, Validity validity) => validity switch
    {
        Validity.OnNotice => page.Say("公示中", "On public notice"),
        Validity.Valid => page.Say("有效", "Valid"),
        Validity.EndsSoon => page.Say("90天内到期", "Ends within 90 days"),
        Validity.Expired => page.Say("已过期", "Expired"),
        _ => page.Say("已撤销", "Revoked"),
    };

    internal static string Say(Html page, Listed.Item item, DateOnly on)
    {
        if (item.RevokedFrom <= on) return Of(page, Validity.Revoked);
        if (item.IsInForce && item.RevokedFrom is { } from) return page.Say($"{Html.Day(from)}起撤销", $"Revoked from {Html.Day(from)}");
        if (item.IsInForce) return Of(page, Validity.Valid);
        if (item.State == State.OnNotice) return Of(page, Validity.OnNotice);
        return item.ValidFrom > on ? page.Say("未生效", "Not yet valid") : Of(page, Validity.Expired);
    }

    /// <summary>帮扶产品 or 县域产品.</summary>
    internal static string Of(Html page, RecognitionGrade grade) => grade == RecognitionGrade.Recognised
        ? page.Say("帮扶产品", "Recognised product")
        : page.Say("县域产品", "County produce");

    internal static string Tag(Html page, Listed.Item item, DateOnly on)
    {
        var (mark, style) = item switch
        {
            _ when item.RevokedFrom is not null => ("!", "problem"),
            { IsInForce: true } => ("✓", "done"),
            { State: State.OnNotice } => ("○", "due"),
            _ => ("–", string.Empty),
        };
        return $"<span class=\"tag {style}\">{mark} {Html.Encoded(Say(page, item, on))}</span>";
    }
}
