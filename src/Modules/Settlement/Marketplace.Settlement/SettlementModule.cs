using Marketplace.Ordering.Contracts;
using Marketplace.Platform;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Custody;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Demonstration;
using Marketplace.Settlement.Gateways;
using Marketplace.Settlement.HouseholdMoney;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.ReceiveWebhook;
using Marketplace.Settlement.Simulator;
using Marketplace.Settlement.Transfers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Settlement;

/// <summary>Payments, ledger, escrow, splits to households, payouts and invoices: the module's one public door.</summary>
public sealed class SettlementModule : IModule
{
    private bool simulates;

    public void Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<SettlementDb>("Settlement", "settlement");
        var services = builder.Services;
        services.AddValidatorsOf(typeof(SettlementModule).Assembly);
        services.AddScoped<Journal>();
        services.AddScoped<ILedgerHead>(provider => provider.GetRequiredService<Journal>());
        services.AddScoped<SettleObligation>();
        services.AddScoped<GatewayEffects>();
        services.AddScoped<Instructions>();
        services.AddScoped<TransferCandidates>();
        services.AddScoped<TransferMatching>();
        services.AddScoped<TransferBook>();
        services.AddScoped<CustodyComparison>();
        services.AddSingleton<HouseholdLink>();
        services.AddEventHandler<SettlementDb, OrderContracted, OpenObligationWhenOrderContracted>();
        services.AddEventHandler<SettlementDb, DeliveryAccepted, SettleWhenDeliveryAccepted>();
        services.AddEventHandler<SettlementDb, OrderCancelled, ReturnMoneyWhenOrderCancelled>();
        services.AddHostedService<InstructionWorker>();
        services.AddScoped<IDemonstration, SettlementDemonstration>();
        AddGateway(builder);
    }

    public void Map(IEndpointRouteBuilder api)
    {
        PayOrder.PayOrder.Map(api);
        ReceiveWebhook.ReceiveWebhook.Map(api);
        RecordTransfer.RecordTransfer.Map(api);
        ImportStatement.ImportStatement.Map(api);
        MatchTransfer.MatchTransfer.Map(api);
        CustodyComparison.Map(api);
        ListReceivables.ListReceivables.Map(api);
        ShowHouseholdMoney.Map(api);
        AnswerPayout.Map(api);
        ProposePayouts.ProposePayouts.Map(api);
        ApprovePayouts.ApprovePayouts.Map(api);
        SettlePayouts.SettlePayouts.Map(api);
        PayRefund.PayRefund.Map(api);
        ResumeInstruction.ResumeInstruction.Map(api);
        ShowMoney.ShowMoney.Map(api);
        RequestInvoice.RequestInvoice.Map(api);
        ShowSplit.ShowSplit.Map(api);
        ListOwnPayouts.ListOwnPayouts.Map(api);
        IssueInvoice.IssueInvoice.Map(api);
        ReturnInvoice.ReturnInvoice.Map(api);
        ReverseInvoice.ReverseInvoice.Map(api);
        VerifyLedger.Map(api);
        if (simulates) SimulatorPage.Map(api);
    }

    /// <summary>A Stripe key chooses Stripe; without one the simulator stands in, which production refuses.</summary>
    private void AddGateway(IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        simulates = string.IsNullOrEmpty(configuration["Stripe:SecretKey"]);
        if (builder.Environment.IsProduction()) ProductionPayments.Check(configuration);
        if (!simulates)
        {
            builder.Services.AddHttpClient<IPaymentGateway, StripeGateway>(http =>
            {
                http.BaseAddress = new Uri(configuration["Stripe:Address"] ?? "https://api.stripe.com");
                http.Timeout = TimeSpan.FromSeconds(30);
            });
            return;
        }

        configuration["Stripe:WebhookSecret"] = GatewaySimulator.WebhookSecret;
        builder.Services.AddSingleton<GatewaySimulator>();
        builder.Services.AddSingleton<IPaymentGateway>(provider => provider.GetRequiredService<GatewaySimulator>());
        builder.Services.AddHostedService<SimulatorDelivery>();
    }
}
