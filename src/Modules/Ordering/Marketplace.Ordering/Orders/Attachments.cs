using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;

namespace Marketplace.Ordering.Orders;

/// <summary>Files that people attach to what they say here.</summary>
internal sealed class Attachments(IFileStore files, IFileLinks links)
{
    /// <summary>Whether all these files exist and were uploaded by this person.</summary>
    public async Task<bool> AreOwn(IReadOnlyCollection<Guid> ids, Actor actor, CancellationToken cancellation)
    {
        var distinct = ids.Distinct().ToList();
        var found = await files.Find(distinct, cancellation);
        return found.Count == distinct.Count && found.Values.All(file => file.UploadedBy == actor.PersonId);
    }

    public IReadOnlyList<string> UrlsOf(IEnumerable<Guid> ids) => [.. ids.Select(links.UrlOf)];
}
