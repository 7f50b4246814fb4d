using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSynonyms;
using Marketplace.Catalog.Search.Synonyms;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.SetSynonyms;

/// <summary>同义词维护: the operator says which words mean the same food, from when on and until when. Products are found by them within seconds.</summary>
internal static class SetSynonyms
{
    /// <param name="Shares">A word may stand in another group too: 地瓜 means 红薯 here and 凉薯 there.</param>
    internal sealed record Request(IReadOnlyList<string> Words, DateOnly ValidFrom, string Reason, DateOnly? ValidTo = null, bool Shares = false);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Words).Must(words => words.Select(SynonymGroup.WordOf).OfType<string>().Distinct().Count() == words.Count && words.Count is >= 2 and <= SynonymGroup.MostWords && words.Any(word => SynonymGroup.WordOf(word)!.Length > 1))
                .Because("synonyms-wrong", "要2到12个不同的词，至少一个有两个字，最多20个字，词里不能有空格和符号。请改正。", "Give 2 to 12 different words of at most 20 characters, one of them longer than one, without spaces and signs.");
            RuleFor(request => request.ValidFrom).GreaterThanOrEqualTo(_ => clock.Today())
                .Because("synonyms-in-past", "不能从过去的日期开始。请改成今天或以后。", "It cannot begin in the past. Choose today or later.");
            RuleFor(request => request.ValidTo).GreaterThanOrEqualTo(request => request.ValidFrom).When(request => request.ValidTo is not null)
                .Because("synonyms-end-first", "结束日早于开始日。请改正。", "The end is before the beginning. Correct it.");
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(200);
        }
    }

    internal sealed record ChangeRequest(uint Version, Request Group);

    internal sealed class ChangeValidator : AbstractValidator<ChangeRequest>
    {
        public ChangeValidator(TimeProvider clock) => RuleFor(request => request.Group).NotNull().SetValidator(new Validator(clock));
    }

    /// <param name="LastDay">The last day on which it holds.</param>
    internal sealed record EndRequest(uint Version, DateOnly LastDay, string Reason);

    internal sealed class EndValidator : AbstractValidator<EndRequest>
    {
        public EndValidator(TimeProvider clock)
        {
            RuleFor(request => request.LastDay).GreaterThanOrEqualTo(_ => clock.Today().AddDays(-1))
                .Because("synonyms-in-past", "不能从过去的日期结束。请改成昨天或以后。", "It cannot end in the past. Choose yesterday, which ends it at once, or later.");
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(200);
        }
    }

    private static readonly Problem Shared = Problem.Conflict(
        "synonym-in-two-groups", "有词已在别的同义词组里。确实两边都用时，请勾选“允许同时在两组”。", "A word stands in another group already. Where it really belongs to both, allow that.");

    private static readonly Problem Ended = Problem.Conflict("synonyms-ended", "这组同义词已结束，不能再改。请新建一组。", "This group has ended. Add a new one.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/synonyms", Add).WithName("AddSynonyms").WithTags("Catalog").Requires(CatalogPermissions.SetSynonyms).Writes<CatalogDb>();
        api.MapPost("/synonyms/{groupId:guid}/replacement", Replace).WithName("ReplaceSynonyms").WithTags("Catalog").Requires(CatalogPermissions.SetSynonyms).Writes<CatalogDb>();
        api.MapPost("/synonyms/{groupId:guid}/end", End).WithName("EndSynonyms").WithTags("Catalog").Requires(CatalogPermissions.SetSynonyms).Writes<CatalogDb>();
    }

    private static async Task<Results<Ok<ListSynonyms.ListSynonyms.Item>, Problem>> Add(Request request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var group = GroupOf(request, Guid.CreateVersion7(), actor, clock);
        if (await Conflict(group, request.Shares, db, cancellation) is { } conflict) return conflict;
        return await Keep(group, db, clock, cancellation);
    }

    /// <summary>From the new group's first day on it stands for the old one.</summary>
    private static async Task<Results<Ok<ListSynonyms.ListSynonyms.Item>, Problem>> Replace(
        Guid groupId, ChangeRequest request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.Set<SynonymGroup>().SingleOrDefaultAsync(row => row.Id == groupId, cancellation) is not { } old) return Problems.NotFound;
        if (old.ValidTo < clock.Today()) return Ended;
        db.Entry(old).Property<uint>("Version").OriginalValue = request.Version;
        Finish(old, request.Group.ValidFrom.AddDays(-1), request.Group.Reason, actor, clock);
        var group = GroupOf(request.Group, old.SeriesId, actor, clock);
        if (await Conflict(group, request.Group.Shares, db, cancellation) is { } conflict) return conflict;
        return await Keep(group, db, clock, cancellation);
    }

    private static async Task<Results<Ok<ListSynonyms.ListSynonyms.Item>, Problem>> End(
        Guid groupId, EndRequest request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.Set<SynonymGroup>().SingleOrDefaultAsync(row => row.Id == groupId, cancellation) is not { } group) return Problems.NotFound;
        if (group.ValidTo < clock.Today()) return Ended;
        db.Entry(group).Property<uint>("Version").OriginalValue = request.Version;
        Finish(group, request.LastDay, request.Reason, actor, clock);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(ListSynonyms.ListSynonyms.ItemOf(group, db.Entry(group).Property<uint>("Version").CurrentValue, clock.Today()));
    }

    private static void Finish(SynonymGroup group, DateOnly lastDay, string why, Actor actor, TimeProvider clock)
    {
        group.ValidTo = lastDay < group.ValidFrom ? group.ValidFrom.AddDays(-1) : lastDay;
        (group.EndedBy, group.EndedAt, group.EndedWhy) = (actor.Name, clock.GetUtcNow(), why.Trim());
    }

    private static async Task<Results<Ok<ListSynonyms.ListSynonyms.Item>, Problem>> Keep(SynonymGroup group, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        db.Add(group);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(ListSynonyms.ListSynonyms.ItemOf(group, db.Entry(group).Property<uint>("Version").CurrentValue, clock.Today()));
    }

    private static async Task<Problem?> Conflict(SynonymGroup group, bool shares, CatalogDb db, CancellationToken cancellation)
    {
        if (shares) return null;
        var others = await db.Set<SynonymGroup>().AsNoTracking()
            .Where(row => row.SeriesId != group.SeriesId && row.Words.Any(word => group.Words.Contains(word)) && (row.ValidTo == null || row.ValidTo >= group.ValidFrom)
                && (group.ValidTo == null || row.ValidFrom <= group.ValidTo))
            .OrderBy(row => row.SetAt).Select(row => row.Words).Take(3).ToListAsync(cancellation);
        return others.Count == 0 ? null : Shared.With("groups", others);
    }

    private static SynonymGroup GroupOf(Request request, Guid series, Actor actor, TimeProvider clock) => new()
    {
        SeriesId = series,
        Words = [.. request.Words.Select(word => SynonymGroup.WordOf(word)!)],
        ValidFrom = request.ValidFrom,
        ValidTo = request.ValidTo,
        Reason = request.Reason.Trim(),
        SetBy = actor.Name,
        SetAt = clock.GetUtcNow(),
    };
}
