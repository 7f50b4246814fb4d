using Marketplace.Platform.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Marketplace.Server;

/// <summary>Logs, traces and figures. Nothing leaves the machine unless an OTLP address is configured.</summary>
internal static class Observability
{
    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsProduction()) builder.Logging.ClearProviders().AddJsonConsole();
        if (builder.Configuration["Telemetry:OtlpEndpoint"] is not { Length: > 0 } endpoint) return;
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "Npgsql", "Marketplace.Messaging").AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint)))
            .WithMetrics(metrics => metrics.AddMeter("Microsoft.AspNetCore.Hosting", "Npgsql", "Marketplace.Messaging", "Marketplace.Search").AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint)));
    }
}

/// <summary>Ready means that the database answers.</summary>
internal sealed class DatabaseHealth(IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = new NpgsqlConnection(configuration.GetConnectionString(ModuleDatabaseRegistration.AppConnection));
            await connection.OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
