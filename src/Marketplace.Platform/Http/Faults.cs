using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Http;

/// <summary>Turns what was not expected into a problem that says nothing of the inside, and logs the rest.</summary>
internal sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: 413 } => Problems.TooLarge,
            BadHttpRequestException { StatusCode: 415 } => Problems.UnsupportedType,
            BadHttpRequestException => Problems.Unreadable,
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Problems.OutcomeUnknown,
            NpgsqlException { IsTransient: true } or TimeoutException => Problems.OutcomeUnknown,
            { InnerException: NpgsqlException { IsTransient: true } } => Problems.OutcomeUnknown,
            _ => Problems.Broken,
        };
        if (problem.Status >= 500) LogFault(exception, httpContext.GetEndpoint()?.DisplayName);
        if (!httpContext.Response.HasStarted) await problem.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled fault in {Endpoint}")]
    private partial void LogFault(Exception exception, string? endpoint);
}
