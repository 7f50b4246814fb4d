using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Notices;
using Marketplace.Accounts.Payees;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ChangePayeeAccount;

/// <summary>
/// 收款账户: a supplier its own, a town's or county's official a household's; never the agent who lists for it. The first may be used
/// at once, a change rests.
/// </summary>
internal static class ChangePayeeAccount
{
    private static readonly Role[] Keepers = [Role.TownOfficial, Role.CountyOfficial];

    internal sealed record Request(string Holder, string BankName, string AccountNumber);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Holder).NotEmpty().MaximumLength(100);
            RuleFor(request => request.BankName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.AccountNumber).Must(number => Digits(number) is { Length: >= 8 and <= 32 } digits && digits.All(char.IsAsciiDigit))
                .Because("account-number-wrong", "账号不对。请填8到32位数字。", "The account number is not right. Enter 8 to 32 digits.");
        }
    }

    internal sealed record Response(string HolderMasked, string BankName, string AccountMasked, DateTimeOffset UsableFrom);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/payees/{partyId:guid}/account", Change).WithName("ChangePayeeAccount").WithTags("Accounts")
            .Requires(Permission.For("accounts.change-payee-account", [Role.Supplier, .. Keepers]) with { NeedsSecondFactor = true }).Writes<AccountsDb>();
        api.MapGet("/payees/{partyId:guid}/account", Show).WithName("ShowPayeeAccount").WithTags("Accounts")
            .Requires(Permission.For("accounts.show-payee-account", [Role.Supplier, Role.Finance, Role.FinanceChecker, .. HouseholdScope.Regional])).Reads();
    }

    private static async Task<Results<Ok<Response>, Problem>> Change(
        Guid partyId, Request request, Actor actor, AccountsDb db, IPersonalDataCipher cipher, INotifier notifier, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await MayChange(partyId, actor, db, cancellation)) return Problems.NotFound;
        var now = clock.GetUtcNow();
        var current = await db.Set<PayeeAccountRecord>().SingleOrDefaultAsync(row => row.PartyId == partyId && row.SupersededAt == null, cancellation);
        if (current is not null)
        {
            current.SupersededAt = now;
            await db.SaveChangesAsync(cancellation);
        }

        var usableFrom = current is null ? now : now + PayeeAccountRecord.RestAfterChange;
        var changed = PayeeAccountRecord.Protect(cipher, partyId, request.Holder, request.BankName, Digits(request.AccountNumber), usableFrom, actor.PersonId, now);
        db.Add(changed);
        if (current is not null) await TellTheOthers(current, changed, db, notifier, cancellation);
        return TypedResults.Ok(ToResponse(changed));
    }

    private static async Task<Results<Ok<Response>, Problem>> Show(Guid partyId, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        if (!actor.HasAny([Role.Finance, Role.FinanceChecker]) && !await MayActFor(partyId, actor, db, cancellation)) return Problems.NotFound;
        var current = await db.Set<PayeeAccountRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.PartyId == partyId && row.SupersededAt == null, cancellation);
        return current is null ? Problems.NotFound : TypedResults.Ok(ToResponse(current));
    }

    /// <summary>Whoever recorded the account before, and everybody who acts for the supplier: one of them will know if it was theft.</summary>
    private static async Task TellTheOthers(PayeeAccountRecord before, PayeeAccountRecord changed, AccountsDb db, INotifier notifier, CancellationToken cancellation)
    {
        var people = await db.Set<Person>().Where(person => person.DisabledAt == null && (person.Id == before.RecordedBy
            || db.Set<PostRecord>().Any(post => post.PersonId == person.Id && post.OrganisationId == changed.PartyId && post.Role == Role.Supplier && post.WithdrawnAt == null)))
            .OrderBy(person => person.Id).Take(Paging.LargestSize).ToListAsync(cancellation);
        foreach (var person in people)
        {
            notifier.Tell(db, person, NoticeKind.PayeeAccountChanged,
                $"收款账户已改为 {changed.NumberMask},72小时后开始使用。不是您单位改的，请马上联系平台。 "
                + $"The account money goes to was changed to {changed.NumberMask} and is used after 72 hours. If that was not you, call the platform at once.");
        }
    }

    private static async Task<bool> MayChange(Guid partyId, Actor actor, AccountsDb db, CancellationToken cancellation) =>
        actor.OrganisationsAs(Role.Supplier).Contains(partyId)
        || await db.Set<Household>().WithinRegions(row => row.RegionCode, actor.RegionsAs(Keepers)).AnyAsync(row => row.Id == partyId, cancellation);

    private static async Task<bool> MayActFor(Guid partyId, Actor actor, AccountsDb db, CancellationToken cancellation) =>
        actor.OrganisationsAs(Role.Supplier).Contains(partyId)
        || (actor.HasAny(HouseholdScope.Regional) && await HouseholdScope.Reachable(db, actor).AnyAsync(row => row.Id == partyId, cancellation));

    private static string Digits(string number) => string.Concat(number.Normalize(System.Text.NormalizationForm.FormKC).Where(c => c is not (' ' or '-')));

    private static Response ToResponse(PayeeAccountRecord row) => new(row.HolderMask, row.BankName, row.NumberMask, row.UsableFrom);
}
