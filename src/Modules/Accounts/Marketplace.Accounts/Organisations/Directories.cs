using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Organisations;

internal sealed class OrganisationDirectory(AccountsDb db) : IOrganisationDirectory
{
    public async Task<OrganisationCard?> Find(Guid organisationId, CancellationToken cancellation) =>
        (await FindMany([organisationId], cancellation)).GetValueOrDefault(organisationId);

    public async Task<IReadOnlyDictionary<Guid, OrganisationCard>> FindMany(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellation) =>
        organisationIds.Count == 0
            ? new Dictionary<Guid, OrganisationCard>()
            : await db.Set<Organisation>().AsNoTracking().Where(organisation => organisationIds.Contains(organisation.Id))
                .ToDictionaryAsync(organisation => organisation.Id, organisation => organisation.Card(), cancellation);

    public async Task<IReadOnlyList<OrganisationCard>> SupervisedBy(Guid organisationId, CancellationToken cancellation) =>
        [.. (await db.Set<Organisation>().AsNoTracking().Where(organisation => organisation.SupervisingUnitId == organisationId)
            .OrderBy(organisation => organisation.Name).Take(100).ToListAsync(cancellation)).Select(organisation => organisation.Card())];

    public async Task<InvoiceProfile?> InvoiceProfileOf(Guid organisationId, CancellationToken cancellation)
    {
        var found = await db.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(organisation => organisation.Id == organisationId, cancellation);
        return found is { InvoiceTitle.Length: > 0, InvoiceTaxNumber.Length: > 0 }
            ? new InvoiceProfile(found.InvoiceTitle, found.InvoiceTaxNumber, found.InvoiceAddress, found.InvoiceBank)
            : null;
    }
}

internal sealed class PersonDirectory(AccountsDb db) : IPersonDirectory
{
    public async Task<IReadOnlyDictionary<Guid, string>> NamesOf(IReadOnlyCollection<Guid> personIds, CancellationToken cancellation) =>
        personIds.Count == 0
            ? new Dictionary<Guid, string>()
            : await db.Set<Person>().AsNoTracking().Where(person => personIds.Contains(person.Id))
                .ToDictionaryAsync(person => person.Id, person => person.DisplayName, cancellation);
}
