using Quartz;

namespace Marketplace.Ordering.EnforceDeadlines;

/// <summary>Runs the deadlines every minute and takes spoiled lots off sale.</summary>
[DisallowConcurrentExecution]
internal sealed class DeadlinesJob(EnforceDeadlines deadlines, RemoveSpoiledLots spoiled, BreakLatePromises promises) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await deadlines.Run(cancellationToken);
        await promises.Run(cancellationToken);
        await spoiled.Run(cancellationToken);
    }
}
