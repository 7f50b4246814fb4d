using System.Globalization;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;

namespace Marketplace.Catalog.ListRecognitions;

/// <summary>How an entry of the register stands on a day.</summary>
internal enum Validity
{
    /// <summary>公示中.</summary>
    OnNotice,

    /// <summary>有效.</summary>
    Valid,

    /// <summary>即将到期: valid, but for less than the ninety days in which it may be renewed.</summary>
    EndsSoon,

    /// <summary>已过期.</summary>
    Expired,

    /// <summary>已撤销.</summary>
    Revoked,
}

internal enum RecognitionOrder
{
    Newest,
    Ends,
    Due,
}

/// <summary>A recognition with what it is about.</summary>
internal sealed class Found
{
    public required Recognition Row { get; init; }

    public required Product Product { get; init; }

    public required Supplier Supplier { get; init; }
}

/// <summary>What a list of recognitions leaves and in which order; the id decides between equals, so that pages never overlap.</summary>
internal static class RecognitionOrders
{
    private const int SoonDays = 90;

    internal static IQueryable<Recognition> Asked(this IQueryable<Recognition> rows, ListRecognitions.Query query, DateOnly today)
    {
        if (Choice.Of<RecognitionState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (Choice.Of<RecognitionGrade>(query.Grade) is { } grade) rows = rows.Where(row => row.Grade == grade);
        if (query.County is { Length: > 0 } county) rows = rows.WithinRegions(row => row.OriginCode, [RegionCode.Parse(county)]);
        if (query.Overdue == true) rows = rows.Where(row => row.DueOn < today && row.State != RecognitionState.OnNotice);
        var on = query.On ?? today;
        var soon = on.AddDays(SoonDays);
        return Choice.Of<Validity>(query.Validity) switch
        {
            Validity.OnNotice => rows.Where(row => row.NoticeFrom <= on && (row.State == RecognitionState.OnNotice || (row.NoticeTo >= on && row.ValidFrom > on))),
            Validity.Valid => rows.Where(row => row.ValidFrom <= on && row.ValidTo >= on && (row.RevokedFrom == null || on < row.RevokedFrom)),
            Validity.EndsSoon => rows.Where(row => row.ValidFrom <= on && row.ValidTo >= on && row.ValidTo <= soon && (row.RevokedFrom == null || on < row.RevokedFrom)),
            Validity.Expired => rows.Where(row => row.ValidTo < on && (row.RevokedFrom == null || row.RevokedFrom > row.ValidTo)),
            Validity.Revoked => rows.Where(row => row.RevokedFrom <= on && row.RevokedFrom <= row.ValidTo),
            _ => rows,
        };
    }

    internal static string? Pattern(string? q)
    {
        if (Search.SearchText.Fold(q).Length == 0) return null;
        var typed = q!.Trim();
        return "%" + typed[..Math.Min(typed.Length, 100)].Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("\0", string.Empty, StringComparison.Ordinal) + "%";
    }

    internal static IQueryable<Found> Sorted(this IQueryable<Found> rows, RecognitionOrder sort) => sort switch
    {
        RecognitionOrder.Ends => rows.OrderBy(found => found.Row.ValidTo ?? DateOnly.MaxValue).ThenBy(found => found.Row.Id),
        RecognitionOrder.Due => rows.OrderBy(found => found.Row.DueOn ?? DateOnly.MaxValue).ThenBy(found => found.Row.Id),
        _ => rows.OrderByDescending(found => found.Row.AppliedAt).ThenByDescending(found => found.Row.Id),
    };

    internal static IQueryable<Found> After(this IQueryable<Found> rows, RecognitionOrder sort, string? cursor)
    {
        if (Paging.Read(cursor, 2) is not { } after || !Guid.TryParse(after[1], out var id)) return rows;
        if (sort != RecognitionOrder.Newest)
        {
            if (!DateOnly.TryParseExact(after[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return rows;
            return sort == RecognitionOrder.Ends
                ? rows.Where(found => (found.Row.ValidTo ?? DateOnly.MaxValue) > day || ((found.Row.ValidTo ?? DateOnly.MaxValue) == day && found.Row.Id > id))
                : rows.Where(found => (found.Row.DueOn ?? DateOnly.MaxValue) > day || ((found.Row.DueOn ?? DateOnly.MaxValue) == day && found.Row.Id > id));
        }

        if (!long.TryParse(after[0], CultureInfo.InvariantCulture, out var ticks) || ticks is < 0 or > 3_155_378_975_999_999_999) return rows;
        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        return rows.Where(found => found.Row.AppliedAt < at || (found.Row.AppliedAt == at && found.Row.Id < id));
    }

    internal static string CursorOf(ListRecognitions.Item last, RecognitionOrder sort) => Paging.Cursor(
        sort switch
        {
            RecognitionOrder.Ends => (last.ValidTo ?? DateOnly.MaxValue).ToString("O", CultureInfo.InvariantCulture),
            RecognitionOrder.Due => (last.DueOn ?? DateOnly.MaxValue).ToString("O", CultureInfo.InvariantCulture),
            _ => last.AppliedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
        },
        last.RecognitionId.ToString());
}
