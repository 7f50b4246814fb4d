using Marketplace.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Recognitions;

internal static class RecognitionRules
{
    /// <summary>The rule in force on a day where the goods come from. There always is one: the first migration writes the rule of everywhere.</summary>
    internal static Task<RecognitionRule> RuleFor(this CatalogDb db, string originCode, DateOnly on, CancellationToken cancellation)
    {
        string[] regions = [string.Empty, originCode[..2], originCode[..4], originCode[..6]];
        return db.Set<RecognitionRule>().AsNoTracking()
            .Where(rule => regions.Contains(rule.RegionCode) && rule.ValidFrom <= on)
            .OrderByDescending(rule => rule.RegionCode.Length).ThenByDescending(rule => rule.ValidFrom)
            .FirstAsync(cancellation);
    }
}
