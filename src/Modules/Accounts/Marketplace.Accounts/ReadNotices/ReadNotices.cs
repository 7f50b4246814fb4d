using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Notices;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ReadNotices;

/// <summary>待转通知: the operator sees who waits for which notice, and takes one to read it out, for a reason that is recorded.</summary>
internal static class ReadNotices
{
    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(1000);
    }

    internal sealed record Row(Guid Id, NoticeKind Kind, string PersonName, string? ContactMasked, DateTimeOffset WrittenAt, DateTimeOffset? HandedOverAt);

    internal sealed record Request(string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).Length(4, 200).Because("reason-needed", "请写明查看原因（4个字以上）。", "Say why you need it, in 4 characters or more.");
    }

    internal sealed record Response(string? Contact, string Text);

    private static readonly Permission Forward = Permission.For("accounts.forward-notices", Role.Operator);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", List).WithName("ListNotices").WithTags("Accounts").Requires(Forward).Reads();
        api.MapPost("/notices/{noticeId:guid}/reveal", Reveal).WithName("RevealNotice").WithTags("Accounts")
            .Requires(Forward with { NeedsSecondFactor = true }).Writes<AccountsDb>(answerIsSecret: true);
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, AccountsDb db, CancellationToken cancellation)
    {
        var notices = db.Set<Notice>().AsNoTracking();
        if (Paging.Read(query.Cursor, 2) is [var at, var id] && DateTimeOffset.TryParse(at, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var written) && Guid.TryParse(id, out var last))
            notices = notices.Where(notice => notice.WrittenAt < written || (notice.WrittenAt == written && notice.Id < last));
        var size = Paging.Size(query.Size);
        var found = await notices.OrderByDescending(notice => notice.WrittenAt).ThenByDescending(notice => notice.Id).Take(size + 1)
            .Select(notice => new Row(notice.Id, notice.Kind, db.Set<Person>().Where(person => person.Id == notice.PersonId).Select(person => person.DisplayName).First(),
                notice.ContactMask, notice.WrittenAt, notice.HandedOverAt))
            .ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        return TypedResults.Ok(new Page<Row>(page, found.Count > size ? Paging.Cursor(page[^1].WrittenAt.UtcDateTime.ToString("O"), page[^1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Response>, Problem>> Reveal(
        Guid noticeId, Request request, Actor actor, AccountsDb db, IPersonalDataCipher cipher, TimeProvider clock, HttpContext http, CancellationToken cancellation)
    {
        var notice = await db.Set<Notice>().SingleOrDefaultAsync(row => row.Id == noticeId, cancellation);
        if (notice is null) return Problems.NotFound;
        notice.HandedOverAt = clock.GetUtcNow();
        notice.HandedOverBy = actor.PersonId;
        db.Audit("notice-revealed", noticeId.ToString(), new { request.Reason });
        http.Response.Headers.CacheControl = "no-store";
        var (contact, text) = notice.Reveal(cipher);
        return TypedResults.Ok(new Response(contact, text));
    }
}
