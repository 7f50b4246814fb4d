using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace Marketplace.Server.Jobs;

/// <summary>
/// Runs the modules' periodic jobs. Hosts on one database share Quartz's store in the schema <c>jobs</c>: each due job runs on one of them,
/// and what a killed host left is taken over. decisions/0003 says which loops stay outside.
/// </summary>
internal static class JobHost
{
    private const string Schema = "jobs";
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(10);

    internal static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.AddModuleDatabase<JobsDb>("Jobs", Schema, tellsFacts: false);
        var isClustered = builder.Configuration.GetValue("Jobs:Clustered", !builder.Environment.IsEnvironment("Testing"));
        builder.Services.AddQuartz(quartz =>
        {
            if (isClustered) quartz.UsePersistentStore(Share);
        });
        builder.Services.AddQuartzHostedService(jobs => jobs.WaitForJobsToComplete = true);
    }

    private static void Share(IPersistentStoreBuilder store)
    {
        store.UsePostgres(data => data.DataSourceFactory = services => services.GetRequiredKeyedService<NpgsqlDataSource>(Schema));
        store.UseSystemTextJsonSerializer();
        store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
    }
}

/// <summary>The tables are Quartz's; EF Core maps none of them.</summary>
internal sealed class JobsDb(DbContextOptions<JobsDb> options) : ModuleDb(options, "jobs");
