using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Grades;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Lots;

/// <summary>Puts what is known of a lot onto it, after asking whether grade, place and files exist.</summary>
internal sealed class LotWriter(CatalogDb db, IRegionDirectory regions, IFileStore files, TimeProvider clock)
{
    private static readonly Problem GradeUnknown = Problem.Invalid("grade-unknown", "这类商品没有这个等级。请从列表里选。", "This kind of produce has no such grade. Pick from the list.", "details.gradeCode");

    private static readonly Problem PlaceOutside = Problem.Invalid("place-outside-county",
        "采收地不在商品产地的区县里。请选本区县的镇村。", "The place of harvest is outside the product's county. Choose a town or village inside it.", "details.placeCode");

    private static readonly Problem TestInFuture = Problem.Invalid("test-in-future", "检测日期还没到。请填报告上的日期。", "The date of the test lies in the future. Enter the one on the report.", "details.tests");

    private static readonly Problem CertificateInFuture = Problem.Invalid(
        "certificate-in-future", "合格证日期还没到。请填证上的日期。", "The certificate's date lies in the future. Enter the one on it.", "details.certificate.issuedOn");

    /// <returns>What is wrong, or nothing when the lot now holds what was handed in.</returns>
    internal async Task<Problem?> Put(LotDetails details, Lot lot, Product product, Actor actor, CancellationToken cancellation)
    {
        var today = clock.Today();
        if (details.GradeCode is { } grade && grade != lot.GradeCode
            && !(await db.Set<Grade>().ListFor(product.CategoryCode, today, cancellation)).Exists(row => row.Code == grade)) return GradeUnknown;
        if (details.PlaceCode is { } place && !(RegionCode.TryParse(place, out var code) && regions.Find(code) is not null && product.Origin.County!.Value.Contains(code)))
            return PlaceOutside;
        if (details.Certificate?.IssuedOn > today) return CertificateInFuture;
        if ((details.Tests ?? []).Any(test => test.TestedOn > today)) return TestInFuture;
        if (await UnknownFile(details, lot, actor, cancellation)) return CatalogProblems.FileUnknown;
        (lot.GradeCode, lot.Plot, lot.PlaceCode) = (details.GradeCode, string.IsNullOrWhiteSpace(details.Plot) ? null : details.Plot.Trim(), details.PlaceCode);
        lot.IsColdChain = details.IsColdChain ?? product.ColdMinCelsius is not null;
        (lot.CertificateNumber, lot.CertificateOn, lot.CertificateFileId) = (details.Certificate?.Number.Trim(), details.Certificate?.IssuedOn, details.Certificate?.FileId);
        lot.Tests.AddRange((details.Tests ?? []).Select(test => new LotTest
        {
            LotId = lot.Id,
            TestedOn = test.TestedOn,
            Laboratory = test.Laboratory.Trim(),
            IsPassed = test.IsPassed,
            Result = test.Result.Trim(),
            FileId = test.FileId,
            AddedAt = clock.GetUtcNow(),
            AddedBy = actor.PersonId,
        }));
        return null;
    }

    private async Task<bool> UnknownFile(LotDetails details, Lot lot, Actor actor, CancellationToken cancellation)
    {
        var given = (details.Tests ?? []).Select(test => test.FileId).Append(details.Certificate?.FileId == lot.CertificateFileId ? null : details.Certificate?.FileId)
            .OfType<Guid>().Distinct().ToList();
        var found = await files.Find(given, cancellation);
        return given.Exists(id => !found.TryGetValue(id, out var file) || file.UploadedBy != actor.PersonId);
    }
}
