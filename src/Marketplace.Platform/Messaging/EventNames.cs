using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Kernel;

namespace Marketplace.Platform.Messaging;

/// <summary>The names facts travel under.</summary>
public static class EventNames
{
    /// <exception cref="InvalidOperationException">The type has no <see cref="EventNameAttribute"/>.</exception>
    public static string Of(Type type) => type.GetCustomAttribute<EventNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no event name.");
}

/// <summary>How facts are written: stable, tolerant of additions.</summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
