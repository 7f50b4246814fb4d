using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.AnswerOrders;
using Marketplace.Ordering.Approvals;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.CancelOrder;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demonstration;
using Marketplace.Ordering.DisputeOrder;
using Marketplace.Ordering.EnforceDeadlines;
using Marketplace.Ordering.Freight;
using Marketplace.Ordering.Inspections;
using Marketplace.Ordering.LearnCatalog;
using Marketplace.Ordering.LearnSettlement;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.PlaceOrder;
using Marketplace.Ordering.SetApprovalRule;
using Marketplace.Ordering.ShowOrder;
using Marketplace.Ordering.Stock;
using Marketplace.Ordering.SubmitOrder;
using Marketplace.Platform;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Settlement.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Marketplace.Ordering;

/// <summary>The module's one public door.</summary>
public sealed class OrderingModule : IModule
{
    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<OrderingDb>("Ordering", "ordering");
        var services = builder.Services;
        services.AddValidatorsOf(typeof(OrderingModule).Assembly);
        services.AddScoped<StockBook>().AddScoped<ExpectedStock>().AddScoped<OwnLots>().AddScoped<BudgetBook>().AddScoped<FreightTariff>().AddScoped<Basket>().AddScoped<OrderNumbers>();
        services.AddScoped<PurchaseTerms>().AddScoped<Submission>().AddScoped<OrderEnding>().AddScoped<Acceptance>().AddScoped<Attachments>().AddScoped<OrderViews>().AddScoped<TakenApproval>();
        services.AddScoped<IOrderLookup, OrderLookup>();
        services.AddScoped<IDemonstration, OrderingDemonstration>();
        services.AddEventHandler<OrderingDb, LotOpened, StockLotWhenOpened>();
        services.AddEventHandler<OrderingDb, LotHarvested, HarvestLotWhenRecorded>();
        services.AddEventHandler<OrderingDb, LotAdjusted, CorrectLotWhenAdjusted>();
        services.AddEventHandler<OrderingDb, LotSaleChanged, StopLotWhenSaleChanged>();
        services.AddEventHandler<OrderingDb, LotRecalled, StopLotWhenRecalled>();
        services.AddEventHandler<OrderingDb, SupplierActivated, AllowOrdersWhenSupplierActivated>();
        services.AddEventHandler<OrderingDb, SupplierStopped, StopOrdersWhenSupplierStopped>();
        services.AddEventHandler<OrderingDb, PaymentReceived, MarkPaidWhenPaymentReceived>();
        services.AddEventHandler<OrderingDb, RefundIssued, NoteRefundWhenIssued>();
        services.AddEventHandler<OrderingDb, EscrowReleased, CompleteWhenEscrowReleased>();
        services.AddEventHandler<OrderingDb, InvoiceVerified, NoteInvoiceWhenVerified>();
        services.AddSingleton<EnforceDeadlines.EnforceDeadlines>().AddSingleton<RemoveSpoiledLots>().AddSingleton<BreakLatePromises>();
        services.AddQuartz(jobs => jobs.ScheduleJob<DeadlinesJob>(
            trigger => trigger.WithIdentity("ordering-deadlines").StartNow().WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()),
            job => job.WithIdentity("ordering-deadlines")));
    }

    public void Map(IEndpointRouteBuilder api)
    {
        MapBuying(api);
        MapOrders(api);
        MapDemands(api);
    }

    private static void MapBuying(IEndpointRouteBuilder api)
    {
        ShowStock.ShowStock.Map(api);
        ListStock.ListStock.Map(api);
        ListStock.ExportStock.Map(api);
        ShowStockWarnings.ShowStockWarnings.Map(api);
        SetStockWarnings.SetStockWarnings.Map(api);
        ListStockMovements.ListStockMovements.Map(api);
        ListStockMovements.ExportStockMovements.Map(api);
        CorrectStock.CorrectStock.Map(api);
        QuoteFreight.QuoteFreight.Map(api);
        SetFreight.SetFreight.Map(api);
        ListRatings.ListRatings.Map(api);
        ShowOwnFreight.ShowOwnFreight.Map(api);
        ShowCart.ShowCart.Map(api);
        PutInCart.PutInCart.Map(api);
        RemoveFromCart.RemoveFromCart.Map(api);
        ListBudgets.ListBudgets.Map(api);
        SetBudget.SetBudget.Map(api);
        ShowApprovalRule.Map(api);
        SetApprovalRule.SetApprovalRule.Map(api);
        QuoteOrder.QuoteOrder.Map(api);
        ListAddresses.ListAddresses.Map(api);
        SaveAddress.SaveAddress.Map(api);
        RemoveAddress.RemoveAddress.Map(api);
        ListBudgetUnits.ListBudgetUnits.Map(api);
        ListBudgetEntries.ListBudgetEntries.Map(api);
        SetReservedShare.SetReservedShare.Map(api);
        ShowReservedShare.ShowReservedShare.Map(api);
    }

    private static void MapOrders(IEndpointRouteBuilder api)
    {
        PlaceOrder.PlaceOrder.Map(api);
        SubmitOrder.SubmitOrder.Map(api);
        ListOrders.ListOrders.Map(api);
        SumOrders.SumOrders.Map(api);
        ExportOrders.ExportOrders.Map(api);
        ListTasks.ListTasks.Map(api);
        ListArrivals.ListArrivals.Map(api);
        ListRecalls.ListRecalls.Map(api);
        OrderAgain.OrderAgain.Map(api);
        ShowOrder.ShowOrder.Map(api);
        ApproveOrder.ApproveOrder.Map(api);
        DeclineOrder.DeclineOrder.Map(api);
        CancelOrder.CancelOrder.Map(api);
        ReattributeOrder.ReattributeOrder.Map(api);
        ConfirmOrder.ConfirmOrder.Map(api);
        RefuseOrder.RefuseOrder.Map(api);
        ExtendPayment.ExtendPayment.Map(api);
        ExtendPayment.AskExtension.Map(api);
        ExtendPayment.DeclineExtension.Map(api);
        ShipOrder.ShipOrder.Map(api);
        MarkDelivered.MarkDelivered.Map(api);
        InspectOrder.InspectOrder.Map(api);
        VerifyInvoice.VerifyInvoice.Map(api);
        OpenDispute.Map(api);
        AnswerDispute.Map(api);
        SayInDispute.Map(api);
        WithdrawDispute.Map(api);
        DecideDispute.Map(api);
        ReturnGoods.ReturnGoods.Map(api);
        ReplaceGoods.ReplaceGoods.Map(api);
        CloseOrder.CloseOrder.Map(api);
        RateOrder.RateOrder.Map(api);
    }

    private static void MapDemands(IEndpointRouteBuilder api)
    {
        PostDemand.PostDemand.Map(api);
        ListDemands.ListDemands.Map(api);
        ShowDemand.ShowDemand.Map(api);
        OfferForDemand.OfferForDemand.Map(api);
        AwardDemand.AwardDemand.Map(api);
        WithdrawDemand.WithdrawDemand.Map(api);
    }
}
