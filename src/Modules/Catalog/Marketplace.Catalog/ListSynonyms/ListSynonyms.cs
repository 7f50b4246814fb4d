using System.Globalization;
using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Synonyms;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListSynonyms;

/// <summary>同义词表: the groups there are, were and will be, newest first, and as xlsx.</summary>
internal static class ListSynonyms
{
    /// <summary>Where a group stands today.</summary>
    internal enum SynonymState
    {
        Valid,

        /// <summary>Begins later.</summary>
        Coming,

        Ended,
    }

    /// <param name="Q">A word, or the beginning of one.</param>
    /// <param name="Series">One group with all it replaced.</param>
    internal sealed record Query(string? Q, string? State, Guid? Series, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<SynonymState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    /// <param name="IsApplied">Whether searches follow it yet: they do within seconds.</param>
    internal sealed record Item(
        Guid GroupId, Guid SeriesId, uint Version, IReadOnlyList<string> Words, DateOnly ValidFrom, DateOnly? ValidTo, SynonymState State, bool IsApplied, string Reason, string SetBy, DateTimeOffset SetAt,
        string? EndedBy, DateTimeOffset? EndedAt, string? EndedWhy);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/synonyms", Handle).WithName("ListSynonyms").WithTags("Catalog").Requires(CatalogPermissions.SetSynonyms).Reads();
        api.MapGet("/synonyms.xlsx", Export).WithName("ExportSynonyms").WithTags("Catalog").Requires(CatalogPermissions.SetSynonyms).Reads();
    }

    private static async Task<Ok<Page<Item>>> Handle([AsParameters] Query query, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var rows = Asked(query, db, today);
        var total = await rows.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is [var when, var last] && Guid.TryParse(last, out var id)
            && DateTimeOffset.TryParseExact(when, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed))
        {
            var at = parsed.ToUniversalTime();
            rows = rows.Where(row => row.SetAt < at || (row.SetAt == at && row.Id < id));
        }

        var size = Paging.Size(query.Size);
        var page = await rows.OrderByDescending(row => row.SetAt).ThenByDescending(row => row.Id).Take(size + 1)
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).ToListAsync(cancellation);
        var next = page.Count > size ? Paging.Cursor(page[size - 1].Row.SetAt.ToString("O", CultureInfo.InvariantCulture), page[size - 1].Row.Id.ToString()) : null;
        return TypedResults.Ok(new Page<Item>([.. page.Take(size).Select(found => ItemOf(found.Row, found.Version, today))], next, total));
    }

    private static async Task<FileStreamHttpResult> Export([AsParameters] Query query, HttpContext http, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "同义词", ["同义词", "从", "到", "状态", "原因", "谁加的", "什么时候", "谁结束的", "结束原因"], [48, 12, 12, 10, 30, 16, 20, 16, 30]))
        {
            await foreach (var row in Asked(query, db, today).OrderByDescending(row => row.SetAt).ThenByDescending(row => row.Id).AsAsyncEnumerable().WithCancellation(cancellation))
                sheet.Row(string.Join("、", row.Words), row.ValidFrom, row.ValidTo, StateWord(row, today), row.Reason, row.SetBy.Length == 0 ? "平台" : row.SetBy, ChinaTime.DateIn(row.SetAt), row.EndedBy, row.EndedWhy);
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, $"同义词-{today:yyyyMMdd}.xlsx");
    }

    internal static Item ItemOf(SynonymGroup row, uint version, DateOnly today) => new(
        row.Id, row.SeriesId, version, row.Words, row.ValidFrom, row.ValidTo, StateOf(row, today), row.IsInForce == row.IsValidOn(today), row.Reason, row.SetBy, row.SetAt,
        row.EndedBy, row.EndedAt, row.EndedWhy);

    private static IQueryable<SynonymGroup> Asked(Query query, CatalogDb db, DateOnly today)
    {
        var rows = db.Set<SynonymGroup>().AsNoTracking();
        if (query.Series is { } series) rows = rows.Where(row => row.SeriesId == series);
        if (SearchText.Fold(query.Q).Trim() is { Length: > 0 } word) rows = rows.Where(row => row.Words.Any(one => one.StartsWith(word)));
        return Choice.Of<SynonymState>(query.State) switch
        {
            SynonymState.Valid => rows.Where(row => row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today)),
            SynonymState.Coming => rows.Where(row => row.ValidFrom > today && (row.ValidTo == null || row.ValidTo >= row.ValidFrom)),
            SynonymState.Ended => rows.Where(row => row.ValidTo < today || row.ValidTo < row.ValidFrom),
            _ => rows,
        };
    }

    private static SynonymState StateOf(SynonymGroup row, DateOnly today) =>
        row.ValidTo < today || row.ValidTo < row.ValidFrom ? SynonymState.Ended : row.ValidFrom > today ? SynonymState.Coming : SynonymState.Valid;

    private static string StateWord(SynonymGroup row, DateOnly today) => StateOf(row, today) switch
    {
        SynonymState.Valid => "有效",
        SynonymState.Coming => "未开始",
        _ => "已结束",
    };
}
