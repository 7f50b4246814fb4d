using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Platform.Auth;

/// <summary>
/// What an endpoint demands: one of these roles, sometimes with a fresh second factor. Which rows the role reaches is the query's business.
/// </summary>
public sealed record Permission(string Name, IReadOnlyList<Role> Roles, bool NeedsSecondFactor = false)
{
    public static Permission For(string name, params IReadOnlyList<Role> roles) => new(name, roles);

    /// <summary>Any signed-in person.</summary>
    public static readonly Permission SignedIn = new("signed-in", Enum.GetValues<Role>());
}

/// <summary>Marks an endpoint that strangers may call.</summary>
public sealed class PublicEndpoint;

public static class EndpointPermissions
{
    public static TBuilder Requires<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(permission);

    public static TBuilder Public<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PublicEndpoint());
}

/// <summary>Left on a request whose credentials are no longer good, for a clearer answer than "not signed in".</summary>
public sealed record RefusedCredentials(Problem Because);

/// <summary>Loads the actor and holds each endpoint to its permission before anything of the request is read.</summary>
internal sealed class PermissionMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IActorSource source)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is not RouteEndpoint)
        {
            // Nothing was found, or routing itself refuses: the way of asking fits no endpoint at this address.
            await next(context);
            if (endpoint is not null && !context.Response.HasStarted && RoutingRefusal(context.Response.StatusCode) is { } because) await because.ExecuteAsync(context);
            return;
        }

        var actor = await source.Load(context) ?? Actor.Anonymous;
        context.Features.Set(actor);
        var refusal = Refuse(endpoint, actor, context.Features.Get<RefusedCredentials>());
        if (refusal is null) await next(context);
        else await refusal.ExecuteAsync(context);
    }

    private static Problem? RoutingRefusal(int status) => status switch
    {
        StatusCodes.Status415UnsupportedMediaType => Problems.UnsupportedType,
        StatusCodes.Status405MethodNotAllowed => Problems.UnsupportedMethod,
        _ => null,
    };

    private static Problem? Refuse(Endpoint endpoint, Actor actor, RefusedCredentials? refused)
    {
        if (endpoint.Metadata.GetMetadata<PublicEndpoint>() is not null) return null;
        var permission = endpoint.Metadata.GetMetadata<Permission>();
        if (permission is null) return Problems.Forbidden;
        if (actor.IsAnonymous) return refused?.Because ?? Problems.NotSignedIn;
        if (permission != Permission.SignedIn && !actor.HasAny(permission.Roles)) return Problems.Forbidden;
        return permission.NeedsSecondFactor && !actor.SecondFactor ? Problems.SecondFactorNeeded : null;
    }
}
