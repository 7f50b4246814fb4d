using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Persistence;
using Marketplace.Server;

var builder = WebApplication.CreateBuilder(args);
builder.AddMarketplace();
var app = builder.Build();
app.UseMarketplace();
if (app.Configuration.GetValue("Database:MigrateAtStart", true)) await app.Services.GetRequiredService<Migrator>().Migrate(app.Lifetime.ApplicationStopping);
if (app.Configuration.GetValue("Demonstration:Load", false)) await app.Services.GetRequiredService<DemonstrationLoader>().LoadOnce(app.Lifetime.ApplicationStopping);
await app.RunAsync();

/// <summary>Lets tests start the host.</summary>
public partial class Program;
