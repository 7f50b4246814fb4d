using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.LockPerson;

/// <summary>停用: the administrator locks a person out at once, everywhere, and lets in again; also takes off a lost device.</summary>
internal static class LockPerson
{
    internal sealed record Request(string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(200);
    }

    private static readonly Problem Oneself = Problem.Conflict("own-account", "不能停用自己的账号。请找另一位管理员。", "You cannot lock your own account. Ask another administrator.");

    private static readonly Permission Administrate = Permission.For("accounts.lock-person", Role.Administrator) with { NeedsSecondFactor = true };

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/people/{personId:guid}/lock", Lock).WithName("LockPerson").WithTags("Accounts").Requires(Administrate).Writes<AccountsDb>();
        api.MapDelete("/people/{personId:guid}/lock", Unlock).WithName("UnlockPerson").WithTags("Accounts").Requires(Administrate).Writes<AccountsDb>();
        api.MapDelete("/people/{personId:guid}/second-factor", TakeOffDevice).WithName("TakeOffDevice").WithTags("Accounts").Requires(Administrate).Writes<AccountsDb>();
    }

    private static async Task<Results<NoContent, Problem>> Lock(Guid personId, Request request, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (personId == actor.PersonId) return Oneself;
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == personId, cancellation);
        if (person is null) return Problems.NotFound;
        var now = clock.GetUtcNow();
        person.DisabledAt ??= now;
        person.DisabledReason = request.Reason.Trim();
        await SignOut.SignOut.EndAll(db, personId, now, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> Unlock(Guid personId, AccountsDb db, CancellationToken cancellation)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == personId && row.DisabledAt != null, cancellation);
        if (person is null) return Problems.NotFound;
        person.DisabledAt = null;
        person.DisabledReason = null;
        return TypedResults.NoContent();
    }

    /// <summary>Ends the sessions too: one of them may be whoever has the device now.</summary>
    private static async Task<Results<NoContent, Problem>> TakeOffDevice(Guid personId, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (personId == actor.PersonId) return Oneself;
        var person = await db.Set<Person>().SingleOrDefaultAsync(row => row.Id == personId && row.TotpCipher != null, cancellation);
        if (person is null) return Problems.NotFound;
        person.TotpCipher = null;
        await SignOut.SignOut.EndAll(db, personId, clock.GetUtcNow(), cancellation);
        return TypedResults.NoContent();
    }
}
