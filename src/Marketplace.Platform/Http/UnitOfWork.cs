using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Marketplace.Platform.Http;

/// <summary>Marks an endpoint that changes a module's schema.</summary>
public sealed record WritesTo(Type ContextType, bool NeedsKey);

/// <summary>
/// Marks an endpoint that changes something but cannot be one transaction of one schema, such as sign-in or a provider's webhook,
/// with the reason for reviewers.
/// </summary>
public sealed record OwnTransaction(string Why);

public static class UnitOfWorkEndpoints
{
    /// <summary>Excuses an endpoint from <see cref="Writes{TDb}"/>; its arguments are validated all the same.</summary>
    public static RouteHandlerBuilder WritesByItself(this RouteHandlerBuilder builder, string why) =>
        builder.WithMetadata(new OwnTransaction(why)).AddEndpointFilter(new ValidationFilter());

    /// <summary>
    /// Runs the use case as one transaction of <typeparamref name="TDb"/>: validation, the change, the facts it publishes, the audit row
    /// and, when the request carries an Idempotency-Key, the remembered answer commit together or not at all.
    /// A refusal rolls everything back and does not use up the key.
    /// </summary>
    /// <param name="builder">The endpoint.</param>
    /// <param name="needsKey">Whether a request without a key is refused: set for everything that moves money or stock.</param>
    /// <param name="answerIsSecret">Whether the answer must not be kept beside the key: a repetition is then refused instead of replayed.</param>
    public static RouteHandlerBuilder Writes<TDb>(this RouteHandlerBuilder builder, bool needsKey = false, bool answerIsSecret = false)
        where TDb : ModuleDb => builder.WithMetadata(new WritesTo(typeof(TDb), needsKey)).AddEndpointFilter(new UnitOfWorkFilter<TDb>(needsKey, answerIsSecret));

    /// <summary>Marks an endpoint that only reads; its arguments are validated too.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder builder) => builder.AddEndpointFilter(new ValidationFilter());
}

internal sealed partial class UnitOfWorkFilter<TDb>(bool needsKey, bool answerIsSecret) : IEndpointFilter
    where TDb : ModuleDb
{
    private const int Attempts = 4;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (await Validation.Check(context) is { } invalid) return invalid;
        var http = context.HttpContext;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0 ? needsKey : key.Length is < 8 or > 128 || key.Any(c => c is < ' ' or > '~')) return Problems.KeyMissing;
        var hash = key.Length == 0 ? null : await HashOf(http.Request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Attempt(context, next, key, hash);
            }
            catch (DbUpdateConcurrencyException)
            {
                return Problems.Stale;
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                return Problems.AlreadyThere;
            }
            catch (Exception e) when (attempt < Attempts && IsDeadlock(e))
            {
                http.RequestServices.GetRequiredService<TDb>().ChangeTracker.Clear();
            }
        }
    }

    private async Task<object?> Attempt(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string key, byte[]? hash)
    {
        var http = context.HttpContext;
        var db = http.RequestServices.GetRequiredService<TDb>();
        var actor = http.Features.Get<Actor>() ?? Actor.Anonymous;
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        if (hash is not null && await Replay(db, actor, key, hash, http) is { } earlier) return earlier;
        var result = await next(context);
        var answer = Unwrap(result);
        var status = (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        if (status >= 400) return result;
        await db.SaveChangesAsync(http.RequestAborted);
        if (hash is not null) await Remember(db, actor, key, status, answerIsSecret ? null : (answer as IValueHttpResult)?.Value, http);
        var name = http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? http.Request.Path;
        var subject = string.Join('/', http.Request.RouteValues.Where(value => value.Key.EndsWith("Id", StringComparison.Ordinal)).Select(value => value.Value));
        await AuditTrail.Write(db, actor, name, subject, http.RequestServices.GetRequiredService<TimeProvider>(), http.RequestAborted);
        return await Commit(transaction, http) ? result : Problems.OutcomeUnknown;
    }

    private static async Task<bool> Commit(IDbContextTransaction transaction, HttpContext http)
    {
        try
        {
            // From here on the answer no longer depends on the client's patience.
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException and not PostgresException or TimeoutException or IOException)
        {
            LogUnknown(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Marketplace.UnitOfWork"), http.GetEndpoint()?.DisplayName);
            return false;
        }
    }

    private async Task<IResult?> Replay(TDb db, Actor actor, string key, byte[] hash, HttpContext http)
    {
        var claimed = await db.Database.ExecuteSqlRawAsync(
            $"INSERT INTO {db.Schema}.idempotency (actor_id, key, request_hash) VALUES ({{0}}, {{1}}, {{2}}) ON CONFLICT DO NOTHING",
            [actor.PersonId, key, hash], http.RequestAborted);
        if (claimed == 1) return null;
        var earlier = await db.Database.SqlQueryRaw<Remembered>(
            $"SELECT request_hash AS \"RequestHash\", status AS \"Status\", response::text AS \"Response\" FROM {db.Schema}.idempotency WHERE actor_id = {{0}} AND key = {{1}}",
            actor.PersonId, key).SingleAsync(http.RequestAborted);
        if (!earlier.RequestHash.AsSpan().SequenceEqual(hash)) return Problems.KeyReused;
        if (answerIsSecret) return Problems.AnswerNotKept;
        http.Response.Headers["Idempotency-Replayed"] = "true";
        return earlier.Response is null
            ? TypedResults.StatusCode(earlier.Status ?? StatusCodes.Status200OK)
            : TypedResults.Text(earlier.Response, "application/json", Encoding.UTF8, earlier.Status);
    }

    private static async Task Remember(TDb db, Actor actor, string key, int status, object? value, HttpContext http)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var response = value is null ? null : JsonSerializer.Serialize(value, value.GetType(), json);
        await db.Database.ExecuteSqlRawAsync(
            $"UPDATE {db.Schema}.idempotency SET status = {{0}}, response = CAST({{1}} AS jsonb) WHERE actor_id = {{2}} AND key = {{3}}",
            [status, new NpgsqlParameter { Value = (object?)response ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }, actor.PersonId, key], http.RequestAborted);
    }

    private static async Task<byte[]> HashOf(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"));
        if (request.Body.CanSeek)
        {
            request.Body.Position = 0;
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await request.Body.ReadAsync(buffer)) > 0) hash.AppendData(buffer.AsSpan(0, read));
        }

        return hash.GetHashAndReset();
    }

    private static object? Unwrap(object? result) => result is INestedHttpResult nested ? Unwrap(nested.Result) : result;

    private static bool IsDeadlock(Exception e) =>
        (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome of {Endpoint} is unknown: the connection broke at commit")]
    private static partial void LogUnknown(ILogger logger, string? endpoint);

    private sealed record Remembered(byte[] RequestHash, int? Status, string? Response);
}

/// <summary>Keeps the body of keyed requests readable a second time, for its hash.</summary>
internal sealed class KeyedRequestBuffering(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey("Idempotency-Key")) context.Request.EnableBuffering();
        return next(context);
    }
}
