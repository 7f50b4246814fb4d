using FluentValidation;
using Marketplace.Ordering.Carts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Inspections;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Shipments;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.InspectOrder;

/// <summary>验收: the buyer says of every line how many packs it takes and how many it refuses, and why. What came must add up.</summary>
internal static class InspectOrder
{
    internal sealed record Request(IReadOnlyList<Line> Lines, string? Note = null);

    internal sealed record Line(Guid LineId, int Accepted, int Rejected, string? Reason = null, IReadOnlyList<Guid>? Photos = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Lines.Count).InclusiveBetween(1, CartLine.MostLines).OverridePropertyName("lines");
            RuleForEach(request => request.Lines).NotNull().SetValidator(new LineValidator());
            RuleFor(request => request.Lines).Must(lines => lines.Select(line => line?.LineId).Distinct().Count() == lines.Count)
                .Because("line-twice", "同一行写了两次。请合并。", "The same line is listed twice. Merge them.");
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    internal sealed class LineValidator : AbstractValidator<Line>
    {
        public LineValidator()
        {
            RuleFor(line => line.Accepted).InclusiveBetween(0, WishedLineValidator.MostPacks)
                .Because("quantity-out-of-range", "数量要在0到100000之间。请改数量。", "The quantity must be between 0 and 100,000. Change it.");
            RuleFor(line => line.Rejected).InclusiveBetween(0, WishedLineValidator.MostPacks)
                .Because("quantity-out-of-range", "数量要在0到100000之间。请改数量。", "The quantity must be between 0 and 100,000. Change it.");
            RuleFor(line => line.Reason).MaximumLength(500).NotEmpty().When(line => line.Rejected > 0)
                .Because("rejection-reason", "拒收要写原因。请填写。", "A rejection needs a reason. Fill it in.");
            RuleFor(line => line.Photos).Must(photos => photos is { Count: >= 1 and <= 9 }).When(line => line.Rejected > 0)
                .Because("rejection-photo", "拒收要有照片,1到9张。请拍照上传。", "A rejection needs 1 to 9 photos. Take and upload them.");
        }
    }

    private static readonly Problem DoesNotAddUp = Problem.Invalid(
        "inspection-sum", "每行的验收数加拒收数要等于发货数。请核对。", "Accepted and rejected packs of each line must equal what was shipped. Check them.", "lines");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/inspection", Handle)
        .WithName("InspectOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, Acceptance acceptance, Attachments attachments, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow(), request.Note);
        if (await Arrive(order, db, by, cancellation) is { } notHere) return notHere;
        var wishes = request.Lines.ToDictionary(line => line.LineId);
        if (wishes.Count != order.Lines.Count || !order.Lines.All(line => wishes.TryGetValue(line.Id, out var wish) && wish.Accepted + wish.Rejected == line.Shipped))
            return DoesNotAddUp.With("shipped", order.Lines.Select(line => new { LineId = line.Id, line.Shipped }).ToList());
        if (!await attachments.AreOwn([.. request.Lines.SelectMany(line => line.Photos ?? [])], actor, cancellation)) return OrderProblems.FileUnknown;
        var findings = order.Lines.Select(line => wishes[line.Id] is var wish
            ? new Finding(line, wish.Accepted, wish.Rejected, wish.Rejected > 0 ? wish.Reason : null, [.. wish.Photos ?? []]) : throw new InvalidOperationException()).ToList();
        var act = findings.TrueForAll(finding => finding.Accepted == 0) ? OrderAct.Reject
            : findings.TrueForAll(finding => finding.Accepted == finding.Line.Quantity) ? OrderAct.Accept : OrderAct.AcceptPartly;
        return await acceptance.Conclude(order, findings, act, by, cancellation) is { } refusal ? refusal : OrderAnswer.Ok(order);
    }

    /// <summary>Who inspects has the goods: shipments that nobody marked as delivered are so now.</summary>
    private static async Task<Problem?> Arrive(Order order, OrderingDb db, ActBy by, CancellationToken cancellation)
    {
        if (order.State == OrderState.Shipped)
        {
            if (order.Do(OrderAct.MarkDelivered, by with { Reason = null }) is { } refusal) return refusal;
            foreach (var shipment in await db.Set<Shipment>().Where(shipment => shipment.OrderId == order.Id && shipment.DeliveredAt == null).ToListAsync(cancellation))
                (shipment.DeliveredAt, shipment.DeliveredBy) = (by.At, by.PersonId);
        }

        return order.State switch
        {
            OrderState.Delivered => order.Do(OrderAct.BeginInspection, by with { Reason = null }, by.At + OrderDeadlines.Inspection),
            OrderState.Inspecting => null,
            _ => OrderProblems.NotNow(order),
        };
    }
}
