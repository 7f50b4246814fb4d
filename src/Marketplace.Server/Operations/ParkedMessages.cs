using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Marketplace.Server.Operations;

/// <summary>搁置的消息: facts that a module could not deliver to another; the operator reads why and has them tried again.</summary>
internal static class ParkedMessages
{
    /// <summary>Payloads may hold what a person typed; only the name, the id and the error are shown.</summary>
    internal sealed record Row(string Module, Guid EventId, string Name, DateTimeOffset OccurredAt, int Attempts, DateTimeOffset? ParkedAt, DateTimeOffset NextAttemptAt, string? LastError);

    /// <param name="Waiting">Facts on their way, by module.</param>
    internal sealed record Response(IReadOnlyList<Row> Items, IReadOnlyList<Count> Waiting);

    internal sealed record Count(string Module, long Waiting, long Parked);

    internal sealed record Request(string Module, IReadOnlyList<Guid> EventIds);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Module).NotEmpty().MaximumLength(40);
            RuleFor(request => request.EventIds).Must(ids => ids.Count is >= 1 and <= 200).Because("none-chosen", "请选1到200条消息。", "Choose 1 to 200 messages.");
        }
    }

    internal sealed record Retried(int Messages);

    private static readonly Permission Operate = Permission.For("operations.messages", Role.Operator, Role.Administrator);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/operations/messages", List).WithName("ListParkedMessages").WithTags("Operations").Requires(Operate).Reads();
        api.MapPost("/operations/messages/retry", Retry).WithName("RetryParkedMessages").WithTags("Operations").Requires(Operate)
            .WritesByItself("The outbox belongs to whichever module is named; the update and its audit row are one statement.");
    }

    private static async Task<Ok<Response>> List(IEnumerable<ModuleOutbox> outboxes, IServiceProvider services, CancellationToken cancellation)
    {
        var (rows, counts) = (new List<Row>(), new List<Count>());
        foreach (var schema in outboxes.Select(outbox => outbox.Schema).Distinct().Order(StringComparer.Ordinal))
        {
            await using var command = services.GetRequiredKeyedService<NpgsqlDataSource>(schema).CreateCommand($"""
                SELECT event_id, name, occurred_at, attempts, parked_at, next_attempt_at, last_error,
                       (SELECT count(*) FROM {schema}.outbox WHERE delivered_at IS NULL AND parked_at IS NULL), (SELECT count(*) FROM {schema}.outbox WHERE parked_at IS NOT NULL)
                FROM (SELECT 1) AS one LEFT JOIN LATERAL
                    (SELECT * FROM {schema}.outbox WHERE parked_at IS NOT NULL OR (delivered_at IS NULL AND attempts > 2) ORDER BY parked_at DESC NULLS LAST, position LIMIT 100) AS o ON true
                """);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var isFirst = true;
            while (await reader.ReadAsync(cancellation))
            {
                if (isFirst) counts.Add(new Count(schema, reader.GetInt64(7), reader.GetInt64(8)));
                isFirst = false;
                if (await reader.IsDBNullAsync(0, cancellation)) continue;
                rows.Add(new Row(schema, reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt32(3),
                    await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5),
                    await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6)));
            }
        }

        return TypedResults.Ok(new Response(rows, counts));
    }

    private static async Task<Results<Ok<Retried>, Problem>> Retry(Request request, Actor actor, IEnumerable<ModuleOutbox> outboxes, IServiceProvider services, TimeProvider clock, CancellationToken cancellation)
    {
        if (outboxes.All(outbox => outbox.Schema != request.Module)) return Problems.NotFound;
        await using var command = services.GetRequiredKeyedService<NpgsqlDataSource>(request.Module).CreateCommand($"""
            WITH tried AS (UPDATE {request.Module}.outbox SET parked_at = NULL, attempts = 0, next_attempt_at = clock_timestamp()
                           WHERE event_id = ANY($1) AND delivered_at IS NULL RETURNING event_id),
                 told AS (INSERT INTO {request.Module}.audit (id, at, actor_id, action, subject) SELECT named.id, $2, $3, 'message-retried', event_id::text FROM tried JOIN unnest($1, $4) AS named (event, id) ON named.event = tried.event_id),
                 woken AS (SELECT pg_notify('outbox', '{request.Module}') FROM tried LIMIT 1)
            SELECT count(*) FROM tried LEFT JOIN (SELECT count(*) AS n FROM woken) AS w ON true
            """);
        var ids = request.EventIds.Distinct().ToArray();
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(new() { Value = actor.PersonId });
        command.Parameters.Add(new() { Value = ids.Select(_ => Guid.CreateVersion7()).ToArray() });
        return TypedResults.Ok(new Retried((int)(long)(await command.ExecuteScalarAsync(cancellation))!));
    }
}
