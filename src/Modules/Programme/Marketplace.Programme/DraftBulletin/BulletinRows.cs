using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Programme.Bulletins;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.DraftBulletin;

/// <summary>Tells bulletins with the names of programme, place and people.</summary>
internal sealed class BulletinRows(ProgrammeDb db, IRegionDirectory regions, IPersonDirectory people)
{
    internal async Task<DraftBulletin.Row> Of(Bulletin bulletin, Actor actor, CancellationToken cancellation) => (await Of([bulletin], actor, cancellation))[0];

    internal async Task<IReadOnlyList<DraftBulletin.Row>> Of(IReadOnlyList<Bulletin> bulletins, Actor actor, CancellationToken cancellation)
    {
        var ids = bulletins.Select(row => row.ProgrammeId).Distinct().ToList();
        var programmes = await db.Set<ProgrammeRecord>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, cancellation);
        var names = await people.NamesOf([.. bulletins.SelectMany(row => (Guid?[])[row.DraftedBy, row.SignedBy]).OfType<Guid>().Distinct()], cancellation);
        return [.. bulletins.Select(row => new DraftBulletin.Row(
            row.Id, row.Number, row.ProgrammeId, programmes.GetValueOrDefault(row.ProgrammeId, string.Empty), row.RegionCode, regions.Find(RegionCode.Parse(row.RegionCode))?.FullName ?? row.RegionCode,
            row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), row.State, row.Hash, row.DraftedAt, names.GetValueOrDefault(row.DraftedBy, string.Empty), row.SignedAt,
            row.SignedBy is { } signer ? names.GetValueOrDefault(signer, string.Empty) : null, row.State == BulletinState.Drafted && row.DraftedBy != actor.PersonId))];
    }
}
