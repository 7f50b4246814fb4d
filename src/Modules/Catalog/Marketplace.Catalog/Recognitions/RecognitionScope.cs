using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Recognitions;

/// <summary>Which recognitions a person reaches: officials those of their region (and sector), suppliers and agents their own products'.</summary>
internal sealed class RecognitionScope(CatalogDb db, OwnProducts own, IFileStore files)
{
    internal IQueryable<Recognition> Visible(Actor actor)
    {
        if (actor.Has(Role.Operator)) return db.Set<Recognition>();
        var products = own.Of(actor).Select(product => product.Id);
        return Within(actor, CatalogPermissions.Officials).Union(db.Set<Recognition>().Where(row => products.Contains(row.ProductId)));
    }

    /// <summary>Those in the region of a post of one of the roles. A sector official sees the own sector and what names none.</summary>
    internal IQueryable<Recognition> Within(Actor actor, params IReadOnlyCollection<Role> roles)
    {
        var general = db.Set<Recognition>().WithinRegions(row => row.OriginCode, actor.RegionsAs([.. roles.Where(role => role != Role.SectorOfficial)]));
        if (!roles.Contains(Role.SectorOfficial)) return general;
        foreach (var post in actor.Posts.Where(post => post.Role == Role.SectorOfficial && post.Region is not null))
        {
            var sector = post.Sector;
            general = general.Union(db.Set<Recognition>().WithinRegions(row => row.OriginCode, [post.Region!.Value])
                .Where(row => sector == null || row.Sector == null || row.Sector == sector));
        }

        return general;
    }

    internal IQueryable<Recognition> Own(Actor actor)
    {
        var products = own.Of(actor).Select(product => product.Id);
        return db.Set<Recognition>().Where(row => products.Contains(row.ProductId));
    }

    /// <summary>Adds files that the actor uploaded as evidence of the current step.</summary>
    internal async Task<Problem?> AddEvidence(IReadOnlyList<Guid>? fileIds, Recognition recognition, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var ids = (fileIds ?? []).Distinct().ToList();
        var found = await files.Find(ids, cancellation);
        foreach (var id in ids)
        {
            if (!found.TryGetValue(id, out var file) || file.UploadedBy != actor.PersonId) return CatalogProblems.FileUnknown;
            db.Add(new RecognitionEvidence
            {
                RecognitionId = recognition.Id,
                Step = recognition.State,
                FileId = id,
                Name = file.Name,
                AddedBy = actor.PersonId,
                AddedAt = now,
            });
        }

        recognition.Touch(now);
        return null;
    }
}
