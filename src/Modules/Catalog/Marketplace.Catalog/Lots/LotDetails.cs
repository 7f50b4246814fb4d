using FluentValidation;
using Marketplace.Platform.Http;

namespace Marketplace.Catalog.Lots;

/// <summary>承诺达标合格证 as it is handed in.</summary>
internal sealed record CertificateBody(string Number, DateOnly IssuedOn, Guid? FileId = null);

/// <summary>检测报告 as it is handed in.</summary>
internal sealed record TestBody(DateOnly TestedOn, string Laboratory, bool IsPassed, string Result = "", Guid? FileId = null);

/// <summary>What is known of a lot beyond its quantity and date.</summary>
/// <param name="PlaceCode">The village, inside the supplier's county.</param>
/// <param name="Tests">Reports to add; those added before stay.</param>
internal sealed record LotDetails(
    string? GradeCode = null, string? Plot = null, string? PlaceCode = null, bool? IsColdChain = null, CertificateBody? Certificate = null,
    IReadOnlyList<TestBody>? Tests = null);

internal sealed class LotDetailsValidator : AbstractValidator<LotDetails>
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public LotDetailsValidator()
    {
        RuleFor(details => details.GradeCode).MaximumLength(20);
        RuleFor(details => details.Plot).MaximumLength(60);
        RuleFor(details => details.PlaceCode).MaximumLength(12);
        RuleFor(details => details.Certificate!.Number).NotEmpty().MaximumLength(60).When(details => details.Certificate is not null);
        RuleFor(details => details.Certificate!.IssuedOn).GreaterThan(Earliest).When(details => details.Certificate is not null);
        RuleFor(details => details.Tests).Must(tests => tests is null || tests.Count <= 5).Because("too-many", "检测报告太多。一次最多5份。", "Too many reports. Add at most 5 at a time.");
        RuleForEach(details => details.Tests).Must(test => test is { Laboratory: { Length: > 0 and <= 80 }, Result.Length: <= 200 } && test.TestedOn > Earliest)
            .Because("test-wrong", "检测报告不全。请填检测日期和检测机构。", "The report is not complete. Enter the date and the laboratory.");
    }
}
