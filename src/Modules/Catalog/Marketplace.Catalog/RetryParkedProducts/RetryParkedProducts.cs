using System.Globalization;
using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.RetryParkedProducts;

/// <summary>搁置的产品: what the search cluster refused is shown, and is sent once more when the operator says so.</summary>
internal static class RetryParkedProducts
{
    internal sealed record Row(Guid ProductId, string Name, string SupplierName, string Error, DateTimeOffset ParkedAt);

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Request(IReadOnlyList<Guid> ProductIds);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.ProductIds).Must(ids => ids.Count is >= 1 and <= 200).Because("none-chosen", "请选1到200个产品。", "Choose 1 to 200 products.");
    }

    internal sealed record Retried(int Products);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/search-engine/parked", List).WithName("ListParkedProducts").WithTags("Catalog").Requires(CatalogPermissions.OperateSearch).Reads();
        api.MapPost("/search-engine/parked/retry", Retry).WithName("RetryParkedProducts").WithTags("Catalog").Requires(CatalogPermissions.OperateSearch).Writes<CatalogDb>();
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, CatalogDb db, CancellationToken cancellation)
    {
        var (after, last) = (DateTimeOffset.UnixEpoch, Guid.Empty);
        if (Paging.Read(query.Cursor, 2) is [var at, var id] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var parked) && Guid.TryParse(id, out var product)) (after, last) = (parked, product);
        var size = Paging.Size(query.Size);
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT k.product_id AS "ProductId", p.name AS "Name", s.name AS "SupplierName", k.error AS "Error", k.parked_at AS "ParkedAt"
            FROM search_parked k JOIN product p ON p.id = k.product_id JOIN supplier s ON s.id = p.supplier_id
            WHERE (k.parked_at, k.product_id) > ({after}, {last}) ORDER BY k.parked_at, k.product_id LIMIT {size + 1}
            """).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. rows.Take(size)], rows.Count > size ? Paging.Cursor(rows[size - 1].ParkedAt.ToString("O", CultureInfo.InvariantCulture), rows[size - 1].ProductId.ToString()) : null));
    }

    /// <summary>A new version of the same document: the feed carries it like any other change.</summary>
    private static async Task<Ok<Retried>> Retry(Request request, CatalogDb db, CancellationToken cancellation) => TypedResults.Ok(new Retried(await db.Database.ExecuteSqlAsync($"""
        UPDATE search_document SET version = version + 1 WHERE product_id IN (SELECT product_id FROM search_parked WHERE product_id = ANY({request.ProductIds.ToArray()}))
        """, cancellation)));
}
