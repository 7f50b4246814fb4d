using Marketplace.Kernel;

namespace Marketplace.Catalog.Contracts;

/// <summary>How many of a county's lots can be traced to a test.</summary>
/// <param name="Tested">Lots with a passed test report; every lot has a trace code.</param>
public sealed record TestedLots(RegionCode County, int Lots, int Tested);

/// <summary>Answers how far a county's goods can be traced (质量追溯).</summary>
public interface ITraceability
{
    /// <summary>The counties that opened lots between two days, both included; recalled lots count as not tested.</summary>
    Task<IReadOnlyList<TestedLots>> TestedLots(DateOnly from, DateOnly to, CancellationToken cancellation);
}
