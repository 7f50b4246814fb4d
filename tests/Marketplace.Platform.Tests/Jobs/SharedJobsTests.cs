using Marketplace.Testing;
using Xunit;

namespace Marketplace.Platform.Tests.Jobs;

public sealed class SharedJobsTests : IAsyncLifetime
{
    private readonly MarketplaceHost host = new MarketplaceHost().Setting("Jobs:Clustered", "true");

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Two_hosts_share_one_store_each_known_by_a_name_of_its_own()
    {
        await using var twin = await host.StartTwin();
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT count(*) FROM jobs.qrtz_scheduler_state") == 2, "both hosts have checked in");
        var jobs = await host.Database.Scalar<long>("SELECT count(*) FROM jobs.qrtz_job_details");
        Assert.True(jobs >= 2, $"{jobs} jobs are known");
        Assert.Equal(jobs, await host.Database.Scalar<long>("SELECT count(*) FROM jobs.qrtz_triggers"));
        Assert.Equal(0, await host.Database.Scalar<long>("SELECT count(*) FROM jobs.qrtz_triggers WHERE trigger_state = 'ERROR'"));
    }

    [Fact]
    public async Task A_due_job_runs_once_in_the_cluster_and_what_it_does_is_recorded()
    {
        await using var twin = await host.StartTwin();
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT coalesce(max(times_triggered), 0) FROM jobs.qrtz_simple_triggers WHERE trigger_name = 'ordering-deadlines'") >= 1, "the job has run");
        Assert.Equal(1, await host.Database.Scalar<long>("SELECT count(*) FROM jobs.qrtz_triggers WHERE trigger_name = 'ordering-deadlines'"));
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT count(*) FROM jobs.qrtz_fired_triggers WHERE job_name = 'ordering-deadlines' AND state = 'EXECUTING'") == 0, "no run is left over");
    }
}
