using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Platform.Http;

/// <summary>What every host needs around the modules' endpoints.</summary>
public static class PlatformPipeline
{
    public static void AddPlatformHttp(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(StrictJson.Configure);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Faults>();
        services.AddProblemDetails();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = Csrf.Header;
            options.Cookie.Name = "mp-antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    /// <summary>Order matters: faults outermost, then who asks, then whether they may, then what they send.</summary>
    public static void UsePlatformHttp(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<CsrfMiddleware>();
        app.UseMiddleware<PermissionMiddleware>();
        app.UseMiddleware<CleanRequests>();
        app.UseMiddleware<KeyedRequestBuffering>();
    }

    /// <exception cref="InvalidOperationException">An endpoint states neither a permission nor that it is public.</exception>
    public static void RefuseEndpointsWithoutPermission(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var open = routes.DataSources.SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<Permission>() is null && endpoint.Metadata.GetMetadata<PublicEndpoint>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ToList();
        if (open.Count > 0) throw new InvalidOperationException("These endpoints have no permission: " + string.Join(", ", open));
    }
}
