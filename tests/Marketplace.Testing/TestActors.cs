using System.Text;
using System.Text.Json;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Testing;

/// <summary>
/// Lets a test act as a person with any posts by a header, without signing in. Requests without the header go to the real source.
/// </summary>
internal sealed class TestActorSource(IActorSource? real) : IActorSource
{
    internal const string Header = "X-Test-Actor";

    public async Task<Actor?> Load(HttpContext context)
    {
        var header = context.Request.Headers[Header].ToString();
        if (header.Length == 0) return real is null ? null : await real.Load(context);
        var posted = JsonSerializer.Deserialize<TestActor>(Convert.FromBase64String(header))!;
        var posts = posted.Posts.Select(post => new Post(post.Role, post.OrganisationId, post.Region is null ? null : RegionCode.Parse(post.Region), post.Sector));
        return new Actor(posted.PersonId, posted.Name, [.. posts], posted.SecondFactor);
    }
}

/// <summary>A person a test acts as.</summary>
public sealed record TestActor(Guid PersonId, string Name, IReadOnlyList<TestPost> Posts, bool SecondFactor = true)
{
    internal string Encode() => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this)));
}

public sealed record TestPost(Role Role, Guid? OrganisationId = null, string? Region = null, string? Sector = null);
