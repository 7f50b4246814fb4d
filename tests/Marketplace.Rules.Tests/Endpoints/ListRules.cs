using System.Collections;
using Marketplace.Platform.Http;
using Marketplace.Testing;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Rules.Tests.Endpoints;

public sealed class ListRules(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private IEnumerable<RouteEndpoint> Lists => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true)
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true);

    [Fact]
    public void Every_list_comes_in_pages() => Exceptions.Of("unpaged-lists").MustExplain(
        Lists.Where(endpoint => Answer(endpoint) is { } type && IsUnpagedList(type)).Select(Name));

    [Fact]
    public async Task Every_page_can_be_followed_by_the_next()
    {
        var document = await host.Stranger().Read("/openapi/v1.json");
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Where(operation => operation.Value!["operationId"] is not null)
            .ToDictionary(operation => operation.Value!["operationId"]!.GetValue<string>(), operation => operation.Value!["parameters"]?.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()).ToList() ?? []);
        var stuck = Lists.Where(endpoint => Answer(endpoint) is { } type && IsPage(type)).Select(Name)
            .Where(name => !operations[name].Any(parameter => string.Equals(parameter, "cursor", StringComparison.OrdinalIgnoreCase) || string.Equals(parameter, "page", StringComparison.OrdinalIgnoreCase)));
        Exceptions.Of("pages-without-next").MustExplain(stuck);
    }

    [Theory]
    [InlineData(typeof(IReadOnlyList<string>), true)]
    [InlineData(typeof(string[]), true)]
    [InlineData(typeof(Page<string>), false)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(byte[]), false)]
    public void A_bare_list_is_told_from_a_page(Type type, bool isBare) => Assert.Equal(isBare, IsUnpagedList(type));

    private static bool IsPage(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>);

    private static bool IsUnpagedList(Type type) => type != typeof(string) && type != typeof(byte[]) && !IsPage(type) && type.IsAssignableTo(typeof(IEnumerable));

    private static Type? Answer(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().FirstOrDefault(answer => answer.StatusCode == 200)?.Type;

    private static string Name(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
}
