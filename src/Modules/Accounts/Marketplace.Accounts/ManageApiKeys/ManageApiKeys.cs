using System.Security.Cryptography;
using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Sessions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ManageApiKeys;

/// <summary>Keys for machines that act with their owner's posts. The key itself is shown once.</summary>
internal static class ManageApiKeys
{
    internal sealed record Request(string Name);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Name).NotEmpty().MaximumLength(100);
    }

    internal sealed record Created(Guid Id, string Key);

    internal sealed record Row(Guid Id, string Name, string Prefix, DateTimeOffset CreatedAt);

    private const int MostKeys = 20;

    private static readonly Problem TooMany = Problem.Conflict("too-many-keys", "密钥已有20个。请先撤销不用的。", "There are 20 keys already. Revoke one you no longer use.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/keys", Create).WithName("CreateApiKey").WithTags("Accounts").Requires(Permission.SignedIn)
            .Writes<AccountsDb>(answerIsSecret: true);
        api.MapGet("/keys", List).WithName("ListApiKeys").WithTags("Accounts").Requires(Permission.SignedIn).Reads();
        api.MapDelete("/keys/{keyId:guid}", Revoke).WithName("RevokeApiKey").WithTags("Accounts").Requires(Permission.SignedIn).Writes<AccountsDb>();
    }

    private static async Task<Results<Ok<Created>, Problem>> Create(
        Request request, HttpContext http, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (CurrentSession.IsKey(http)) return CurrentSession.PersonNeeded;
        if (!actor.SecondFactor) return Problems.SecondFactorNeeded;
        if (await db.Set<ApiKey>().CountAsync(row => row.PersonId == actor.PersonId && row.RevokedAt == null, cancellation) >= MostKeys) return TooMany;
        var secret = "mpk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var key = new ApiKey { PersonId = actor.PersonId, Name = request.Name.Trim(), Prefix = secret[..10], KeyHash = Session.HashOf(secret), CreatedAt = clock.GetUtcNow() };
        db.Add(key);
        return TypedResults.Ok(new Created(key.Id, secret));
    }

    private static async Task<Ok<Page<Row>>> List(Actor actor, AccountsDb db, CancellationToken cancellation) =>
        TypedResults.Ok(new Page<Row>(await db.Set<ApiKey>().AsNoTracking().Where(row => row.PersonId == actor.PersonId && row.RevokedAt == null)
            .OrderBy(row => row.CreatedAt).Take(MostKeys).Select(row => new Row(row.Id, row.Name, row.Prefix, row.CreatedAt)).ToListAsync(cancellation)));

    private static async Task<Results<NoContent, Problem>> Revoke(Guid keyId, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var revoked = await db.Set<ApiKey>().Where(row => row.Id == keyId && row.PersonId == actor.PersonId && row.RevokedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(key => key.RevokedAt, clock.GetUtcNow()), cancellation);
        return revoked == 1 ? TypedResults.NoContent() : Problems.NotFound;
    }
}
