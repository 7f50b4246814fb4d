using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Marketplace.Server.Operations;

/// <summary>操作记录: who did what, when, to what, over all modules; by subject, person, deed or day.</summary>
internal static class SearchAudit
{
    /// <param name="Q">A record's id, or the beginning of a deed's name.</param>
    internal sealed record Query(string? Q, Guid? Person, string? Module, DateOnly? From, DateOnly? To, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Q).MaximumLength(100).Must(text => text?.Contains('\0', StringComparison.Ordinal) != true);
            RuleFor(query => query.Module).MaximumLength(40);
            RuleFor(query => query.To).Must((query, to) => query.From is null || to is null || to >= query.From).Because("period-wrong", "止日早于起日。请改一个。", "The last day lies before the first. Change one.");
        }
    }

    internal sealed record Row(Guid Id, string Module, DateTimeOffset At, Guid PersonId, string Person, string Action, string? Subject, string Detail);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/operations/audit", Handle)
        .WithName("SearchAudit").WithTags("Operations").Requires(Permission.For("operations.audit", Role.Operator, Role.Administrator)).Reads();

    private static async Task<Ok<Page<Row>>> Handle(
        [AsParameters] Query query, IEnumerable<ModuleOutbox> outboxes, IServiceProvider services, IPersonDirectory people, CancellationToken cancellation)
    {
        var size = Paging.Size(query.Size);
        var after = Paging.Read(query.Cursor, 1) is [var id] && Guid.TryParse(id, out var last) ? last : (Guid?)null;
        var found = new List<Row>();
        foreach (var schema in outboxes.Select(outbox => outbox.Schema).Distinct().Where(schema => string.IsNullOrEmpty(query.Module) || schema == query.Module))
            found.AddRange(await In(schema, services.GetRequiredKeyedService<NpgsqlDataSource>(schema), query, after, size + 1, cancellation));
        var page = found.OrderByDescending(row => row.Id).Take(size).ToList();
        var names = await people.NamesOf([.. page.Select(row => row.PersonId).Distinct()], cancellation);
        var next = found.Count > size ? Paging.Cursor(page[^1].Id.ToString()) : null;
        return TypedResults.Ok(new Page<Row>([.. page.Select(row => row with { Person = names.GetValueOrDefault(row.PersonId, string.Empty) })], next));
    }

    /// <summary>Ids grow with time, so that the newest are found without reading all.</summary>
    private static async Task<List<Row>> In(string schema, NpgsqlDataSource database, Query query, Guid? after, int most, CancellationToken cancellation)
    {
        var q = string.IsNullOrWhiteSpace(query.Q) ? null : query.Q.Trim();
        DateTimeOffset? Midnight(DateOnly? day) => day is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), ChinaTime.Offset).ToUniversalTime() : null;
        await using var command = database.CreateCommand($"""
            SELECT id, at, actor_id, action, subject, detail::text FROM {schema}.audit
            WHERE ($1::text IS NULL OR subject = $1 OR starts_with(action, $1)) AND ($2::uuid IS NULL OR actor_id = $2)
              AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4) AND ($5::uuid IS NULL OR id < $5)
            ORDER BY id DESC LIMIT {most.ToString(CultureInfo.InvariantCulture)}
            """);
        object?[] values = [q, query.Person, Midnight(query.From), Midnight(query.To?.AddDays(1)), after];
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new Row(reader.GetGuid(0), schema, reader.GetFieldValue<DateTimeOffset>(1), reader.GetGuid(2), string.Empty, reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4), reader.GetString(5)));
        }

        return rows;
    }
}
