using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Lots;

/// <summary>预售: the promise under which a lot is sold before its harvest.</summary>
/// <param name="ShipBy">The last day on which the goods leave.</param>
/// <param name="AdoptionTerms">认领约定, when the lot is a base to subscribe to.</param>
internal sealed record PresaleBody(DateOnly ShipBy, string? AdoptionTerms = null)
{
    internal string? Terms => string.IsNullOrWhiteSpace(AdoptionTerms) ? null : AdoptionTerms.Trim();
}

internal sealed class PresaleBodyValidator : AbstractValidator<PresaleBody>
{
    public PresaleBodyValidator() => RuleFor(presale => presale.AdoptionTerms).MaximumLength(500);
}

/// <param name="IsExpected">Whether the harvest is still to come.</param>
/// <param name="ExpectedOn">The day promised for the harvest.</param>
internal sealed record PresaleView(bool IsExpected, DateOnly ExpectedOn, int ExpectedQuantity, DateOnly ShipBy, string? AdoptionTerms, IReadOnlyList<GrowthView> Growth);

internal sealed record GrowthView(DateOnly NotedOn, string Words, IReadOnlyList<string> PhotoUrls);

internal static class PresaleLots
{
    /// <summary>A season is no longer than this ahead of its sale.</summary>
    internal const int LongestWaitDays = 366;

    /// <summary>The longest that sorting and packing may take after the harvest.</summary>
    internal const int LongestPackingDays = 30;

    private const int MostNotes = 20;

    private static readonly Problem Wrong = Problem.Invalid("presale-dates",
        "预售要写将来的采收日（一年以内），发货日不早于采收日、不晚于采收后30天。请改日期。",
        "A pre-sale names a harvest within a year from now and a last day of dispatch within 30 days of it. Change the dates.", "presale.shipBy");

    private static readonly Problem NotHarvested = Problem.Invalid(
        "harvest-in-future", "采收日还没到。请填实际采收日，或选“还没采收，先预售”。", "The harvest date lies in the future. Enter the real one, or sell the lot ahead of its harvest.", "harvestedOn");

    private static readonly Problem KeepsTooShort = Problem.Invalid("presale-keeps-too-short",
        "到最晚发货日，货已过保质期。请把发货日提前。", "By the last day of dispatch the goods would be past their best. Bring the day forward.", "presale.shipBy");

    /// <summary>What is promised must still be good when it leaves.</summary>
    internal static Problem? CheckKeeping(this PresaleBody? presale, DateOnly? bestBefore) => presale?.ShipBy > bestBefore ? KeepsTooShort : null;

    /// <summary>Of a lot that is not sold ahead, the harvest lies in the past.</summary>
    internal static Problem? CheckHarvest(this PresaleBody? presale, DateOnly harvestedOn, DateOnly today) =>
        presale is null ? harvestedOn > today ? NotHarvested : null : presale.Check(harvestedOn, today);

    private static Problem? Check(this PresaleBody presale, DateOnly expectedOn, DateOnly today) =>
        expectedOn > today && expectedOn <= today.AddDays(LongestWaitDays) && presale.ShipBy >= expectedOn && presale.ShipBy <= expectedOn.AddDays(LongestPackingDays) ? null : Wrong;

    /// <summary>The promises of these lots and the latest of what was told while they grew, in one query.</summary>
    internal static async Task<Dictionary<Guid, PresaleView>> PresaleViews(this CatalogDb db, IReadOnlyCollection<Lot> lots, IFileLinks links, CancellationToken cancellation)
    {
        var presold = lots.Where(lot => lot.ShipBy is not null).Select(lot => lot.Id).ToList();
        if (presold.Count == 0) return [];
        var notes = await db.Set<GrowthNote>().FromSql($"""
            SELECT id, lot_id, noted_on, words, photos, written_at, written_by
            FROM (SELECT *, row_number() OVER (PARTITION BY lot_id ORDER BY noted_on DESC, id DESC) AS place FROM growth_note WHERE lot_id = ANY({presold})) AS note
            WHERE place <= {MostNotes}
            """).AsNoTracking().ToListAsync(cancellation);
        var told = notes.ToLookup(note => note.LotId);
        return lots.Where(lot => lot.ShipBy is not null).ToDictionary(lot => lot.Id, lot => new PresaleView(
            lot.IsExpected, lot.ExpectedOn!.Value, lot.ExpectedQuantity!.Value, lot.ShipBy!.Value, lot.AdoptionTerms,
            [.. told[lot.Id].OrderByDescending(note => note.NotedOn).ThenByDescending(note => note.Id).Select(note => new GrowthView(note.NotedOn, note.Words, [.. note.Photos.Select(links.UrlOf)]))]));
    }
}
