using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marketplace.Server;

/// <summary>
/// The OpenAPI document at <c>/openapi/v1.json</c>: the web client's types are generated from it, so it says what the defaults leave out
/// (texts, region codes, which type of that name is meant, who may call, which requests need an Idempotency-Key).
/// </summary>
internal static class ApiDocument
{
    private static readonly ConcurrentDictionary<string, Type> Names = new(StringComparer.Ordinal);

    internal static void Describe(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            DescribeText(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            DescribeCall(operation, context.Description.ActionDescriptor.EndpointMetadata);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            // An address would differ from host to host, and with it the generated client.
            document.Servers = [];
            document.Info = new OpenApiInfo { Title = "消费帮扶集市 Consumption Assistance Marketplace", Version = "v1" };
            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// Use cases call their types Request, Row or Response inside a class of their own: here the use case's name comes first.
    /// Two of the same name get their module's name before them as well, whichever is told first.
    /// </summary>
    private static string? NameOf(JsonTypeInfo info)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null) return null;
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (type == typeof(RegionCode)) return null;
        var name = ShortName(type);
        return Names.GetOrAdd(name, type) == type ? name : type.Namespace!.Split('.').ElementAtOrDefault(1) + name;
    }

    private static string ShortName(Type type)
    {
        if (type.IsGenericType)
        {
            var plain = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
            return plain + "Of" + string.Concat(type.GetGenericArguments().Select(ShortName));
        }

        return type.DeclaringType is { } owner && !type.Name.StartsWith(owner.Name, StringComparison.Ordinal) ? ShortName(owner) + type.Name : type.Name;
    }

    private static void DescribeText(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(string) || type == typeof(RegionCode))
        {
            var nullable = context.JsonTypeInfo.Type != type || context.JsonPropertyInfo is { } property && type == typeof(string) && property.IsGetNullable;
            schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Properties?.Clear();
            schema.Required?.Clear();
            schema.AdditionalPropertiesAllowed = true;
            if (type == typeof(RegionCode)) schema.Pattern = "^[1-9]([0-9]{5}|[0-9]{8}|[0-9]{11})$";
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }
    }

    private static void DescribeCall(OpenApiOperation operation, IList<object> metadata)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query) ?? [])
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }

        if (metadata.OfType<WritesTo>().FirstOrDefault() is { } writes)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Required = writes.NeedsKey,
                Description = "One per intent, 8 to 128 characters; repeat it on a retry.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 8, MaxLength = 128 },
            });
        }

        if (metadata.OfType<Permission>().FirstOrDefault() is { } permission)
        {
            operation.Description = $"{operation.Description} Permission {permission.Name}: {string.Join(", ", permission.Roles.Select(role => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString())))}.".TrimStart();
        }
    }
}
