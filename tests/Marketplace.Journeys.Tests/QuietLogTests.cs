using System.Collections.Concurrent;
using System.Net.Http.Json;
using Marketplace.Kernel;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>Personal data never reaches the logs, whether the request succeeds, is refused or breaks.</summary>
public sealed class QuietLogTests(QuietLogTests.ListeningHost host) : IClassFixture<QuietLogTests.ListeningHost>
{
    private const string Name = "欧阳示例";
    private const string Phone = "13912345678";
    private const string Identity = "500236195001011237";
    private const string Bank = "6222021234567890123";
    private const string Password = "correct-horse-battery-9";
    private const string Address = "夔门街道示例路77号";

    [Fact]
    public async Task Names_numbers_addresses_and_passwords_are_never_logged()
    {
        var agent = await host.As("agent");
        await agent.Post("/api/households", new { name = Name, villageCode = "500236117201", identityNumber = Identity }).Body();
        await agent.Post("/api/households", new { name = Name, villageCode = "500236117201", identityNumber = Identity });
        await agent.Post("/api/households", new { name = Name + new string('长', 300), villageCode = "50023611720X", identityNumber = Identity + "0" });
        await agent.GetAsync(new Uri($"/api/households?q={Uri.EscapeDataString(Name)}&identityNumber={Identity}", UriKind.Relative));

        var cooperative = await host.As("orange");
        await cooperative.Put($"/api/payees/{StableId.From("organisation:fengjie-orange-coop")}/account", new { holder = Name, bankName = "示例银行", accountNumber = Bank }).Body();
        await cooperative.Put($"/api/payees/{Guid.NewGuid()}/account", new { holder = Name, bankName = "示例银行", accountNumber = Bank });

        var buyer = await host.As("shandong");
        await buyer.Post("/api/orders", Order(2)).Body();
        await buyer.Post("/api/orders", Order(-2));
        await host.Stranger().Post("/api/session", new { userName = Phone, password = Password });
        await host.Stranger().Post("/api/session", new { userName = "orange", password = Password });
        var organisation = new { name = "示例合作社" + Phone, kind = "cooperative", regionCode = "500236", personName = Name, userName = "ou-" + Phone, password = Password };
        await host.Stranger().Post("/api/organisations", organisation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Stranger().Post("/api/organisations", organisation)));
        await host.Stranger().PostAsJsonAsync("/api/session", "{ \"userName\": \"" + Phone);

        await host.Eventually();
        foreach (var secret in (string[])[Name, Phone, Identity, Bank, Password, Address]) Assert.DoesNotContain(host.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.NotEmpty(host.Lines);
    }

    private static object Order(int quantity) => new
    {
        lines = new[] { new { packId = StableId.From("pack:fengjie-navel-oranges/10kg"), quantity } },
        delivery = new { recipient = Name, phone = Phone, regionCode = "370102", address = Address },
        channelCode = "luyu",
        salesModeCode = "department-matched",
        paymentMode = "prepay",
        note = Name,
    };

    /// <summary>Hears what the product logs at the levels it ships with, and its own modules more closely still.</summary>
    public sealed class ListeningHost : DemonstrationHost
    {
        private readonly Ear ear = new();

        public ListeningHost() => With(services =>
        {
            services.AddSingleton<ILoggerProvider>(ear);
            services.Configure<LoggerFilterOptions>(options =>
            {
                options.Rules.Add(new LoggerFilterRule(typeof(Ear).FullName, null, LogLevel.Information, null));
                options.Rules.Add(new LoggerFilterRule(typeof(Ear).FullName, "Microsoft", LogLevel.Warning, null));
                options.Rules.Add(new LoggerFilterRule(typeof(Ear).FullName, "Microsoft.EntityFrameworkCore", LogLevel.Error, null));
                options.Rules.Add(new LoggerFilterRule(typeof(Ear).FullName, "Marketplace", LogLevel.Trace, null));
            });
        });

        internal IReadOnlyCollection<string> Lines => ear.Lines;

        /// <summary>Waits for the facts to have gone round, so that their handlers have logged what they log.</summary>
        internal Task Eventually() => Eventually(async () =>
            await Database.Scalar<long>("SELECT (SELECT count(*) FROM accounts.outbox) + (SELECT count(*) FROM ordering.outbox)") >= 0 && ear.Lines.Count > 0, "something is logged");

        private sealed class Ear : ILoggerProvider
        {
            internal ConcurrentQueue<string> Lines { get; } = new();

            public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

            public void Dispose()
            {
            }

            private sealed class Line(Ear ear, string category) : ILogger
            {
                public IDisposable? BeginScope<TState>(TState state)
                    where TState : notnull
                {
                    ear.Lines.Enqueue($"{category} scope {state}");
                    return null;
                }

                public bool IsEnabled(LogLevel logLevel) => true;

                public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                    ear.Lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
            }
        }
    }
}
