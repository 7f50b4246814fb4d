namespace Marketplace.Platform;

/// <summary>Work that a module does when somebody asks for it at the command line, apart from the host.</summary>
public interface IMaintenance
{
    /// <summary>How it is asked for, such as <c>search-rebuild</c>.</summary>
    string Verb { get; }

    /// <returns>The program's exit code.</returns>
    Task<int> Run(TextWriter output, CancellationToken cancellation);
}

/// <summary>A look at something outside that a module stands on.</summary>
public interface ICheckup
{
    Task<Finding> Check(CancellationToken cancellation);
}

/// <summary>What <c>doctor</c> says in a sentence.</summary>
/// <param name="IsWell">False when something must be mended.</param>
public sealed record Finding(bool IsWell, string Zh, string En);
