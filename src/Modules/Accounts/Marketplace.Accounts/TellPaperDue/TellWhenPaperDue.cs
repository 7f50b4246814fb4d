using Marketplace.Accounts.Data;
using Marketplace.Accounts.Notices;
using Marketplace.Accounts.People;
using Marketplace.Catalog.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.TellPaperDue;

/// <summary>证照到期提醒: those who act for the supplier, and the county's officials, are told outside the pages.</summary>
internal sealed class TellWhenPaperDue(AccountsDb db, INotifier notifier) : IEventHandler<PaperDue>
{
    public async Task Handle(PaperDue fact, CancellationToken cancellation)
    {
        var county = fact.County.Value;
        var people = await db.Set<Person>().Where(person => person.DisabledAt == null && db.Set<PostRecord>().Any(post => post.PersonId == person.Id && post.WithdrawnAt == null
            && ((post.Role == Role.Supplier && post.OrganisationId == fact.SupplierId) || (post.Role == Role.CountyOfficial && post.RegionCode == county))))
            .OrderBy(person => person.Id).Take(Paging.LargestSize).ToListAsync(cancellation);
        foreach (var person in people) notifier.Tell(db, person, NoticeKind.PaperDue, TextOf(fact));
    }

    private static string TextOf(PaperDue fact)
    {
        var (zh, en) = fact.Stage switch
        {
            PaperStage.Ahead or PaperStage.Week => ($"{fact.ValidTo:yyyy-MM-dd}到期", $"ends on {fact.ValidTo:yyyy-MM-dd}"),
            PaperStage.Expired => ($"已于{fact.ValidTo:yyyy-MM-dd}到期", $"ended on {fact.ValidTo:yyyy-MM-dd}"),
            _ => ("过期没有换新，已暂停销售", "has run out and was not renewed: sales are suspended"),
        };
        var (then, thenEn) = fact.SuspendsOn is { } day ? ($"{day:yyyy-MM-dd}起没换新会暂停销售。", $" Without a new one sales stop on {day:yyyy-MM-dd}.") : (string.Empty, string.Empty);
        return $"{fact.SupplierName}的{fact.PaperName}{zh}。请在手机上拍新的交来。{then} {fact.SupplierName}: {fact.PaperName} {en}. Photograph the new one and hand it in.{thenEn}";
    }
}
