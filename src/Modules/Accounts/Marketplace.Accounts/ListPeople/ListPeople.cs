using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ListPeople;

/// <summary>本单位人员: who holds which post in an organisation, for its own people and the administrator.</summary>
internal static class ListPeople
{
    private static readonly Role[] Members = [Role.Supplier, Role.Buyer, Role.BuyerApprover, Role.BuyerFinance];

    internal sealed record Row(Guid PostId, Guid PersonId, string Name, string UserName, Role Role, DateTimeOffset GrantedAt, bool IsLocked);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/organisations/{organisationId:guid}/people", Handle)
        .WithName("ListPeople").WithTags("Accounts")
        .Requires(Permission.For("accounts.list-people", [.. Members, Role.Administrator])).Reads();

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle(Guid organisationId, string? cursor, int? size, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        if (!actor.Has(Role.Administrator) && !actor.OrganisationsAs(Members).Contains(organisationId)) return Problems.NotFound;
        var posts = db.Set<PostRecord>().AsNoTracking().Where(post => post.OrganisationId == organisationId && post.WithdrawnAt == null);
        if (Paging.Read(cursor, 1) is [var after] && Guid.TryParse(after, out var last)) posts = posts.Where(post => post.Id > last);
        var most = Paging.Size(size);
        var found = await posts.OrderBy(post => post.Id).Take(most + 1)
            .Join(db.Set<Person>(), post => post.PersonId, person => person.Id, (post, person) => new { post, person })
            .OrderBy(row => row.post.Id)
            .Select(row => new Row(row.post.Id, row.person.Id, row.person.DisplayName, row.person.UserName, row.post.Role, row.post.GrantedAt, row.person.DisabledAt != null))
            .ToListAsync(cancellation);
        var page = found.Take(most).ToList();
        return TypedResults.Ok(new Page<Row>(page, found.Count > most ? Paging.Cursor(page[^1].PostId.ToString()) : null));
    }
}
