using FluentValidation;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;

namespace Marketplace.Catalog.Papers;

/// <summary>A paper as it is handed in.</summary>
/// <param name="ValidTo">The last day it holds; nothing when it runs without limit.</param>
internal sealed record PaperBody(string Kind, IReadOnlyList<Guid> FileIds, string? Number = null, string? Issuer = null, DateOnly? ValidFrom = null, DateOnly? ValidTo = null);

internal sealed class PaperBodyValidator : AbstractValidator<PaperBody>
{
    public PaperBodyValidator()
    {
        RuleFor(body => body.Kind).NotEmpty().MaximumLength(50);
        RuleFor(body => body.Number).MaximumLength(60);
        RuleFor(body => body.Issuer).MaximumLength(100);
        RuleFor(body => body.FileIds).Must(files => files is { Count: >= 1 and <= 10 })
            .Because("paper-pages", "没有照片，或太多。请拍1到10张。", "There is no page, or there are too many. Send 1 to 10.");
        RuleFor(body => body.ValidTo).GreaterThanOrEqualTo(body => body.ValidFrom!.Value).When(body => body is { ValidFrom: not null, ValidTo: not null })
            .Because("dates-reversed", "到期日早于起始日。请对照原件改。", "The last day is before the first. Correct it by the paper.");
    }
}

/// <summary>Takes papers in by the rules of the day.</summary>
internal sealed class PaperIntake(CatalogDb db, IFileStore files, TimeProvider clock)
{
    private static readonly Problem KindUnknown = Problem.Invalid(
        "paper-not-asked", "这种证照不用交。请从列表里选。", "This paper is not asked for. Pick from the list.", "kind");

    private static readonly Problem NumberNeeded = Problem.Invalid("paper-number-needed", "没有填证号。请照证上写。", "The number is missing. Write it as on the paper.", "number");

    private static readonly Problem EndNeeded = Problem.Invalid("paper-end-needed", "没有填到期日。请照证上写。", "The last day is missing. Write it as on the paper.", "validTo");

    private static readonly Problem RunOut = Problem.Invalid("paper-run-out", "这份证照已过期。请交换新后的。", "This paper has run out. Hand in the renewed one.", "validTo");

    /// <summary>Adds one paper that waits for an official's look.</summary>
    /// <returns>Why it cannot be taken; nothing when it was.</returns>
    internal async Task<Problem?> Take(PaperBody body, Supplier supplier, IReadOnlyDictionary<string, PaperRule> rules, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!rules.TryGetValue(body.Kind, out var rule) || rule.Need == PaperNeed.NotAsked) return KindUnknown;
        var (number, issuer) = (Blank(body.Number), Blank(body.Issuer));
        if (rule.NeedsNumber && number is null) return NumberNeeded.With("kind", body.Kind);
        if (rule.NeedsEnd && body.ValidTo is null) return EndNeeded.With("kind", body.Kind);
        if (body.ValidTo < ChinaTime.DateIn(now)) return RunOut.With("kind", body.Kind);
        var ids = body.FileIds.Distinct().ToList();
        var found = await files.Find(ids, cancellation);
        if (ids.Exists(id => !found.TryGetValue(id, out var file) || file.UploadedBy != actor.PersonId)) return CatalogProblems.FileUnknown;
        var paper = new SupplierPaper
        {
            SupplierId = supplier.Id,
            Kind = body.Kind,
            Number = number,
            Issuer = issuer,
            ValidFrom = body.ValidFrom,
            ValidTo = body.ValidTo,
            HandedAt = now,
            HandedBy = actor.PersonId,
        };
        foreach (var id in ids) paper.Files.Add(new SupplierPaperFile { PaperId = paper.Id, Position = paper.Files.Count, FileId = id, Name = found[id].Name });
        supplier.Papers.Add(paper);
        db.Add(paper);
        return null;
    }

    /// <summary>Which papers an application or a decision lacks, by the names people know.</summary>
    internal async Task<Problem?> Complete(Supplier supplier, IReadOnlyDictionary<string, PaperRule> rules, bool countWaiting, CancellationToken cancellation)
    {
        var lacking = PaperStandings.Lacking(supplier.Papers, rules, clock.Today(), countWaiting).ToHashSet();
        if (lacking.Count == 0) return null;
        var kinds = (await db.PaperKinds(cancellation)).Where(kind => lacking.Contains(kind.Code)).ToList();
        return Problem.Invalid(
            "papers-missing", $"还缺{string.Join('、', kinds.Select(kind => kind.Name))}，或已过期、被退回。请先补上。",
            $"Still missing, run out or returned: {string.Join(", ", kinds.Select(kind => kind.NameEn))}. Hand them in first.", "papers").With("kinds", kinds.Select(kind => kind.Code).ToList());
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
