using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Programme.Claims;
using Marketplace.Programme.Contracts;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.RecordClaim;

/// <summary>线下销售申报: an official enters a sale made off the platform, with its papers.</summary>
internal static class RecordClaim
{
    internal sealed record Paper(Guid FileId, EvidenceKind Kind);

    internal sealed record Request(
        string OriginRegion, string ProductName, Guid? ProductId, string Category, string SupplierName, string BuyerName, string BuyerRegion, string Channel, string Mode, SaleSeries Series,
        DateOnly SoldOn, long AmountFen, long MassGrams, string? InvoiceNumber, string? WaybillNumber, IReadOnlyList<Paper> Evidence, OrganisationKind? BuyerKind = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.OriginRegion).Must(code => RegionCode.TryParse(code, out var region) && region.Level >= RegionLevel.Town)
                .Because("origin-not-town", "产地要选到乡镇或村。", "Choose the town or village of origin.");
            RuleFor(request => request.BuyerRegion).Must(code => RegionCode.TryParse(code, out _)).Because("region-unknown", "没有采购方的区划代码。请从列表里选。", "There is no division with the buyer's code. Pick one from the list.");
            RuleFor(request => request.ProductName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.Category).NotEmpty().MaximumLength(50);
            RuleFor(request => request.SupplierName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.BuyerName).NotEmpty().MaximumLength(100);
            RuleFor(request => request.Series).IsInEnum();
            RuleFor(request => request.BuyerKind).IsInEnum();
            RuleFor(request => request.SoldOn).Must(date => date <= clock.Today() && date >= clock.Today().AddYears(-1))
                .Because("sale-date-wrong", "销售日期不对。要在今天以前、一年以内。", "The sale's date is not right. It lies in the past year, not in the future.");
            RuleFor(request => request.AmountFen).InclusiveBetween(1, Money.LargestOperationFen)
                .Because("amount-out-of-range", "金额不对。请填0.01元以上。", "The amount is out of range. Enter ¥0.01 or more.");
            RuleFor(request => request.MassGrams).InclusiveBetween(1, 1_000_000_000_000).Because("mass-out-of-range", "重量不对。请填大于0的重量。", "The mass is out of range. Enter more than 0.");
            RuleFor(request => request.InvoiceNumber).Matches("^[0-9]{8,20}$").When(request => !string.IsNullOrEmpty(request.InvoiceNumber))
                .Because("invoice-number-wrong", "发票号码不对。请填8到20位数字。", "The invoice number is not right. Enter 8 to 20 digits.");
            RuleFor(request => request.WaybillNumber).MaximumLength(40);
            RuleFor(request => request.Evidence).Must(papers => papers.Count is >= 1 and <= 20 && papers.All(paper => paper is not null))
                .Because("evidence-needed", "请附佐证材料（1到20份）。", "Attach evidence (1 to 20 files).");
        }
    }

    internal sealed record Response(Guid ClaimId, string Number, ClaimState State, Guid? DuplicateOf);

    private static readonly Problem OutOfScope = Problem.Forbidden("origin-out-of-scope", "产地不在您管辖的地区。", "The origin lies outside your region.");

    private static readonly Problem WordUnknown = Problem.Invalid("word-unknown", "渠道或销售方式不在现行名单里。请从列表里选。", "The channel or sales mode is not on the list in force. Pick one from the list.", "channel");

    internal static readonly Problem FileUnknown = Problem.Invalid("evidence-unknown", "有佐证文件没有找到。请重新上传。", "A file was not found. Upload it again.", "evidence");

    private static readonly Problem PaperUsed = Problem.Conflict("paper-used", "这个发票号或运单号已用于另一条申报。请核对是否重复。", "This invoice or waybill number stands in another claim. Check for a double.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/claims", Handle)
        .WithName("RecordClaim").WithTags("Programme").Requires(ProgrammePermissions.EnterClaims).Writes<ProgrammeDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, ProgrammeDb db, IRegionDirectory regions, IProgrammeVocabulary vocabulary, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        var origin = RegionCode.Parse(request.OriginRegion);
        if (regions.Find(origin) is null || regions.Find(RegionCode.Parse(request.BuyerRegion)) is null) return UnknownRegion;
        if (!actor.ActsInRegion(origin, ProgrammePermissions.EnterClaims.Roles.ToArray())) return OutOfScope;
        var channels = await vocabulary.ChannelsOn(request.SoldOn, cancellation);
        var modes = await vocabulary.SalesModesOn(request.SoldOn, cancellation);
        if (channels.All(word => word.Code != request.Channel) || modes.All(word => word.Code != request.Mode)) return WordUnknown;
        var known = await files.Find([.. request.Evidence.Select(paper => paper.FileId)], cancellation);
        if (request.Evidence.Any(paper => !known.TryGetValue(paper.FileId, out var file) || file.UploadedBy != actor.PersonId)) return FileUnknown;
        if (await IsPaperUsed(request, db, cancellation)) return PaperUsed;
        var claim = await ToClaim(request, actor, db, clock, cancellation);
        db.Add(claim);
        var evidenced = claim.Do(ClaimAct.Evidence, actor.PersonId, clock.GetUtcNow(), null)!;
        // The claim's row must stand before what points to it.
        await db.SaveChangesAsync(cancellation);
        db.Add(evidenced);
        db.AddRange(request.Evidence.DistinctBy(paper => paper.FileId)
            .Select(paper => new ClaimEvidence { ClaimId = claim.Id, FileId = paper.FileId, Kind = paper.Kind, AddedBy = actor.PersonId, AddedAt = clock.GetUtcNow() }));
        return TypedResults.Ok(new Response(claim.Id, claim.Number, claim.State, claim.DuplicateOf));
    }

    private static readonly Problem UnknownRegion = Problem.Invalid("region-unknown", "没有这个区划代码。请从列表里选。", "There is no division with this code. Pick one from the list.", "originRegion");

    private static async Task<bool> IsPaperUsed(Request request, ProgrammeDb db, CancellationToken cancellation)
    {
        var (invoice, waybill) = (Plain(request.InvoiceNumber), Plain(request.WaybillNumber));
        return await db.Set<Claim>().AnyAsync(claim => claim.State != ClaimState.Withdrawn
            && ((invoice != null && claim.InvoiceNumber == invoice) || (waybill != null && claim.WaybillNumber == waybill)), cancellation);
    }

    /// <summary>A paper's number as it is compared: neither spaces nor case nor full-width letters make it another.</summary>
    private static string? Plain(string? number)
    {
        var plain = string.Concat((number ?? string.Empty).Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return plain.Length == 0 ? null : plain;
    }

    private static async Task<Claim> ToClaim(Request request, Actor actor, ProgrammeDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var alike = await db.Set<Claim>().Where(claim => claim.AmountFen == request.AmountFen && claim.SoldOn == request.SoldOn && claim.State != ClaimState.Withdrawn
                && (claim.BuyerName == request.BuyerName || claim.ProductName == request.ProductName))
            .OrderBy(claim => claim.EnteredAt).Select(claim => (Guid?)claim.Id).FirstOrDefaultAsync(cancellation);
        var id = Guid.CreateVersion7();
        return new Claim
        {
            Id = id,
            Number = $"SC-{clock.Today():yyyy}-{id.ToString()[^8..].ToUpperInvariant()}",
            OriginRegion = request.OriginRegion,
            ProductName = request.ProductName.Trim(),
            ProductId = request.ProductId,
            Category = request.Category,
            SupplierName = request.SupplierName.Trim(),
            BuyerName = request.BuyerName.Trim(),
            BuyerRegion = request.BuyerRegion,
            Channel = request.Channel,
            Mode = request.Mode,
            Series = request.Series,
            SoldOn = request.SoldOn,
            AmountFen = request.AmountFen,
            MassGrams = request.MassGrams,
            InvoiceNumber = Plain(request.InvoiceNumber),
            WaybillNumber = Plain(request.WaybillNumber),
            BuyerKind = request.BuyerKind,
            NeedsVillageCheck = (await db.ClaimRuleFor(request.OriginRegion, clock.Today(), cancellation)).NeedsVillageCheck(actor, RegionCode.Parse(request.OriginRegion)),
            EnteredBy = actor.PersonId,
            EnteredAt = clock.GetUtcNow(),
            DuplicateOf = alike,
        };
    }
}
