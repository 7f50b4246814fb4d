using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Catalog.ImportPriceReferences;

/// <summary>导入参考价: a market's price list, pasted or read from a CSV file. All rows or none; the same list twice changes nothing.</summary>
internal static class ImportPriceReferences
{
    /// <param name="Text">Rows of cells between tabs or commas; the first row holds the heads.</param>
    /// <param name="Market">Where rows name no market.</param>
    /// <param name="IsTrial">Tells what would change and changes nothing.</param>
    internal sealed record Request(string Text, string? Market = null, string? Source = null, bool IsPerJin = false, bool IsTrial = false);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Text).NotEmpty().MaximumLength(4_000_000)
                .Because("table-too-large", "内容太多。请分几次导入。", "The table is too large. Import it in parts.");
            RuleFor(request => request.Market).MaximumLength(40);
            RuleFor(request => request.Source).MaximumLength(200);
        }
    }

    /// <param name="Unchanged">Rows that were known with the same prices.</param>
    internal sealed record Response(int Rows, int Added, int Changed, int Unchanged, bool IsSaved, IReadOnlyList<LineProblem> Problems);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/price-references", Handle)
        .WithName("ImportPriceReferences").WithTags("Catalog").Requires(CatalogPermissions.EnterPrices).Writes<CatalogDb>();

    private static async Task<Ok<Response>> Handle(
        Request request, Actor actor, CatalogDb db, CategoryNames categories, TimeProvider clock, CancellationToken cancellation)
    {
        var lines = new PriceLines(await categories.All(cancellation), request.Market?.Trim() ?? string.Empty, request.Source?.Trim() ?? string.Empty, clock.Today(), request.IsPerJin);
        lines.Read(CellText.Rows(request.Text));
        if (lines.Problems.Count > 0) return TypedResults.Ok(new Response(lines.Prices.Count, 0, 0, 0, IsSaved: false, lines.Problems));
        var transaction = db.Database.CurrentTransaction!;
        if (request.IsTrial) await transaction.CreateSavepointAsync("trial", cancellation);
        var (added, changed) = await Save(lines.Prices, actor.PersonId, clock.GetUtcNow(), db, cancellation);
        if (request.IsTrial) await transaction.RollbackToSavepointAsync("trial", cancellation);
        else db.Audit("price-references-imported", "price-reference", new { rows = lines.Prices.Count, added, changed });
        return TypedResults.Ok(new Response(lines.Prices.Count, added, changed, lines.Prices.Count - added - changed, !request.IsTrial, []));
    }

    internal static async Task<(int Added, int Changed)> Save(IReadOnlyList<PriceReference> rows, Guid by, DateTimeOffset at, CatalogDb db, CancellationToken cancellation)
    {
        NpgsqlParameter[] parameters =
        [
            new("ids", rows.Select(row => row.Id).ToArray()), new("markets", rows.Select(row => row.Market).ToArray()),
            new("categories", rows.Select(row => row.CategoryCode).ToArray()), new("names", rows.Select(row => row.Name).ToArray()),
            new("words", rows.Select(row => row.Word).ToArray()), new("grades", rows.Select(row => row.Grade).ToArray()),
            new("days", rows.Select(row => row.PricedOn).ToArray()), new("lows", rows.Select(row => row.LowFen).ToArray()),
            new("averages", rows.Select(row => row.AverageFen).ToArray()), new("highs", rows.Select(row => row.HighFen).ToArray()),
            new("sources", rows.Select(row => row.Source).ToArray()), new("by", by), new("at", at),
        ];
        var inserted = await db.Database.SqlQueryRaw<bool>(Upsert, parameters).ToListAsync(cancellation);
        return (inserted.Count(isNew => isNew), inserted.Count(isNew => !isNew));
    }

    private const string Upsert = """
        INSERT INTO price_reference (id, market, category_code, name, word, grade, priced_on, low_fen, average_fen, high_fen, source, entered_by, entered_at)
        SELECT id, market, category, name, word, grade, day, low, average, high, source, @by, @at
        FROM unnest(@ids, @markets, @categories, @names, @words, @grades, @days, @lows, @averages, @highs, @sources)
            AS row(id, market, category, name, word, grade, day, low, average, high, source)
        ON CONFLICT (category_code, word, market, grade, priced_on) DO UPDATE SET
            low_fen = excluded.low_fen, average_fen = excluded.average_fen, high_fen = excluded.high_fen, name = excluded.name, source = excluded.source,
            entered_by = excluded.entered_by, entered_at = excluded.entered_at
        WHERE (price_reference.low_fen, price_reference.average_fen, price_reference.high_fen, price_reference.name, price_reference.source)
            IS DISTINCT FROM (excluded.low_fen, excluded.average_fen, excluded.high_fen, excluded.name, excluded.source)
        RETURNING xmax = 0 AS "Value"
        """;
}
