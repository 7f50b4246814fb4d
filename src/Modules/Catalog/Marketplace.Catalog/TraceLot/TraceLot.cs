using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.TraceLot;

/// <summary>溯源: what the QR code on a box opens. Stays readable when the goods are no longer on sale; names no household.</summary>
internal static class TraceLot
{
    /// <param name="Code">As it is printed: 7K3M-9Q2XW-B4HD.</param>
    /// <param name="Producer">The supplier, or 某村一户农户 when an agent listed for a household.</param>
    /// <param name="ListedFor">由…代…上架, when an agent listed it.</param>
    /// <param name="WasRecognised">Whether the product was in the register on the day the lot went on sale.</param>
    /// <param name="Detail">Grade, plot, certificate and test reports.</param>
    internal sealed record Response(
        Guid LotId, string Code, Guid ProductId, string ProductName, string? ProductNameEn, string PackName, string? PackNameEn, long PackMassGrams, int Quantity, DateOnly HarvestedOn,
        DateOnly? BestBefore, DateOnly OpenedOn, string OriginCode, string OriginName, string Producer, string? ListedFor, Guid SupplierId, string SupplierName, OrganisationKind SupplierKind,
        bool IsSupplierActive, string? GeographicalIndication, string? PictureUrl, ShowProduct.ShowProduct.RecognitionView? Recognition, bool WasRecognised, LotView Detail, RecallView? Recall,
        IReadOnlyList<MoveView> Journey, bool IsDemonstration);

    internal sealed record RecallView(DateOnly On, string Reason, string? Advice, bool IsByCounty);

    /// <param name="Place">Prefecture or municipality.</param>
    internal sealed record MoveView(DateOnly Day, string Place, int Packs);

    /// <summary>A lot that went to more places and days than this shows the first of them.</summary>
    private const int MostMoves = 100;

    /// <summary>What the page of a lot is put together from.</summary>
    internal sealed class Sources(CatalogDb db, IRegionDirectory regions, IFileLinks links, IRecognitionRegister register, TimeProvider clock)
    {
        internal CatalogDb Db => db;

        internal async Task<Response?> Find(Guid lotId, CancellationToken cancellation)
        {
            var found = await (
                from lot in db.Set<Lot>().AsNoTracking()
                join product in db.Set<Product>() on lot.ProductId equals product.Id
                join pack in db.Set<Pack>() on lot.PackId equals pack.Id
                join supplier in db.Set<Supplier>() on product.SupplierId equals supplier.Id
                where lot.Id == lotId
                select new
                {
                    Lot = lot,
                    Product = product,
                    Supplier = supplier,
                    Pack = pack,
                    lot.Tests,
                    Recall = db.Set<LotRecall>().FirstOrDefault(recall => recall.LotId == lotId),
                    Picture = product.Pictures.OrderBy(picture => picture.Position).FirstOrDefault(),
                }).SingleOrDefaultAsync(cancellation);
            if (found is null) return null;
            var (of, grown, seller) = (found.Lot, found.Product, found.Supplier);
            var openedOn = ChinaTime.DateIn(of.OpenedAt);
            if (of.Tests.Count == 0) of.Tests.AddRange(found.Tests);
            var detail = (await new[] { of }.Views(grown.CategoryCode, db, regions, links, cancellation))[0];
            var village = regions.FullNameOf(of.PlaceCode ?? grown.OriginCode);
            var moves = await db.Set<LotMove>().AsNoTracking().Where(move => move.LotId == lotId).OrderBy(move => move.Day).ThenBy(move => move.Place).Take(MostMoves).ToListAsync(cancellation);
            return new Response(
                of.Id, TraceCode.Grouped(of.TraceCode), grown.Id, grown.Name, grown.NameEn, found.Pack.Name, found.Pack.NameEn, found.Pack.MassGrams, of.Quantity, of.HarvestedOn, of.BestBefore,
                openedOn, grown.OriginCode, village, grown.HouseholdId is null ? seller.Name : village + "一户农户", grown.ListedFor(seller, regions), seller.Id, seller.Name, seller.Kind,
                seller.State == SupplierState.Active, grown.Indication, found.Picture?.View(links).Url,
                await ShowProduct.ShowProduct.CurrentRecognition(db, grown.Id, clock.Today(), cancellation),
                (await register.On([grown.Id], openedOn, cancellation))[0].IsRecognised, detail,
                found.Recall is { } recall ? new RecallView(ChinaTime.DateIn(recall.RecalledAt), recall.Reason, recall.Advice, recall.IsByCounty) : null,
                [.. moves.Select(move => new MoveView(move.Day, PlaceOf(move.Place), move.Packs))], grown.IsDemonstration);
        }

        /// <summary>The prefecture; the municipality itself where its districts have none.</summary>
        private string PlaceOf(string code) => RegionCode.TryParse(code, out var prefecture) && regions.Find(prefecture) is { Name: not ("市辖区" or "县") } found ? found.FullName : regions.FullNameOf(code[..2] + "0000");
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/trace/{lotId:guid}", Handle)
        .WithName("TraceLot").WithTags("Catalog").Public().Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(Guid lotId, Sources sources, CancellationToken cancellation) =>
        await sources.Find(lotId, cancellation) is { } found ? TypedResults.Ok(found) : Problems.NotFound;
}
