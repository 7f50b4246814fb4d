using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.PublicPages;

/// <summary>
/// 公示异议 as everybody may follow them: when one came in and what the county answered. Who objected and in which words stays with the county.
/// </summary>
internal static class RegisterObjections
{
    private const int Most = 50;

    internal static async Task Write(Html page, Guid recognitionId, CatalogDb db, CancellationToken cancellation)
    {
        var rows = await db.Set<Objection>().AsNoTracking().Where(row => row.RecognitionId == recognitionId).OrderBy(row => row.RaisedAt).Take(Most).ToListAsync(cancellation);
        if (rows.Count == 0) return;
        page.Raw("<section class=\"card\"><h2>").Text(page.Say("异议和答复", "Objections and answers")).Raw("</h2><ol class=\"path\">");
        foreach (var row in rows)
        {
            page.Raw("<li>").Text(page.Say($"{Day(row.RaisedAt)}收到异议", $"{Day(row.RaisedAt)} objection received")).Raw(" ").Raw(Tag(page, row.IsUpheld));
            if (row is { Decision: { } decision, DecidedAt: { } at }) page.Raw("<p>").Text(page.Say($"{Day(at)}答复：{decision}", $"{Day(at)} answer: {decision}")).Raw("</p>");
            page.Raw("</li>");
        }

        page.Raw("</ol><p class=\"muted small\">").Text(page.Say("全部答复前不会公布。不公开提出人。", "Nothing is listed before all are answered. Who objected is not told.")).Raw("</p></section>");
    }

    /// <summary>How many days anyone may still object.</summary>
    internal static string Remaining(Html page, DateOnly until, DateOnly today) => (until.DayNumber - today.DayNumber) switch
    {
        0 => page.Say("今天最后一天", "last day today"),
        1 => page.Say("还剩1天", "1 day left"),
        var days => page.Say($"还剩{days}天", $"{days} days left"),
    };

    private static string Tag(Html page, bool? isUpheld)
    {
        var (style, words) = isUpheld switch
        {
            null => ("due", page.Say("○ 等县里答复", "○ Waiting for the county")),
            true => ("problem", page.Say("! 成立", "! Upheld")),
            false => ("done", page.Say("✓ 不成立", "✓ Not upheld")),
        };
        return $"<span class=\"tag {style}\">{Html.Encoded(words)}</span>";
    }

    private static string Day(DateTimeOffset at) => Html.Day(ChinaTime.DateIn(at));
}
