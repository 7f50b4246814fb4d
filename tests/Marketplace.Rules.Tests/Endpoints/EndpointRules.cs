using System.Reflection;
using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Rules.Tests.Endpoints;

public sealed class EndpointRules(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private IEnumerable<RouteEndpoint> Api => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true);

    [Fact]
    public async Task The_OpenAPI_document_tells_every_endpoint()
    {
        var document = await host.Stranger().Read("/openapi/v1.json");
        var told = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Count();
        Assert.True(told >= Api.Count(), $"{told} operations are told, {Api.Count()} exist.");
    }

    [Fact]
    public void Every_endpoint_states_who_may_call_it_and_has_a_name()
    {
        var silent = Api.Where(endpoint => endpoint.Metadata.GetMetadata<Permission>() is null && endpoint.Metadata.GetMetadata<PublicEndpoint>() is null);
        Assert.Empty(silent.Select(endpoint => endpoint.DisplayName));
        Assert.Empty(Api.Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is null).Select(endpoint => endpoint.DisplayName));
    }

    [Fact]
    public void Every_endpoint_that_changes_something_is_one_transaction()
    {
        var loose = Api.Where(endpoint => Methods(endpoint).Any(method => method is "POST" or "PUT" or "DELETE" or "PATCH"))
            .Where(endpoint => endpoint.Metadata.GetMetadata<WritesTo>() is null && endpoint.Metadata.GetMetadata<OwnTransaction>() is null)
            .Select(endpoint => endpoint.DisplayName);
        Assert.Empty(loose);
    }

    [Fact]
    public void Every_request_body_has_one_validator()
    {
        var unchecked_ = Api.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<IAcceptsMetadata>())
            .Select(accepts => accepts.RequestType)
            .Where(type => type is { Namespace: not null } && type.Namespace.StartsWith("Marketplace", StringComparison.Ordinal))
            .Distinct()
            .Where(type => host.Services.GetServices(typeof(IValidator<>).MakeGenericType(type!)).Count() != 1)
            .Select(type => type!.FullName);
        Assert.Empty(unchecked_);
    }

    private static IReadOnlyList<string> Methods(Microsoft.AspNetCore.Http.Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}
