using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Grades;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Lots;

/// <summary>A test report as the public reads it.</summary>
/// <param name="Url">Where the report opens, when there is a file.</param>
internal sealed record TestView(DateOnly TestedOn, string Laboratory, bool IsPassed, string Result, string? Url);

/// <summary>承诺达标合格证 as the public reads it.</summary>
internal sealed record CertificateView(string Number, DateOnly IssuedOn, string? Url, Guid? FileId);

/// <summary>A lot with all that vouches for it.</summary>
internal sealed record LotView(
    Guid LotId, Guid PackId, int Quantity, DateOnly HarvestedOn, DateOnly? BestBefore, string? GradeCode, string? GradeName, string? GradeNameEn, string? Plot,
    string? PlaceCode, string? PlaceName, bool IsColdChain, CertificateView? Certificate, IReadOnlyList<TestView> Tests, PresaleView? Presale = null);

internal static class LotViews
{
    /// <summary>Lots of one product, read with their tests, as they are shown.</summary>
    internal static async Task<List<LotView>> Views(
        this IReadOnlyCollection<Lot> lots, string categoryCode, CatalogDb db, IRegionDirectory regions, IFileLinks links, CancellationToken cancellation)
    {
        // A grade keeps its name after its list was replaced; of several rows with one code the latest names it.
        var branch = categoryCode.Split('-')[0];
        var grades = !lots.Any(lot => lot.GradeCode is not null)
            ? []
            : await db.Set<Grade>().AsNoTracking().Where(row => row.CategoryCode == categoryCode || row.CategoryCode == branch)
                .OrderByDescending(row => row.CategoryCode == categoryCode).ThenByDescending(row => row.ValidFrom).ToListAsync(cancellation);
        var presales = await db.PresaleViews(lots, links, cancellation);
        return [.. lots.Select(lot =>
        {
            var grade = grades.Find(row => row.Code == lot.GradeCode);
            return new LotView(
                lot.Id, lot.PackId, lot.Quantity, lot.HarvestedOn, lot.BestBefore, lot.GradeCode, grade?.Name ?? lot.GradeCode, grade?.NameEn ?? lot.GradeCode, lot.Plot,
                lot.PlaceCode, lot.PlaceCode is { } place ? regions.FullNameOf(place) : null, lot.IsColdChain,
                lot is { CertificateNumber: { } number, CertificateOn: { } on } ? new CertificateView(number, on, lot.CertificateFileId is { } file ? links.UrlOf(file) : null, lot.CertificateFileId) : null,
                [.. lot.Tests.OrderByDescending(test => test.TestedOn).Select(test => new TestView(
                    test.TestedOn, test.Laboratory, test.IsPassed, test.Result, test.FileId is { } report ? links.UrlOf(report) : null))],
                presales.GetValueOrDefault(lot.Id));
        })];
    }
}
