using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>Leads each demonstration product through the same moves as real ones, at earlier dates.</summary>
internal sealed class DemonstrationRecognitions(CatalogDb db, TimeProvider clock)
{
    private static readonly RecognitionRule Rule = new() { NoticeDays = 7, ValidityMonths = 12, StepDays = 10 };
    private static readonly Guid Contested = StableId.From("product:ping-an-highland-radish");
    private static readonly Guid[] Renewed = [StableId.From("product:fengjie-navel-oranges-late"), StableId.From("product:fengjie-spicy-sausage")];

    internal void Add(Product product, OrganisationKind seller, DemonstrationRecognition row)
    {
        if (row.State is "none") return;
        var today = clock.Today();
        // What is still under way stands a few days back from today, so that a reader finds it in the middle of its course.
        var applied = row.ValidFrom?.AddDays(-30) ?? today.AddDays(row.State == "on-notice" ? -12 : -6);
        var recognition = Recognition.Apply(product.Id, product.SupplierId, product.OriginCode, null, Rule, product.ListedBy, Noon(applied), "申请认定（示例）",
            grade: RecognitionGrades.For(product, seller, Rule));
        Move(recognition, RecognitionAction.ReviewByTown, applied.AddDays(3), "产地属实，同意上报。（示例）");
        if (row.State is not "town-reviewed")
        {
            Move(recognition, RecognitionAction.DecideByCounty, row.ValidFrom?.AddDays(-8) ?? today.AddDays(-2), "材料齐全，同意公示。（示例）");
            Move(recognition, RecognitionAction.OpenNotice, row.ValidFrom?.AddDays(-8) ?? today.AddDays(-2), null);
        }

        if (row is { State: "listed" or "expired", ValidFrom: { } from, ValidTo: { } to })
        {
            Move(recognition, RecognitionAction.Publish, from, null);
            recognition.Backdate(from, to);
            recognition.Number = NumberOf(product.OriginCode[..6], from.Year);
            if (row.State == "expired") Move(recognition, RecognitionAction.Expire, to.AddDays(1), null);
        }

        if (row.State == "on-notice" && product.Id == Contested) Object(recognition, today);
        db.Add(recognition);
        if (row.State == "listed" && Renewed.Contains(product.Id)) Renew(product, recognition, today);
    }

    /// <summary>续认: one that the town should review by tomorrow, and one with which the county is late.</summary>
    private void Renew(Product product, Recognition before, DateOnly today)
    {
        var isLate = product.Id == Renewed[1];
        var applied = today.AddDays(isLate ? -20 : -9);
        var renewal = Recognition.Apply(product.Id, product.SupplierId, product.OriginCode, null, Rule, product.ListedBy, Noon(applied), "申请续认，产地和做法没有变。（示例）", before);
        if (isLate) Move(renewal, RecognitionAction.ReviewByTown, applied.AddDays(8), "实地看过，同意续认。（示例）");
        db.Add(renewal);
    }

    private static void Object(Recognition recognition, DateOnly today) => recognition.Objections.Add(new Objection
    {
        RecognitionId = recognition.Id,
        RaisedAt = Noon(today.AddDays(-1)),
        RaisedBy = Guid.Empty,
        Text = "听说有一部分是从邻县收来的，请核实。（示例）",
    });

    private string NumberOf(string county, int year)
    {
        var series = db.Set<RecognitionSeries>().Find(county, year);
        if (series is null) db.Add(series = new RecognitionSeries { CountyCode = county, Year = year });
        return series.Next();
    }

    /// <summary>奉节县 publishes without a notice period here, so that the whole journey can be walked in one sitting.</summary>
    internal void AddRules() => db.Add(new RecognitionRule
    {
        Id = StableId.From("recognition-rule:500236"),
        RegionCode = "500236",
        ValidFrom = new DateOnly(2026, 1, 1),
        NoticeDays = 0,
        ValidityMonths = 12,
        StepDays = 10,
        RenewalRemindDays = 60,
        SetAt = clock.GetUtcNow(),
    });

    private static void Move(Recognition recognition, RecognitionAction action, DateOnly on, string? opinion) =>
        recognition.Move(action, Rule, Guid.Empty, Noon(on).AddMinutes((int)action), opinion);

    private static DateTimeOffset Noon(DateOnly date) => ChinaTime.StartOf(date).AddHours(12).ToUniversalTime();
}
